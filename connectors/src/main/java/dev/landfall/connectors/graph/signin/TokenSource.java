package dev.landfall.connectors.graph.signin;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Gets access tokens and keeps the latest. It is renewed some minutes before it expires, so that a
 * sign-in that is out of order for a while stops nothing. Used by any number of threads.
 */
public final class TokenSource {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(30);
  // The metadata service says 404 and 410 while it starts or is updated.
  private static final Set<Integer> METADATA_STARTS = Set.of(404, 410);

  private final SignIn signIn;
  private final TokenRequests requests;
  private final Line line;
  private final Clock clock;
  private final ArcChallenge arc;
  private String token = "";
  private Instant renewFrom = Instant.MIN;
  private Instant expires = Instant.MIN;

  /** Carries requests to whoever hands out tokens. */
  @FunctionalInterface
  public interface Line {
    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException;
  }

  /**
   * @param line reaches the authority, or without any proxy the service that hands out the tokens
   *     of a managed identity
   */
  public TokenSource(SignIn signIn, Line line, Clock clock) {
    this(signIn, line, clock, ArcChallenge.agentFolders());
  }

  TokenSource(SignIn signIn, Line line, Clock clock, List<Path> arcKeyFolders) {
    this.signIn = requireNonNull(signIn, "signIn");
    this.requests = new TokenRequests(signIn);
    this.line = requireNonNull(line, "line");
    this.clock = requireNonNull(clock, "clock");
    this.arc = new ArcChallenge(arcKeyFolders);
  }

  /**
   * A token that is good for some minutes at least.
   *
   * @throws SignInUnavailable if nobody answers and the token at hand has expired
   * @throws LandfallException {@code CREDENTIALS_REJECTED} if the sign-in is refused
   */
  public synchronized String token() {
    Instant now = clock.instant();
    if (now.isBefore(renewFrom)) {
      return token;
    }
    try {
      fetch(now);
    } catch (SignInUnavailable unavailable) {
      if (!now.isBefore(expires)) {
        throw unavailable;
      }
      renewFrom = now.plus(NEXT_ATTEMPT);
    }
    return token;
  }

  /** Forgets a token the service refused, unless another one has been fetched meanwhile. */
  public synchronized void refused(String refusedToken) {
    if (token.equals(refusedToken)) {
      renewFrom = Instant.MIN;
      expires = Instant.MIN;
    }
  }

  private void fetch(Instant now) {
    HttpResponse<byte[]> response = send(requests.build(now));
    Optional<String> challenge = response.headers().firstValue("WWW-Authenticate");
    if (response.statusCode() == 401
        && challenge.isPresent()
        && signIn.credential() instanceof Credential.ManagedIdentity identity
        && identity.host() == Credential.ManagedIdentity.Host.ARC) {
      response = send(requests.build(now).header("Authorization", arc.answer(challenge.get())));
    }
    JsonNode body = json(response.body());
    String received = body.path("access_token").asText("");
    if (response.statusCode() != 200 || received.isEmpty()) {
      throw refusal(response, body);
    }
    Duration life = life(body, now);
    Duration early = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? MARGIN : life.dividedBy(2);
    token = received;
    expires = now.plus(life);
    renewFrom = expires.minus(early);
  }

  /** {@code expires_in}; a managed identity may tell {@code expires_on} only, as text. */
  private static Duration life(JsonNode body, Instant now) {
    long seconds = body.path("expires_in").asLong(0);
    if (seconds <= 0 && body.has("expires_on")) {
      seconds = body.path("expires_on").asLong(0) - now.getEpochSecond();
    }
    return Duration.ofSeconds(seconds > 0 ? seconds : 3_600);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
    URI uri = builder.copy().build().uri();
    try {
      return line.send(builder.header("client-request-id", UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw new SignInUnavailable(
          "Signing in at \""
              + place(uri)
              + "\" failed: no answer. Check the network, the proxy and the endpoints.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE, "Signing in was interrupted.", e);
    }
  }

  private static String place(URI uri) {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static JsonNode json(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      // What a proxy wrote; the status has to do.
      return MAPPER.missingNode();
    } catch (IOException e) {
      throw new AssertionError("bytes in memory", e);
    }
  }

  private LandfallException refusal(HttpResponse<byte[]> response, JsonNode body) {
    int status = response.statusCode();
    boolean identity = signIn.credential() instanceof Credential.ManagedIdentity;
    // Only the codes: a description may repeat what was sent.
    String codes = (body.path("error").asText() + " " + body.path("error_codes")).trim();
    String message =
        "\""
            + place(response.request().uri())
            + "\" refused the sign-in of application \""
            + signIn.clientId()
            + "\" ("
            + status
            + " "
            + codes
            + ids(body)
            + "). "
            + advice();
    boolean unavailable =
        status == 200
            || status == 429
            || status >= 500
            || identity && METADATA_STARTS.contains(status);
    return unavailable
        ? new SignInUnavailable(message, response.headers().firstValue("Retry-After"))
        : new LandfallException(ErrorCode.CREDENTIALS_REJECTED, message);
  }

  private static String ids(JsonNode body) {
    String trace = body.path("trace_id").asText("");
    String correlation = body.path("correlation_id").asText("");
    return trace.isEmpty() ? "" : ", trace-id " + trace + ", correlation-id " + correlation;
  }

  private String advice() {
    Credential credential = signIn.credential();
    if (credential instanceof Credential.Certificate) {
      return "Check tenantId and clientId, that this certificate is registered on the application,"
          + " and that it has not expired.";
    }
    if (credential instanceof Credential.ManagedIdentity) {
      return "Check that the machine has the identity, and clientId if it is a user-assigned one.";
    }
    if (credential instanceof Credential.WorkloadIdentity) {
      return "Check tenantId, clientId, and the issuer and subject of the federated credential on"
          + " the application.";
    }
    return "Check tenantId and clientId, and that the secret is the value, not its id, and has not"
        + " expired.";
  }
}
