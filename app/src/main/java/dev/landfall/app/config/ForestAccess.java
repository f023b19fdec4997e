package dev.landfall.app.config;

import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.connectors.ad.Login;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a forest is reached beyond the usual.
 *
 * @param furtherServers domain controllers tried when the first does not answer
 * @param furtherGlobalCatalogs the same for the global catalog
 * @param kerberos signs in by Kerberos instead of a password
 * @param changes how changes are found
 * @param timeout for one answer
 * @param connections the most open at once
 */
public record ForestAccess(
    List<String> furtherServers,
    List<String> furtherGlobalCatalogs,
    Optional<Login.Kerberos> kerberos,
    AdSettings.Changes changes,
    Duration timeout,
    int connections) {

  /** One server, a password, automatic choice, 30 seconds, 4 connections. */
  public static final ForestAccess USUAL =
      new ForestAccess(
          List.of(),
          List.of(),
          Optional.empty(),
          AdSettings.Changes.AUTOMATIC,
          Duration.ofSeconds(30),
          4);

  public ForestAccess {
    furtherServers = List.copyOf(furtherServers);
    furtherGlobalCatalogs = List.copyOf(furtherGlobalCatalogs);
  }
}
