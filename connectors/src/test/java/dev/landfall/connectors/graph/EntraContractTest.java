package dev.landfall.connectors.graph;

import dev.landfall.testkit.connector.ConnectedWorld;
import dev.landfall.testkit.connector.ConnectorContractTest;

class EntraContractTest extends ConnectorContractTest {
  @Override
  protected ConnectedWorld open() {
    return new TenantWorld();
  }
}
