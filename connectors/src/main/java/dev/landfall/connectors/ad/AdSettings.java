package dev.landfall.connectors.ad;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the domain controllers of one domain and what of the domain to read.
 *
 * @param servers {@code ldaps://dc1.corp.example.com} or {@code ldap://…}, with or without port;
 *     the first that answers is used
 * @param globalCatalogs empty: the same hosts and schemes on port 3268 or 3269
 * @param login who signs in
 * @param security how an {@code ldap://} connection is protected
 * @param trustedCertificates PEM; empty: the certificates the JVM trusts
 * @param containers DNs whose subtrees are read; empty: the whole domain
 * @param excludedContainers DNs below those that are left out
 * @param changes how changes are found
 * @param pageSize entries of one page of an import
 * @param connections the most connections open at once
 * @param timeout for one answer of the server
 */
public record AdSettings(
    List<String> servers,
    List<String> globalCatalogs,
    Login login,
    Security security,
    Optional<String> trustedCertificates,
    List<String> containers,
    List<String> excludedContainers,
    Changes changes,
    int pageSize,
    int connections,
    Duration timeout) {

  /** Half of what a domain controller gives at most: large entries come along. */
  public static final int USUAL_PAGE_SIZE = 500;

  /** How an {@code ldap://} connection is protected; {@code ldaps://} is TLS from the start. */
  public enum Security {
    /** StartTLS, certificate and host name verified. */
    START_TLS,
    /** No TLS; accepted for loopback addresses, and with Kerberos, which encrypts by itself. */
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
    servers = List.copyOf(servers);
    globalCatalogs = List.copyOf(globalCatalogs);
    containers = List.copyOf(containers);
    excludedContainers = List.copyOf(excludedContainers);
    if (servers.isEmpty() || pageSize < 1 || connections < 2) {
      throw new IllegalArgumentException(
          "A directory has at least 1 server, a page 1 entry, a pool 2 connections.");
    }
    for (String url : servers) {
      requireProtected(url, security, login);
    }
    for (String url : globalCatalogs) {
      requireProtected(url, security, login);
    }
  }

  private static void requireProtected(String url, Security security, Login login) {
    ServerAddress address = ServerAddress.parse(url);
    boolean unencrypted = security == Security.PLAIN && !address.tls();
    boolean unprotected =
        security == Security.TRUST_ANY || (unencrypted && login instanceof Login.Password);
    if (unprotected && !address.loopback()) {
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
    return of(List.of(url), new Login.Password(user, password));
  }

  /** Settings with the usual values. */
  public static AdSettings of(List<String> servers, Login login) {
    return new AdSettings(
        servers,
        List.of(),
        login,
        Security.START_TLS,
        Optional.empty(),
        List.of(),
        List.of(),
        Changes.AUTOMATIC,
        USUAL_PAGE_SIZE,
        4,
        Duration.ofSeconds(30));
  }

  public AdSettings withGlobalCatalog(String url) {
    return with(List.of(url), login, security, trustedCertificates, timeout);
  }

  public AdSettings withLogin(Login newLogin) {
    return with(globalCatalogs, newLogin, security, trustedCertificates, timeout);
  }

  public AdSettings withSecurity(Security newSecurity) {
    return with(globalCatalogs, login, newSecurity, trustedCertificates, timeout);
  }

  public AdSettings trusting(String pem) {
    return with(globalCatalogs, login, security, Optional.of(pem), timeout);
  }

  public AdSettings answeringWithin(Duration newTimeout) {
    return with(globalCatalogs, login, security, trustedCertificates, newTimeout);
  }

  private AdSettings with(
      List<String> newCatalogs,
      Login newLogin,
      Security newSecurity,
      Optional<String> newCertificates,
      Duration newTimeout) {
    return new AdSettings(
        servers,
        newCatalogs,
        newLogin,
        newSecurity,
        newCertificates,
        containers,
        excludedContainers,
        changes,
        pageSize,
        connections,
        newTimeout);
  }

  public AdSettings reading(List<String> included, List<String> excluded) {
    return selecting(included, excluded, changes);
  }

  public AdSettings findingChangesBy(Changes newChanges) {
    return selecting(containers, excludedContainers, newChanges);
  }

  private AdSettings selecting(List<String> included, List<String> excluded, Changes newChanges) {
    return new AdSettings(
        servers,
        globalCatalogs,
        login,
        security,
        trustedCertificates,
        included,
        excluded,
        newChanges,
        pageSize,
        connections,
        timeout);
  }

  /** The domain controllers, in the order in which they are tried. */
  List<ServerAddress> controllers() {
    return servers.stream().map(ServerAddress::parse).toList();
  }

  /** Where the global catalog answers, in the order in which they are tried. */
  List<ServerAddress> catalogs() {
    return globalCatalogs.isEmpty()
        ? controllers().stream().map(ServerAddress::globalCatalog).toList()
        : globalCatalogs.stream().map(ServerAddress::parse).toList();
  }
}
