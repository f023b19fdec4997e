package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.connectors.ad.AdSettings;

/** A directory to measure against, reached by the connector and by a bare client alike. */
interface LdapLab extends AutoCloseable {
  /** How figures call it. */
  String name();

  AdSettings settings();

  String domainDn();

  /** A signed-in connection for one thread; encrypted exactly if that of the connector is. */
  LDAPConnection connect() throws Exception;

  /** Whether the directory names and imports objects as Active Directory does. */
  default boolean activeDirectory() {
    return true;
  }

  /** By how much the work is multiplied, so that it takes seconds. */
  default int speed() {
    return 1;
  }

  /** The options of a bare client: one thread reads its own answers. */
  static LDAPConnectionOptions options() {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setUseSynchronousMode(true);
    options.setResponseTimeoutMillis(600_000);
    options.setMaxMessageSize(64 << 20);
    return options;
  }

  /** Signs in; a connection that cannot is closed. */
  static LDAPConnection signedIn(LDAPConnection connection, String dn, String password)
      throws LDAPException {
    try {
      connection.bind(dn, password);
      return connection;
    } catch (LDAPException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  void close();
}
