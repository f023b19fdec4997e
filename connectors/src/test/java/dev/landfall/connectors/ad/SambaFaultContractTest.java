package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.ServerSet;
import dev.landfall.testkit.fault.LdapFault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The same faults between the connector and a real Active Directory. */
@Tag("samba")
class SambaFaultContractTest extends AdFaultContract {
  @Override
  AdLab open() throws Exception {
    return SambaLab.running();
  }

  @Override
  ServerSet server(AdLab lab) throws Exception {
    return ((SambaLab) lab).server();
  }

  @Override
  Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Silence takes all the patience there is, and the server has no part in it. */
  @Override
  Set<LdapFault> faults() {
    return EnumSet.complementOf(EnumSet.of(LdapFault.SILENCE));
  }
}
