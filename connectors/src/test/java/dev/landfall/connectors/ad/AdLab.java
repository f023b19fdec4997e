package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;

/** An Active Directory the contract is run against. */
interface AdLab extends AutoCloseable {
  AdSettings settings();

  String domainDn();

  /** A connection of the administrator beside the one under test. */
  LDAPConnection connect() throws Exception;

  @Override
  void close();
}
