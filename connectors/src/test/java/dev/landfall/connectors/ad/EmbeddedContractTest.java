package dev.landfall.connectors.ad;

import dev.landfall.testkit.connector.ConnectedWorld;
import dev.landfall.testkit.connector.ConnectorContractTest;

class EmbeddedContractTest extends ConnectorContractTest {
  @Override
  protected ConnectedWorld open() throws Exception {
    EmbeddedLab lab = new EmbeddedLab();
    return new AdWorld(lab, lab.settings(), 6_000);
  }
}
