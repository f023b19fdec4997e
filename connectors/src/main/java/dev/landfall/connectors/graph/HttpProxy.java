package dev.landfall.connectors.graph;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.net.URI;
import java.util.Optional;

/**
 * The HTTP proxy that stands between us and the tenant.
 *
 * @param url {@code http://host:port}
 * @param user for Basic authentication at the proxy; empty without
 * @param password never shown
 */
public record HttpProxy(URI url, Optional<String> user, String password) {
  private static final int DEFAULT_PORT = 80;

  /**
   * @throws LandfallException {@code CONFIGURATION_INVALID} if the URL is no {@code http://host}
   */
  public HttpProxy {
    if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "The proxy \"" + url + "\" is not of the form http://host:port.");
    }
  }

  int port() {
    return url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
  }

  @Override
  public String toString() {
    return "HttpProxy[" + url + "]";
  }
}
