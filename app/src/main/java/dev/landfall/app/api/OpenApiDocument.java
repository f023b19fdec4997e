package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 description of the API, made from its routes, so that it cannot lag behind. */
final class OpenApiDocument {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private OpenApiDocument() {}

  static JsonNode of(List<Route> routes) {
    ObjectNode document = Json.object();
    document.put("openapi", "3.1.0");
    document.putObject("info").put("title", "Landfall").put("version", "1");
    document.putArray("servers").addObject().put("url", ApiServer.BASE);
    document
        .putObject("components")
        .putObject("securitySchemes")
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer");
    document.putArray("security").addObject().putArray("bearer");
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      ObjectNode path =
          paths.has(route.path())
              ? (ObjectNode) paths.get(route.path())
              : paths.putObject(route.path());
      describe(path.putObject(route.method().name().toLowerCase(Locale.ROOT)), route);
    }
    return document;
  }

  private static void describe(ObjectNode operation, Route route) {
    operation.put("summary", route.summary());
    Matcher names = PARAMETER.matcher(route.path());
    ArrayNode parameters = operation.putArray("parameters");
    while (names.find()) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", names.group(1)).put("in", "path").put("required", true);
      parameter.putObject("schema").put("type", "string");
    }
    if (!route.body().isEmpty()) {
      operation
          .putObject("requestBody")
          .put("description", route.body())
          .putObject("content")
          .putObject("application/json")
          .putObject("schema")
          .put("type", "object");
    }
    ObjectNode responses = operation.putObject("responses");
    responses.putObject("200").put("description", route.summary());
    responses.putObject("default").put("description", "A problem: {code, message}.");
  }
}
