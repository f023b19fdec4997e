package dev.landfall.connectors.graph;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.connectors.graph.signin.Credential;
import dev.landfall.connectors.graph.signin.SignInUnavailable;
import dev.landfall.connectors.graph.signin.TokenSource;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Sends requests to Microsoft Graph: signs in, keeps to the pace the service allows, repeats what
 * may be repeated, and turns refusals into our errors. Bodies are streamed. Used by any number of
 * threads; one client for a tenant, because the pace is kept by the client.
 */
public final class GraphClient implements AutoCloseable {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** Of requests that got no answer or a failing one: about two minutes of waiting. */
  static final int ATTEMPTS = 7;

  /** Of answers that broke off: seldom the fault of the line twice. */
  private static final int BROKEN_ANSWERS = 4;

  /** The service may refuse for long when a tenant is busy, and always says when to come back. */
  private static final int THROTTLED_ATTEMPTS = 30;

  private final GraphSettings settings;
  private final Clock clock;
  private final GraphHttp http;
  private final TokenSource tokens;
  private final Pace pace;
  private final BackOff backOff;
  private final GraphFailures failures;

  public GraphClient(GraphSettings settings) {
    this(settings, Clock.systemUTC(), Sleeper.real(), new Random());
  }

  /** With a clock, a sleeper and randomness of the caller's choice, for tests. */
  public GraphClient(GraphSettings settings, Clock clock, Sleeper sleeper, Random jitter) {
    this.settings = requireNonNull(settings);
    this.clock = requireNonNull(clock);
    this.http = GraphHttp.through(settings.proxy());
    GraphHttp forTokens =
        settings.credential() instanceof Credential.ManagedIdentity ? GraphHttp.direct() : http;
    this.tokens =
        new TokenSource(
            settings.signIn(),
            request -> forTokens.send(request, HttpResponse.BodyHandlers.ofByteArray()),
            clock);
    this.pace = new Pace(clock, requireNonNull(sleeper));
    this.backOff = new BackOff(clock, requireNonNull(jitter));
    this.failures = new GraphFailures(settings);
  }

  public GraphSettings settings() {
    return settings;
  }

  /** What this client has done so far. */
  public GraphStatistics statistics() {
    return pace.statistics();
  }

  Clock clock() {
    return clock;
  }

  Pace pace() {
    return pace;
  }

  BackOff backOff() {
    return backOff;
  }

  GraphFailures failures() {
    return failures;
  }

  /** Reads a JSON answer out of its stream. It may be called again if the stream breaks off. */
  interface BodyReader<T> {
    T read(InputStream body) throws IOException;
  }

