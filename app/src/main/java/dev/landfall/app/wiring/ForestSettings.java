package dev.landfall.app.wiring;

import dev.landfall.app.config.ForestAccess;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.connectors.ad.Login;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** What {@code landfall.yaml} says of a forest, as its connector wants it. */
public final class ForestSettings {
  private ForestSettings() {}

  public static AdSettings of(HomeConfiguration.Forest forest) {
    ForestAccess access = forest.access();
    Login password = new Login.Password(forest.account(), forest.password());
    return new AdSettings(
        forest.servers(),
        globalCatalogs(forest),
        access.kerberos().<Login>map(it -> it).orElse(password),
        security(forest),
        forest.trustedCertificates(),
        forest.containers(),
        forest.excludedContainers(),
        access.changes(),
        AdSettings.USUAL_PAGE_SIZE,
        access.connections(),
        access.timeout());
  }

  private static AdSettings.Security security(HomeConfiguration.Forest forest) {
    if (forest.trustAny()) {
      return AdSettings.Security.TRUST_ANY;
    }
    return forest.startTls() ? AdSettings.Security.START_TLS : AdSettings.Security.PLAIN;
  }

  /**
   * The global catalog as configured. A directory on a port of its own on this machine – an
   * embedded one – answers for itself; everywhere else the well-known port is used.
   */
  private static List<String> globalCatalogs(HomeConfiguration.Forest forest) {
    if (!forest.globalCatalogs().isEmpty()) {
      return forest.globalCatalogs();
    }
    URI server = URI.create(forest.server());
    boolean local = Set.of("127.0.0.1", "localhost").contains(String.valueOf(server.getHost()));
    boolean ownPort = !Set.of(-1, 389, 636).contains(server.getPort());
    return local && ownPort ? List.of(forest.server()) : List.of();
  }
}
