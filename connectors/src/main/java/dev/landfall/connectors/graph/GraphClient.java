package dev.landfall.connectors.graph;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Sends requests to Microsoft Graph: signs in, waits when throttled, repeats what may be repeated,
 * and turns refusals into our errors. Bodies are streamed. Used by one thread at a time.
 */
public final class GraphClient implements AutoCloseable {
  static final String USER_AGENT = "Landfall/0.1";
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ATTEMPTS = 7;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(180);
  private static final Set<String> RESYNC =
      Set.of("resyncrequired", "syncstatenotfound", "directory_expiredpagetoken");

  private final GraphSettings settings;
  private final HttpClient http;
  private final TokenSource tokens;
  private final Sleeper sleeper;
  private final Random jitter;

  public GraphClient(GraphSettings settings) {
    this(settings, Clock.systemUTC(), Sleeper.real(), new Random());
  }

  /** With a clock, a sleeper and randomness of the caller's choice, for tests. */
  public GraphClient(GraphSettings settings, Clock clock, Sleeper sleeper, Random jitter) {
    this.settings = requireNonNull(settings);
    this.sleeper = requireNonNull(sleeper);
    this.jitter = requireNonNull(jitter);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    this.tokens = new TokenSource(settings, http, requireNonNull(clock));
  }

  public GraphSettings settings() {
    return settings;
  }

  /** Reads a JSON answer out of its stream. */
  interface BodyReader<T> {
    T read(InputStream body) throws IOException;
  }

