package dev.landfall.connectors.ad;

import static java.util.Objects.requireNonNull;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to reach one domain controller and what of its domain to read.
 *
 * @param url {@code ldaps://dc1.corp.example.com} or {@code ldap://…}, with or without port
 * @param globalCatalogUrl empty: the same host and scheme on port 3268 or 3269
 * @param user a DN, a user principal name or {@code DOMAIN\name}
 * @param password shown nowhere
 * @param security how an {@code ldap://} connection is protected
 * @param trustedCertificates PEM; empty: the certificates the JVM trusts
 * @param containers DNs whose subtrees are read; empty: the whole domain
 * @param excludedContainers DNs below those that are left out
 * @param changes how changes are found
 * @param pageSize entries of one page of an import
 * @param connections the most connections open at once; also the most writes under way
 * @param timeout for one answer of the server
 */
public record AdSettings(
    String url,
    Optional<String> globalCatalogUrl,
    String user,
    String password,
    Security security,
    Optional<String> trustedCertificates,
    List<String> containers,
    List<String> excludedContainers,
    Changes changes,
    int pageSize,
    int connections,
    Duration timeout) {

  /** How an {@code ldap://} connection is protected; {@code ldaps://} is TLS from the start. */
  public enum Security {
    /** StartTLS, certificate and host name verified. */
    START_TLS,
    /** No encryption; accepted only for loopback addresses. */
    PLAIN,
    /** TLS without verification; accepted only for loopback addresses. */
    TRUST_ANY
  }

  /** How changes are found. */
  public enum Changes {
    /** DirSync if the account may replicate, USN polling otherwise. */
    AUTOMATIC,
    DIR_SYNC,
    USN
  }

  public AdSettings {
    requireNonNull(url, "url");
    containers = List.copyOf(containers);
    excludedContainers = List.copyOf(excludedContainers);
    if (pageSize < 1 || connections < 2) {
      throw new IllegalArgumentException("A page has at least 1 entry, a pool 2 connections.");
    }
    URI parsed = parse(url);
    boolean loopback = isLoopback(parsed.getHost());
    boolean unprotected =
        security == Security.TRUST_ANY
            || (security == Security.PLAIN && parsed.getScheme().equalsIgnoreCase("ldap"));
    if (unprotected && !loopback) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\""
              + url
              + "\" is not on this machine, so its certificate must be verified. Use ldaps:// or"
              + " StartTLS and name the certificate authority in trustedCertificates.");
    }
  }

  /** Settings with the usual values: verified TLS, page 500, 4 connections, 30 seconds. */
  public static AdSettings of(String url, String user, String password) {
    return new AdSettings(
        url,
        Optional.empty(),
        user,
        password,
        Security.START_TLS,
        Optional.empty(),
        List.of(),
        List.of(),
        Changes.AUTOMATIC,
        500,
        4,
        Duration.ofSeconds(30));
  }

  public AdSettings withGlobalCatalog(String newUrl) {
    return new AdSettings(
        url,
        Optional.of(newUrl),
        user,
        password,
        security,
        trustedCertificates,
        containers,
        excludedContainers,
        changes,
        pageSize,
        connections,
        timeout);
  }

  public AdSettings withSecurity(Security newSecurity) {
    return new AdSettings(
        url,
        globalCatalogUrl,
        user,
        password,
        newSecurity,
        trustedCertificates,
        containers,
        excludedContainers,
        changes,
        pageSize,
        connections,
        timeout);
  }

  public AdSettings trusting(String pem) {
    return new AdSettings(
        url,
        globalCatalogUrl,
        user,
        password,
        security,
        Optional.of(pem),
        containers,
        excludedContainers,
        changes,
        pageSize,
        connections,
        timeout);
  }

  public AdSettings reading(List<String> included, List<String> excluded) {
    return new AdSettings(
        url,
        globalCatalogUrl,
        user,
        password,
        security,
        trustedCertificates,
        included,
        excluded,
        changes,
        pageSize,
        connections,
        timeout);
  }

  public AdSettings findingChangesBy(Changes newChanges) {
    return new AdSettings(
        url,
        globalCatalogUrl,
        user,
        password,
        security,
        trustedCertificates,
        containers,
        excludedContainers,
        newChanges,
        pageSize,
        connections,
        timeout);
  }

  /** The same with another time-out for one answer of the server. */
  public AdSettings answeringWithin(Duration newTimeout) {
    return new AdSettings(
        url,
        globalCatalogUrl,
        user,
        password,
        security,
        trustedCertificates,
        containers,
        excludedContainers,
        changes,
        pageSize,
        connections,
        newTimeout);
  }

  /** The address of the global catalog. */
  String effectiveGlobalCatalogUrl() {
    URI parsed = parse(url);
    boolean tls = parsed.getScheme().equalsIgnoreCase("ldaps");
    return globalCatalogUrl.orElse(
        parsed.getScheme() + "://" + parsed.getHost() + ":" + (tls ? 3269 : 3268));
  }

  static URI parse(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw badUrl(url);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("ldap") || scheme.equals("ldaps"))) {
      throw badUrl(url);
    }
    return uri;
  }

  private static LandfallException badUrl(String url) {
    return new LandfallException(
        ErrorCode.CONFIGURATION_INVALID,
        "\"" + url + "\" is no address of a directory. Write ldaps://host or ldap://host:port.");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "AdSettings[" + url + ", " + user + "]";
  }
}