  /** GET of a path below the endpoint ({@code /v1.0/…}) or of a link from an answer. */
  JsonNode get(String pathOrLink, String... headers) {
    JsonNode answer = stream(pathOrLink, GraphClient::tree, headers);
    // Read as an object, "nothing" would be switches that are off and lists that are empty.
    if (answer.isMissingNode() || answer.isNull() || answer.isObject() && answer.isEmpty()) {
      throw failures.empty(pathOrLink);
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
    String path = pathOrLink.startsWith("/") ? pathOrLink : relative(pathOrLink);
    return send(GraphCall.of("GET", path, Optional.empty(), true, headers), reader);
  }

  /**
   * POST.
   *
   * @param repeatable whether carrying it out twice is harmless
   */
  JsonNode post(String path, JsonNode body, boolean repeatable) {
    return send(GraphCall.of("POST", path, Optional.of(body), repeatable), GraphClient::tree);
  }

  void patch(String path, JsonNode body) {
    send(GraphCall.of("PATCH", path, Optional.of(body), true), GraphClient::tree);
  }

  private static JsonNode tree(InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    return bytes.length == 0 ? MAPPER.missingNode() : MAPPER.readTree(bytes);
  }

  /** The part of a link below the endpoint; a link elsewhere would carry our token away. */
  String relative(String link) {
    String endpoint = settings.graphEndpoint().toString();
    if (!link.startsWith(endpoint + "/")) {
      throw failures.foreignLink();
    }
    return link.substring(endpoint.length());
  }

  private <T> T send(GraphCall call, BodyReader<T> reader) {
    ResourceUnits cost = ResourceUnits.of(call.method(), call.path(), call.body());
    boolean signedInAgain = false;
    int failed = 0;
    int broken = 0;
    int throttled = 0;
    while (true) {
      String token;
      HttpResponse<InputStream> response;
      try {
        token = tokens.token();
        response = exchange(call, cost, token);
      } catch (SignInUnavailable unavailable) {
        if (++failed >= ATTEMPTS) {
          throw unavailable;
        }
        pace.sleep(backOff.before(unavailable.retryAfter(), failed));
        continue;
      } catch (IOException e) {
        LandfallException failure = failures.noAnswer(call, e);
        if (!call.repeatable()
            || failure.code().kind() != ErrorCode.Kind.TRANSIENT
            || ++failed >= ATTEMPTS) {
          throw failure;
        }
        pace.sleep(backOff.before(Optional.empty(), failed));
        continue;
      }
      int status = response.statusCode();
      if (status < 300) {
        pace.carriedOut(limitShare(response));
        try (InputStream answer = decoded(response, settings.timeout())) {
          return reader.read(answer);
        } catch (IOException e) {
          if (!call.repeatable() || ++broken >= BROKEN_ANSWERS) {
            throw failures.brokenOff(call, requestId(response), e);
          }
          pace.sleep(backOff.before(Optional.empty(), broken));
          continue;
        }
      }
      GraphRefusal refusal = refusal(call, response);
      Optional<String> retryAfter = response.headers().firstValue("Retry-After");
      if (status == 401 && !signedInAgain) {
        signedInAgain = true;
        tokens.refused(token);
      } else if (status == 429 && ++throttled < THROTTLED_ATTEMPTS) {
        pace.throttled(backOff.before(retryAfter, throttled));
      } else if (mayRepeat(status, call.repeatable()) && ++failed < ATTEMPTS) {
        pace.sleep(backOff.before(retryAfter, failed));
      } else {
        throw refusal;
      }
    }
  }

  /** Whether a request that failed with this status may be sent again. */
  static boolean mayRepeat(int status, boolean repeatable) {
    return switch (status) {
      // It says that nothing was carried out.
      case 503 -> true;
      // Perhaps it was; or another change of the same object is under way.
      case 409, 423, 500, 502, 504 -> repeatable;
      default -> false;
    };
  }

  private HttpResponse<InputStream> exchange(GraphCall call, ResourceUnits cost, String token)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(settings.graphEndpoint() + call.path().replace(" ", "%20")))
            .timeout(settings.timeout())
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("client-request-id", call.id());
    if (!settings.loopback()) {
      request.header("Accept-Encoding", "gzip");
    }
    if (call.body().isPresent()) {
      request.header("Content-Type", "application/json");
      request.method(
          call.method(),
          HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(call.body().get())));
    } else {
      request.method(call.method(), HttpRequest.BodyPublishers.noBody());
    }
    if (!call.headers().isEmpty()) {
      request.headers(call.headers().toArray(String[]::new));
    }
    pace.begin(cost);
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw failures.interrupted(call, e);
    } finally {
      pace.ended();
    }
  }

  private static InputStream decoded(HttpResponse<InputStream> response, Duration patience)
      throws IOException {
    InputStream body = new GuardedBody(response.body(), patience);
    boolean gzip =
        response
            .headers()
            .firstValue("Content-Encoding")
            .filter(coding -> coding.equalsIgnoreCase("gzip"))
            .isPresent();
    return gzip ? new GZIPInputStream(body, 16_384) : body;
  }

  private static double limitShare(HttpResponse<InputStream> response) {
    try {
      return response
          .headers()
          .firstValue("x-ms-throttle-limit-percentage")
          .map(Double::parseDouble)
          .orElse(0.0);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String requestId(HttpResponse<InputStream> response) {
    return response.headers().firstValue("request-id").orElse("unknown");
  }

  private GraphRefusal refusal(GraphCall call, HttpResponse<InputStream> response) {
    JsonNode error;
    try (InputStream body = decoded(response, settings.timeout())) {
      error = MAPPER.readTree(body).path("error");
    } catch (IOException e) {
      // The status alone has to do; what a proxy wrote here is no Graph error.
      error = MAPPER.missingNode();
    }
    return failures.refusal(
        call.method(), call.path(), response.statusCode(), error, requestId(response), call.id());
  }

  @Override
  public void close() {
    // The JDK client has nothing to close before Java 21.
  }
}
