package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

/** Bound connections to one domain controller. Safe for use by several threads. */
interface Connections extends AutoCloseable {
  /** Controllers close connections that were idle for long without a word. */
  long LONGEST_IDLE_MILLIS = 60_000;

  ServerAddress server();

  /** A connection to use until it is given back. */
  LDAPConnection take() throws LDAPException;

  /**
   * @param usable whether the connection still works
   */
  void giveBack(LDAPConnection connection, boolean usable);

  @Override
  void close();

  /** Whether a connection that may have been closed meanwhile still works. */
  static boolean alive(LDAPConnection connection) {
    long idle = System.currentTimeMillis() - connection.getLastCommunicationTime();
    if (idle < LONGEST_IDLE_MILLIS) {
      return connection.isConnected();
    }
    try {
      return connection.getRootDSE() != null;
    } catch (LDAPException e) {
      return false; // closed by the server meanwhile: a new one takes its place
    }
  }
}
