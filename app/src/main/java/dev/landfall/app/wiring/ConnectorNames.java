package dev.landfall.app.wiring;

import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.connectors.graph.EntraConnector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import java.util.ArrayList;
import java.util.List;

/** The connectors of a home by name, for whoever needs no connection to them. */
public final class ConnectorNames {
  private final List<Named> all = new ArrayList<>();

  /** A connector's id and name. */
  public record Named(ConnectorId id, String name) {
    /** Whether this is the connector meant by a name, an id, or {@code entra}. */
    public boolean isMeantBy(String text) {
      return name.equalsIgnoreCase(text)
          || id.equals(new ConnectorId(text))
          || (text.equalsIgnoreCase("entra") && id.equals(ConnectorId.ENTRA));
    }
  }

  public ConnectorNames(HomeConfiguration configuration, Store store) {
    for (HomeConfiguration.Forest forest : configuration.forests()) {
      all.add(new Named(Landfall.connectorId(store, forest.name()), forest.name()));
    }
    all.add(new Named(ConnectorId.ENTRA, EntraConnector.name(configuration.tenant().tenantName())));
  }

  /** On-premises connectors first, then Entra. */
  public List<Named> all() {
    return List.copyOf(all);
  }

  /** A connector by its name, its id, or {@code entra}. */
  public Named find(String text) {
    return all.stream()
        .filter(named -> named.isMeantBy(text))
        .findFirst()
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "There is no connector \""
                        + text
                        + "\"; there are "
                        + all.stream().map(named -> "\"" + named.name() + "\"").toList()
                        + "."));
  }
}
