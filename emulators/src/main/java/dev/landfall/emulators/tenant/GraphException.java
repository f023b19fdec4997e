package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that ends with a Graph error body. */
final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private String detailCode = "";

  GraphException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static GraphException badRequest(String message) {
    return new GraphException(400, "Request_BadRequest", message);
  }

  static GraphException odata(String message) {
    return new GraphException(400, "BadRequest", message);
  }

  static GraphException unsupportedQuery(String message) {
    return new GraphException(400, "Request_UnsupportedQuery", message);
  }

  static GraphException unknownSegment(String segment) {
    return odata("Resource not found for the segment '" + segment + "'.");
  }

  static GraphException notFound(String id) {
    return new GraphException(
        404,
        "Request_ResourceNotFound",
        "Resource '"
            + id
            + "' does not exist or one of its queried reference-property objects are not present.");
  }

  static GraphException methodNotAllowed() {
    return new GraphException(
        405, "Request_BadRequest", "The HTTP method is not supported for this request URL.");
  }

  static GraphException conflict(String property) {
    GraphException conflict =
        badRequest(
            "Another object with the same value for property " + property + " already exists.");
    conflict.detailCode = "ObjectConflict";
    return conflict;
  }

  GraphException header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  GraphResponse response(String time, String requestId, String clientRequestId) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    error.put("code", code);
    error.put("message", getMessage());
    if (!detailCode.isEmpty()) {
      ObjectNode detail = error.putArray("details").addObject();
      detail.put("code", detailCode);
      detail.put("message", getMessage());
    }
    ObjectNode inner = error.putObject("innerError");
    inner.put("date", time);
    inner.put("request-id", requestId);
    inner.put("client-request-id", clientRequestId);
    GraphResponse response = GraphResponse.json(status, body);
    headers.forEach(response::header);
    return response;
  }
}
