package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import dev.landfall.testkit.fault.LdapFault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

class EmbeddedFaultContractTest extends AdFaultContract {
  @Override
  AdLab open() {
    return new EmbeddedLab();
  }

  @Override
  ServerSet server(AdLab lab) throws LDAPException {
    LDAPURL url = new LDAPURL(((EmbeddedLab) lab).directory.ldapUrl());
    return new SingleServerSet(url.getHost(), url.getPort());
  }

  @Override
  Duration patience() {
    return Duration.ofSeconds(1);
  }

  @Override
  Set<LdapFault> faults() {
    return EnumSet.allOf(LdapFault.class);
  }
}
