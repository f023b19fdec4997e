package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The shapes of answers that are no directory objects. */
final class Answers {
  private Answers() {}

  /** A collection that is whole. */
  static GraphResponse collection(GraphRequest request, String context, ArrayNode value) {
    ObjectNode body = Json.object();
    body.put("@odata.context", request.root() + "/$metadata#" + context);
    body.set("value", value);
    return GraphResponse.ok(body);
  }

  /** One entity of a collection. */
  static GraphResponse single(GraphRequest request, String context, ObjectNode entity) {
    return GraphResponse.ok(withContext(request, context + "/$entity", entity));
  }

  /** One entity that was just made. */
  static GraphResponse created(GraphRequest request, String context, ObjectNode entity) {
    GraphResponse response =
        GraphResponse.json(201, withContext(request, context + "/$entity", entity));
    return entity.has("id")
        ? response.header(
            "Location", request.root() + "/" + context + "/" + entity.path("id").asText())
        : response;
  }

  /** A value that a function or action gives. */
  static ObjectNode withContext(GraphRequest request, String context, ObjectNode value) {
    ObjectNode body = Json.object();
    body.put("@odata.context", request.root() + "/$metadata#" + context);
    body.setAll(value);
    return body;
  }

  /** Only these methods are served. */
  static void allow(GraphRequest request, String... methods) {
    for (String method : methods) {
      if (request.method().equals(method)) {
        return;
      }
    }
    throw GraphException.methodNotAllowed();
  }
}
