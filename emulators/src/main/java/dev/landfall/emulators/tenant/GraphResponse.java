package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response before it goes over HTTP or into a batch. */
final class GraphResponse {
  static final String JSON_TYPE =
      "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

  private final int status;
  private final @Nullable JsonNode json;
  private final byte[] bytes;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private GraphResponse(int status, @Nullable JsonNode json, byte[] bytes) {
    this.status = status;
    this.json = json;
    this.bytes = bytes;
  }

  static GraphResponse json(int status, JsonNode body) {
    return new GraphResponse(status, body, new byte[0]).header("Content-Type", JSON_TYPE);
  }

  static GraphResponse ok(JsonNode body) {
    return json(200, body);
  }

  static GraphResponse noContent() {
    return new GraphResponse(204, null, new byte[0]);
  }

  static GraphResponse text(String type, String body) {
    return new GraphResponse(200, null, body.getBytes(StandardCharsets.UTF_8))
        .header("Content-Type", type);
  }

  GraphResponse header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The body as a batch part carries it, or null. */
  @Nullable JsonNode body() {
    return json != null || bytes.length == 0
        ? json
        : Json.MAPPER.getNodeFactory().textNode(new String(bytes, StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return json == null ? bytes : Json.bytes(json);
  }
}
