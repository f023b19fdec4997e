package dev.landfall.connectors.ad;

import dev.landfall.testkit.connector.ConnectedWorld;
import dev.landfall.testkit.connector.ConnectorContractTest;
import dev.landfall.testkit.fault.LdapFaultProxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/**
 * The contract against a real Active Directory, through a proxy that forces ranges: Samba sends all
 * values at once, Windows never more than 1,500.
 */
@Tag("samba")
class SambaContractTest extends ConnectorContractTest {
  private static final int MOST_VALUES = 150;

  private @Nullable LdapFaultProxy proxy;

  @Override
  protected ConnectedWorld open() throws Exception {
    SambaLab lab = SambaLab.running();
    LdapFaultProxy ranges = LdapFaultProxy.withRanges(lab.server(), MOST_VALUES);
    proxy = ranges;
    AdSettings settings =
        AdSettings.of(List.of(ranges.url()), lab.settings().login())
            .withSecurity(AdSettings.Security.PLAIN);
    return new AdWorld(lab, settings, 400);
  }

  @AfterEach
  void closeProxy() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
