package dev.landfall.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.connectors.graph.signin.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The floor: reads the same pages, parses each as JSON, counts, and keeps nothing. */
final class RawPager {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final GraphSettings settings;
  private final String token;

  RawPager(GraphSettings settings) throws IOException, InterruptedException {
    this.settings = settings;
    String secret = ((Credential.Secret) settings.credential()).value();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(settings.authority() + "/" + settings.tenantId() + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
                        + "&client_id="
                        + settings.clientId()
                        + "&client_secret="
                        + URLEncoder.encode(secret, StandardCharsets.UTF_8)))
            .build();
    token =
        MAPPER
            .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
            .path("access_token")
            .asText();
  }

  /** Objects and member entries of a delta round, from its first page to its last. */
  long read(String start) throws IOException, InterruptedException {
    long items = 0;
    String link = settings.graphEndpoint() + start;
    while (!link.isEmpty()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(link))
              .header("Authorization", "Bearer " + token)
              .build();
      JsonNode page;
      try (InputStream body =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
        page = MAPPER.readTree(body);
      }
      for (JsonNode object : page.path("value")) {
        items += 1 + object.path("members@delta").size();
      }
      link = page.path("@odata.nextLink").asText("");
    }
    return items;
  }
}
