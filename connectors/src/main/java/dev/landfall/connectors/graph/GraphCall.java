package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One request as we mean it; it may be sent several times.
 *
 * @param path below the endpoint, with query
 * @param repeatable whether carrying it out twice is harmless
 * @param headers names and values in turn
 * @param id the {@code client-request-id} of all attempts, by which the service finds them
 */
record GraphCall(
    String method,
    String path,
    Optional<JsonNode> body,
    boolean repeatable,
    List<String> headers,
    String id) {

  static GraphCall of(
      String method, String path, Optional<JsonNode> body, boolean repeatable, String... headers) {
    return new GraphCall(
        method, path, body, repeatable, List.of(headers), UUID.randomUUID().toString());
  }
}
