package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Gets access tokens with client credentials and keeps one until shortly before it expires. */
final class TokenSource {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final GraphSettings settings;
  private final HttpClient http;
  private final Clock clock;
  private String token = "";
  private Instant goodUntil = Instant.MIN;

  TokenSource(GraphSettings settings, HttpClient http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  synchronized String token() {
    if (clock.instant().isAfter(goodUntil)) {
      fetch();
    }
    return token;
  }

  /** Forgets a token the service refused, unless another one has been fetched meanwhile. */
  synchronized void refused(String refusedToken) {
    if (token.equals(refusedToken)) {
      goodUntil = Instant.MIN;
    }
  }

  private void fetch() {
    URI endpoint =
        URI.create(settings.authority() + "/" + settings.tenantId() + "/oauth2/v2.0/token");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", settings.clientId());
    form.put("scope", settings.scope());
    if (settings.credential() instanceof Credential.Secret secret) {
      form.put("client_secret", secret.value());
    } else if (settings.credential() instanceof Credential.Certificate certificate) {
      form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      form.put(
          "client_assertion",
          ClientAssertion.of(
              certificate, settings.clientId(), endpoint.toString(), clock.instant()));
    }
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", GraphClient.USER_AGENT)
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode body = MAPPER.readTree(response.body());
      if (response.statusCode() == 200) {
        token = body.path("access_token").asText();
        Duration life = Duration.ofSeconds(body.path("expires_in").asLong(3600));
        Duration margin = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? MARGIN : Duration.ZERO;
        goodUntil = clock.instant().plus(life).minus(margin);
        return;
      }
      throw refusal(endpoint, response.statusCode(), body);
    } catch (IOException e) {
      throw new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
          "Signing in at \"" + endpoint.getHost() + "\" failed: no answer. Check the network.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE, "Signing in was interrupted.", e);
    }
  }

  private LandfallException refusal(URI endpoint, int status, JsonNode body) {
    boolean transientFailure = status == 429 || status >= 500;
    // Only the codes: a description may repeat what was sent.
    String codes = body.path("error").asText() + " " + body.path("error_codes");
    return new LandfallException(
        transientFailure ? ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE : ErrorCode.CREDENTIALS_REJECTED,
        "\""
            + endpoint.getHost()
            + "\" refused the sign-in of application \""
            + settings.clientId()
            + "\" ("
            + status
            + " "
            + codes.trim()
            + "). Check tenant, client id and secret or certificate.");
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
