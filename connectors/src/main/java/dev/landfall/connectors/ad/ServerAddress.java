package dev.landfall.connectors.ad;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a domain controller listens.
 *
 * @param tls whether TLS begins with the connection ({@code ldaps})
 */
record ServerAddress(boolean tls, String host, int port) {
  private static final int LDAP = 389;
  private static final int LDAPS = 636;
  private static final int CATALOG = 3268;
  private static final int CATALOG_TLS = 3269;

  /**
   * Reads {@code ldaps://host} or {@code ldap://host:port}.
   *
   * @throws LandfallException {@code CONFIGURATION_INVALID} if it is neither
   */
  static ServerAddress parse(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw bad(url);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("ldap") || scheme.equals("ldaps"))) {
      throw bad(url);
    }
    boolean tls = scheme.equals("ldaps");
    int usual = tls ? LDAPS : LDAP;
    return new ServerAddress(tls, uri.getHost(), uri.getPort() > 0 ? uri.getPort() : usual);
  }

  private static LandfallException bad(String url) {
    return new LandfallException(
        ErrorCode.CONFIGURATION_INVALID,
        "\"" + url + "\" is no address of a directory. Write ldaps://host or ldap://host:port.");
  }

  /** The global catalog of the same host, on its well-known port. */
  ServerAddress globalCatalog() {
    return new ServerAddress(tls, host, tls ? CATALOG_TLS : CATALOG);
  }

  boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Host and port, as messages name a server. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
