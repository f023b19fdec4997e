package dev.landfall.testkit.graph;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.testkit.reference.ReferenceFolder;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges requests and answers by the official description of Microsoft Graph, v1.0 and beta. The
 * parts of a {@code $batch} are judged one by one, and names in {@code $select} and in bodies are
 * held against the type's properties, which the description by itself lets pass.
 *
 * <p>Paths outside the two versions (tokens, our own roots) are not judged. Where the reference
 * folder is absent, creating a contract skips the test.
 */
public final class GraphContract {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  // Real, but left out when the description was cut to what most of the product needs.
  private static final Set<String> NOT_IN_CUTOUT =
      Set.of("/v1.0/subscribedSkus", "/beta/subscribedSkus");

  private final Map<String, Version> versions = new LinkedHashMap<>();

  private record Version(OpenApiInteractionValidator validator, EntityProperties properties) {}

  /** One request and its answer; bodies are empty where there are none. */
  public record Exchange(
      String method,
      String pathAndQuery,
      Map<String, String> requestHeaders,
      String requestBody,
      int status,
      Map<String, String> responseHeaders,
      String responseBody) {

    @Override
    public String toString() {
      return method + " " + pathAndQuery + " -> " + status;
    }
  }

  public GraphContract() {
    for (String version : List.of("v1.0", "beta")) {
      String file =
          ReferenceFolder.require("contract/graph-" + version + "-subset.openapi.yaml")
              .toUri()
              .toString();
      ParseOptions options = new ParseOptions();
      options.setResolve(true);
      options.setResolveFully(true);
      options.setResolveCombinators(false);
      OpenAPI api = new OpenAPIV3Parser().read(file, null, options);
      OpenApiInteractionValidator validator =
          OpenApiInteractionValidator.createFor(api)
              .withBasePathOverride("/" + version)
              .withLevelResolver(
                  LevelResolver.create()
                      .withLevel(
                          "validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                      .build())
              .build();
      versions.put(version, new Version(validator, new EntityProperties(api)));
    }
  }

  /** What is wrong with a request; empty when nothing is, or when it is no matter of Graph. */
  public List<String> request(
      String method, String pathAndQuery, Map<String, String> headers, String body) {
    Optional<Version> version = version(pathAndQuery);
    if (version.isEmpty()) {
      return List.of();
    }
    String path = path(pathAndQuery);
    Map<String, String> query = query(pathAndQuery);
    SimpleRequest.Builder request = new SimpleRequest.Builder(method, path);
    query.forEach(request::withQueryParam);
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("Content-Type")) {
            request.withHeader(name, value);
          }
        });
    if (!body.isEmpty()) {
      request.withContentType(header(headers, "Content-Type"));
      request.withBody(body);
    }
    List<String> problems =
        new ArrayList<>(errors(version.get().validator().validateRequest(request.build())));
    version.get().properties().unknown(path, query.getOrDefault("$select", ""), body).stream()
        .map(name -> "No property \"" + name + "\" in the description.")
        .forEach(problems::add);
    if (path.endsWith("/$batch")) {
      parts(body, "requests")
          .forEach(
              part ->
                  request(
                          part.path("method").asText(),
                          root(pathAndQuery) + slashed(part.path("url").asText()),
                          headers(part),
                          text(part.path("body")))
                      .forEach(problem -> problems.add("Part " + part.path("id") + problem)));
    }
    return label(method, pathAndQuery, problems);
  }

  /** What is wrong with an answer; see {@link #request}. */
  public List<String> response(
      String method, String pathAndQuery, int status, Map<String, String> headers, String body) {
    Optional<Version> version = version(pathAndQuery);
    if (version.isEmpty()) {
      return List.of();
    }
    SimpleResponse.Builder response = SimpleResponse.Builder.status(status);
    if (!body.isEmpty()) {
      response.withContentType(header(headers, "Content-Type"));
      response.withBody(body);
    }
    List<String> problems =
        errors(
            version
                .get()
                .validator()
                .validateResponse(
                    path(pathAndQuery), Request.Method.valueOf(method), response.build()));
    return label(method, pathAndQuery, problems);
  }

  /** What is wrong with either side of an exchange, and with each part of a batch. */
  public List<String> problems(Exchange exchange) {
    List<String> problems =
        new ArrayList<>(
            request(
                exchange.method(),
                exchange.pathAndQuery(),
                exchange.requestHeaders(),
                exchange.requestBody()));
    problems.addAll(
        response(
            exchange.method(),
            exchange.pathAndQuery(),
            exchange.status(),
            exchange.responseHeaders(),
            exchange.responseBody()));
    if (path(exchange.pathAndQuery()).endsWith("/$batch") && exchange.status() == 200) {
      Map<String, JsonNode> requests = new LinkedHashMap<>();
      parts(exchange.requestBody(), "requests")
          .forEach(part -> requests.put(part.path("id").asText(), part));
      for (JsonNode part : parts(exchange.responseBody(), "responses")) {
        JsonNode request = requests.get(part.path("id").asText());
        if (request == null) {
          problems.add("A batch answers part " + part.path("id") + ", which nobody sent.");
          continue;
        }
        problems.addAll(
            response(
                request.path("method").asText(),
                root(exchange.pathAndQuery()) + slashed(request.path("url").asText()),
                part.path("status").asInt(),
                headers(part),
                text(part.path("body"))));
      }
    }
    return problems;
  }

  private Optional<Version> version(String pathAndQuery) {
    if (NOT_IN_CUTOUT.contains(path(pathAndQuery))) {
      return Optional.empty();
    }
    return versions.entrySet().stream()
        .filter(entry -> pathAndQuery.startsWith("/" + entry.getKey() + "/"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static List<String> errors(ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  private static List<String> label(String method, String pathAndQuery, List<String> problems) {
    return problems.stream().map(text -> method + " " + pathAndQuery + ": " + text).toList();
  }

  private static String root(String pathAndQuery) {
    return pathAndQuery.substring(0, pathAndQuery.indexOf('/', 1));
  }

  private static String slashed(String url) {
    return url.startsWith("/") ? url : "/" + url;
  }

  private static String path(String pathAndQuery) {
    return pathAndQuery.replaceAll("\\?.*", "");
  }

  private static Map<String, String> query(String pathAndQuery) {
    Map<String, String> query = new LinkedHashMap<>();
    int mark = pathAndQuery.indexOf('?');
    if (mark >= 0) {
      for (String pair : pathAndQuery.substring(mark + 1).split("&", -1)) {
        int equal = pair.indexOf('=');
        String name = equal < 0 ? pair : pair.substring(0, equal);
        query.put(decoded(name), equal < 0 ? "" : decoded(pair.substring(equal + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String header(Map<String, String> headers, String name) {
    return headers.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static List<JsonNode> parts(String body, String name) {
    List<JsonNode> parts = new ArrayList<>();
    try {
      MAPPER.readTree(body).path(name).forEach(parts::add);
    } catch (JsonProcessingException e) {
      throw new AssertionError("A batch is no JSON: " + body, e);
    }
    return parts;
  }

  private static Map<String, String> headers(JsonNode part) {
    Map<String, String> headers = new LinkedHashMap<>();
    part.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return headers;
  }

  private static String text(JsonNode body) {
    return body.isMissingNode() || body.isNull() ? "" : body.toString();
  }
}
