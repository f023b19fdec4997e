package dev.landfall.connectors.graph;

import static java.util.Objects.requireNonNull;

import dev.landfall.connectors.graph.signin.Credential;
import dev.landfall.connectors.graph.signin.SignIn;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the tenant is and how we sign in.
 *
 * @param tenantName its initial domain, e.g. {@code contoso.onmicrosoft.com}
 * @param tenantId GUID or verified domain, for the token endpoint
 * @param graphEndpoint e.g. {@code https://graph.microsoft.com}, without version
 * @param authority e.g. {@code https://login.microsoftonline.com}
 * @param proxy what stands between; without one the JVM's own settings hold
 * @param timeout for an answer to begin, and for the next part of it to come
 * @param returnSecurityGroupsWithoutV2 whether cloud security groups are still imported, as out of
 *     writeback scope, when group writeback V2 is off. The service does not return them then; this
 *     is the milder variant
 */
public record GraphSettings(
    String tenantName,
    String tenantId,
    String clientId,
    Credential credential,
    URI graphEndpoint,
    URI authority,
    Optional<HttpProxy> proxy,
    Duration timeout,
    boolean returnSecurityGroupsWithoutV2) {
  /** Long enough for the largest page on a bad day. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(120);

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
  // Where Azure's services on the machine itself listen; such requests do not leave the host.
  private static final String LINK_LOCAL = "169.254.";

  public GraphSettings {
    requireNonNull(tenantName, "tenantName");
    requireNonNull(tenantId, "tenantId");
    requireNonNull(clientId, "clientId");
    requireNonNull(credential, "credential");
    graphEndpoint = checked(graphEndpoint, "graphEndpoint");
    authority = checked(authority, "authority");
    requireNonNull(proxy, "proxy");
    requireNonNull(timeout, "timeout");
    if (credential instanceof Credential.ManagedIdentity identity) {
      URI endpoint = identity.endpoint();
      if (!String.valueOf(endpoint.getHost()).startsWith(LINK_LOCAL)) {
        checked(endpoint, "endpoint of the managed identity");
      }
    }
  }

  /** Settings with one origin for Graph and tokens, as the embedded tenant has it. */
  public static GraphSettings embedded(
      String tenantName, String tenantId, String clientId, String clientSecret, String origin) {
    return new GraphSettings(
        tenantName,
        tenantId,
        clientId,
        new Credential.Secret(clientSecret),
        URI.create(origin),
        URI.create(origin),
        Optional.empty(),
        USUAL_TIMEOUT,
        false);
  }

  /** The same with another patience. */
  public GraphSettings answeringWithin(Duration newTimeout) {
    return new GraphSettings(
        tenantName,
        tenantId,
        clientId,
        credential,
        graphEndpoint,
        authority,
        proxy,
        newTimeout,
        returnSecurityGroupsWithoutV2);
  }

  private static URI checked(URI uri, String name) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean safe = scheme.equals("https") || scheme.equals("http") && LOOPBACK.contains(host);
    if (!safe) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "The "
              + name
              + " \""
              + uri
              + "\" is not https. Use https; plain http is accepted for loopback addresses only.");
    }
    String text = uri.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
  }

  /** Whether the tenant is on this machine: an embedded one, or a proxy of a test. */
  boolean loopback() {
    return LOOPBACK.contains(graphEndpoint.getHost());
  }

  /** Who signs in, where, and for what. */
  SignIn signIn() {
    return new SignIn(tenantId, clientId, credential, authority, audience());
  }

  private String audience() {
    // The embedded tenant stands for the global cloud.
    return loopback() ? NationalCloud.GLOBAL.graphEndpoint().toString() : graphEndpoint.toString();
  }
}
