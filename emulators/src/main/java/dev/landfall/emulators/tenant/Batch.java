package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code $batch}: up to 20 parts, run in order of their dependencies. */
final class Batch {
  private static final int MOST = 20;

  private final Function<GraphRequest, GraphResponse> dispatch;

  Batch(Function<GraphRequest, GraphResponse> dispatch) {
    this.dispatch = dispatch;
  }

  GraphResponse handle(GraphRequest request) {
    JsonNode requests = request.json().path("requests");
    if (!requests.isArray() || requests.isEmpty() || requests.size() > MOST) {
      throw GraphException.odata(
          "Number of batch request steps must be between 1 and " + MOST + ".");
    }
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    for (JsonNode part : requests) {
      String id = part.path("id").asText("");
      if (id.isEmpty() || parts.put(id.toLowerCase(Locale.ROOT), part) != null) {
        throw GraphException.odata("Every batch request step needs its own id.");
      }
    }
    ObjectNode body = Json.object();
    ArrayNode responses = body.putArray("responses");
    Map<String, Integer> done = new HashMap<>();
    for (String id : ordered(parts)) {
      JsonNode part = parts.getOrDefault(id, Json.object());
      GraphResponse response = run(request, part, done);
      done.put(id, response.status());
      ObjectNode shown = responses.addObject();
      shown.put("id", part.path("id").asText());
      shown.put("status", response.status());
      ObjectNode headers = shown.putObject("headers");
      response.headers().forEach(headers::put);
      JsonNode answer = response.body();
      if (answer != null) {
        shown.set("body", answer);
      }
    }
    return GraphResponse.ok(body);
  }

  private static List<String> ordered(Map<String, JsonNode> parts) {
    List<String> order = new ArrayList<>();
    int before = -1;
    while (order.size() < parts.size()) {
      if (order.size() == before) {
        throw GraphException.odata("The dependsOn of the batch request steps form a cycle.");
      }
      before = order.size();
      parts.forEach(
          (id, part) -> {
            boolean ready = !order.contains(id);
            for (JsonNode needed : part.path("dependsOn")) {
              String name = needed.asText().toLowerCase(Locale.ROOT);
              if (!parts.containsKey(name)) {
                throw GraphException.odata("Unknown id '" + name + "' in dependsOn.");
              }
              ready &= order.contains(name);
            }
            if (ready) {
              order.add(id);
            }
          });
    }
    return order;
  }

  private GraphResponse run(GraphRequest outer, JsonNode part, Map<String, Integer> done) {
    for (JsonNode needed : part.path("dependsOn")) {
      if (done.getOrDefault(needed.asText().toLowerCase(Locale.ROOT), 0) >= 400) {
        ObjectNode failed = Json.object();
        failed
            .putObject("error")
            .put("code", "FailedDependency")
            .put("message", "A request this one depends on failed.");
        return GraphResponse.json(424, failed);
      }
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    part.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    JsonNode body = part.path("body");
    byte[] bytes = new byte[0];
    if (body.isObject()) {
      bytes = Json.bytes(body);
    } else if (body.isTextual()) {
      try {
        bytes = Base64.getUrlDecoder().decode(body.asText());
      } catch (IllegalArgumentException e) {
        bytes = body.asText().getBytes(StandardCharsets.UTF_8);
      }
    }
    GraphRequest inner =
        GraphRequest.of(
            outer.origin(),
            outer.version(),
            part.path("method").asText("GET").toUpperCase(Locale.ROOT),
            part.path("url").asText(),
            headers,
            bytes,
            outer.caller());
    if (inner.word(0).equals("$batch")) {
      throw GraphException.odata("A batch cannot hold another batch.");
    }
    return dispatch.apply(inner);
  }
}
