package dev.landfall.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.connectors.graph.signin.Credential;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The administrator of the demo's cloud: plain Graph requests, as one would type them. */
public final class DemoGraph {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String origin;
  private final String token;

  public DemoGraph(String origin, String tenantId, String clientId, String clientSecret) {
    this.origin = origin;
    String form =
        "grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
            + "&client_id="
            + clientId
            + "&client_secret="
            + java.net.URLEncoder.encode(clientSecret, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin + "/" + tenantId + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    this.token = send(request).path("access_token").asText();
  }

  /** Signs in as the settings of an embedded tenant say. */
  public static DemoGraph of(GraphSettings tenant) {
    return new DemoGraph(
        tenant.graphEndpoint().toString(), tenant.tenantId(), tenant.clientId(), secret(tenant));
  }

  /** The client secret of an embedded tenant. */
  public static String secret(GraphSettings tenant) {
    return ((Credential.Secret) tenant.credential()).value();
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public JsonNode get(String path) {
    return send(request(path, "GET", null));
  }

  public JsonNode post(String path, JsonNode body) {
    return send(request(path, "POST", body));
  }

  public void patch(String path, JsonNode body) {
    send(request(path, "PATCH", body));
  }

  public void put(String path) {
    send(request(path, "PUT", object()));
  }

  public void delete(String path) {
    send(request(path, "DELETE", null));
  }

  private HttpRequest request(String path, String method, @Nullable JsonNode body) {
    String url = path.startsWith("http") ? path : origin + path;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    if (body == null) {
      return builder.method(method, HttpRequest.BodyPublishers.noBody()).build();
    }
    return builder
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() >= 300) {
        throw new LandfallException(
            ErrorCode.UNEXPECTED,
            request.method()
                + " "
                + request.uri().getPath()
                + " answered "
                + response.statusCode()
                + " "
                + response.body());
      }
      return response.body().isEmpty() ? object() : MAPPER.readTree(response.body());
    } catch (IOException failed) {
      throw new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE, "The tenant does not answer.", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LandfallException(ErrorCode.UNEXPECTED, "Interrupted.", interrupted);
    }
  }
}