  /** GET of a path below the endpoint ({@code /v1.0/…}) or of a link from an answer. */
  JsonNode get(String pathOrLink, String... headers) {
    JsonNode answer = send("GET", pathOrLink, Optional.empty(), true, GraphClient::tree, headers);
    // Read as an object, "nothing" would be switches that are off and lists that are empty.
    if (answer.isMissingNode() || answer.isNull() || answer.isObject() && answer.isEmpty()) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ,
          "The answer to " + describe("GET", pathOrLink) + " is empty. Run the import again.");
    }
    return answer;
  }

  /** GET that tells a missing object from a present one. */
  Optional<JsonNode> find(String path, String... headers) {
    try {
      return Optional.of(get(path, headers));
    } catch (GraphRefusal refusal) {
      if (refusal.status() == 404) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  <T> T stream(String pathOrLink, BodyReader<T> reader, String... headers) {
    return send("GET", pathOrLink, Optional.empty(), true, reader, headers);
  }

  /**
   * POST.
   *
   * @param repeatable whether carrying it out twice is harmless
   */
  JsonNode post(String path, JsonNode body, boolean repeatable) {
    return send("POST", path, Optional.of(body), repeatable, GraphClient::tree);
  }

  void patch(String path, JsonNode body) {
    send("PATCH", path, Optional.of(body), true, GraphClient::tree);
  }

  private static JsonNode tree(InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    return bytes.length == 0 ? MAPPER.missingNode() : MAPPER.readTree(bytes);
  }

  /** The part of a link below the endpoint; a link elsewhere would carry our token away. */
  String relative(String link) {
    String endpoint = settings.graphEndpoint().toString();
    if (!link.startsWith(endpoint + "/")) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ,
          "An answer of \""
              + settings.graphEndpoint().getHost()
              + "\" links to another host. Check the graphEndpoint setting.");
    }
    return link.substring(endpoint.length());
  }

  private <T> T send(
      String method,
      String pathOrLink,
      Optional<JsonNode> body,
      boolean repeatable,
      BodyReader<T> reader,
      String... headers) {
    String path = pathOrLink.startsWith("/") ? pathOrLink : relative(pathOrLink);
    boolean signedInAgain = false;
    for (int attempt = 1; ; attempt++) {
      String token = tokens.token();
      HttpResponse<InputStream> response;
      try {
        response = exchange(method, path, body, token, headers);
      } catch (IOException e) {
        if (repeatable && attempt < ATTEMPTS) {
          pause(Optional.empty(), attempt);
          continue;
        }
        throw unavailable(method, path, "no answer", e);
      }
      int status = response.statusCode();
      if (status < 300) {
        try (InputStream answer = response.body()) {
          return reader.read(answer);
        } catch (IOException e) {
          throw new LandfallException(
              ErrorCode.INCOMPLETE_READ,
              "The answer to " + describe(method, path) + " broke off. Run the import again.",
              e);
        }
      }
      GraphRefusal refusal = refusal(method, path, response);
      if (status == 401 && !signedInAgain) {
        signedInAgain = true;
        tokens.refused(token);
      } else if (attempt < ATTEMPTS && mayRepeat(status, repeatable)) {
        pause(response.headers().firstValue("Retry-After"), attempt);
      } else {
        throw refusal;
      }
    }
  }

  private static boolean mayRepeat(int status, boolean repeatable) {
    // Throttled and unavailable answers say that nothing was carried out.
    return status == 429 || status == 503 || repeatable && (status == 500 || status == 504);
  }

  private HttpResponse<InputStream> exchange(
      String method, String path, Optional<JsonNode> body, String token, String... headers)
      throws IOException {
    URI uri = URI.create(settings.graphEndpoint() + path.replace(" ", "%20"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(120))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("User-Agent", USER_AGENT)
            .header("client-request-id", UUID.randomUUID().toString());
    if (body.isPresent()) {
      request.header("Content-Type", "application/json");
      request.method(
          method, HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body.get())));
    } else {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(method, path, "interrupted", e);
    }
  }

  private void pause(Optional<String> retryAfter, int attempt) {
    Duration wait = retryAfter.flatMap(GraphClient::seconds).orElseGet(() -> backOff(attempt));
    try {
      sleeper.sleep(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
          "Waiting to repeat a request was interrupted.",
          e);
    }
  }

  private static Optional<Duration> seconds(String text) {
    try {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text.trim())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** 1, 2, 4 … seconds, and up to half as much again. */
  private Duration backOff(int attempt) {
    long millis = 1_000L << (attempt - 1);
    return Duration.ofMillis(millis + jitter.nextInt((int) (millis / 2)));
  }

  private String describe(String method, String path) {
    int query = path.indexOf('?');
    return method
        + " \""
        + (query < 0 ? path : path.substring(0, query))
        + "\" at \""
        + settings.graphEndpoint().getHost()
        + "\"";
  }

  private LandfallException unavailable(
      String method, String path, String reason, Exception cause) {
    return new LandfallException(
        ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
        describe(method, path) + " failed: " + reason + ". Check network and endpoint.",
        cause);
  }

  private GraphRefusal refusal(String method, String path, HttpResponse<InputStream> response) {
    JsonNode error = MAPPER.missingNode();
    try (InputStream body = response.body()) {
      error = MAPPER.readTree(body).path("error");
    } catch (IOException e) {
      // The status alone has to do; what a proxy wrote here is no Graph error.
      error = MAPPER.missingNode();
    }
    int status = response.statusCode();
    String code = error.path("code").asText("");
    String requestId = response.headers().firstValue("request-id").orElse("unknown");
    return new GraphRefusal(
        ourCode(status, code),
        status,
        code,
        error.path("message").asText(""),
        describe(method, path)
            + " was refused: "
            + status
            + " "
            + code
            + " \""
            + error.path("message").asText("")
            + "\" (request-id "
            + requestId
            + ").");
  }

  private static ErrorCode ourCode(int status, String code) {
    if (status == 410 || RESYNC.contains(code.toLowerCase(java.util.Locale.ROOT))) {
      return ErrorCode.FULL_IMPORT_REQUIRED;
    }
    if (status == 401) {
      return ErrorCode.CREDENTIALS_REJECTED;
    }
    if (status == 403) {
      return ErrorCode.PERMISSION_DENIED;
    }
    if (status == 429) {
      return ErrorCode.CONNECTED_SYSTEM_BUSY;
    }
    return status >= 500 ? ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE : ErrorCode.OBJECT_REFUSED;
  }

  @Override
  public void close() {
    // The JDK client has nothing to close before Java 21.
  }
}
