package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;

/**
 * Each connection belongs to one thread at a time, which reads its own answers: a slow reader slows
 * the server, not memory. For reading.
 */
final class ExclusiveConnections implements Connections {
  private final ServerAddress server;
  private final LDAPConnectionPool pool;

  ExclusiveConnections(Dialer dialer, ServerAddress server, int most) throws LDAPException {
    this.server = server;
    this.pool = dialer.pool(server, most);
  }

  @Override
  public ServerAddress server() {
    return server;
  }

  @Override
  public LDAPConnection take() throws LDAPException {
    LDAPConnection connection = pool.getConnection();
    return Connections.alive(connection) ? connection : pool.replaceDefunctConnection(connection);
  }

  @Override
  public void giveBack(LDAPConnection connection, boolean usable) {
    if (usable) {
      pool.releaseConnection(connection);
    } else {
      pool.releaseDefunctConnection(connection);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
