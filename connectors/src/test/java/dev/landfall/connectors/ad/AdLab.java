package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;

/** An Active Directory the contract is run against. */
interface AdLab extends AutoCloseable {
  AdSettings settings();

  String domainDn();

  /** A connection of the administrator beside the one under test. */
  LDAPConnection connect() throws Exception;

  /** Whether the server forces ranges above 1,500 values. */
  boolean forcesRanges();

  @Override
  void close();
}
