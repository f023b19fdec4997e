package dev.landfall.connectors.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where each delta query of the Entra connector stands: paths below the endpoint by name of the
 * query, and the writeback scope they were read with.
 */
record EntraWatermark(Map<String, String> paths, String scope) {

  EntraWatermark {
    paths = Map.copyOf(paths);
  }

  /**
   * Reads a watermark.
   *
   * @throws LandfallException {@code FULL_IMPORT_REQUIRED} if it cannot be read
   */
  static EntraWatermark of(Watermark watermark) {
    try {
      JsonNode json = GraphClient.MAPPER.readTree(watermark.value());
      Map<String, String> paths = new TreeMap<>();
      json.path("paths").properties().forEach(p -> paths.put(p.getKey(), p.getValue().asText()));
      if (!paths.isEmpty()) {
        return new EntraWatermark(paths, json.path("scope").asText());
      }
    } catch (JsonProcessingException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static LandfallException unreadable() {
    return new LandfallException(
        ErrorCode.FULL_IMPORT_REQUIRED,
        "The watermark of the Entra connector cannot be read. Start a full import.");
  }

  Watermark watermark() {
    ObjectNode json = GraphClient.MAPPER.createObjectNode();
    json.put("scope", scope);
    ObjectNode shown = json.putObject("paths");
    new TreeMap<>(paths).forEach(shown::put);
    return new Watermark(json.toString());
  }

  EntraWatermark with(String query, String path) {
    Map<String, String> changed = new TreeMap<>(paths);
    changed.put(query, path);
    return new EntraWatermark(changed, scope);
  }

  /** A query that is to begin anew. */
  EntraWatermark without(String query) {
    Map<String, String> changed = new TreeMap<>(paths);
    changed.remove(query);
    return new EntraWatermark(changed, scope);
  }
}
