package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.GSSAPIBindRequest;
import com.unboundid.ldap.sdk.GSSAPIBindRequestProperties;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SASLQualityOfProtection;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Opens connections: TLS with verified names, StartTLS, sign-in, and a time-out on everything. */
final class Dialer {
  private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

  private final AdSettings settings;
  private final TlsTrust trust;

  Dialer(AdSettings settings) {
    this.settings = settings;
    this.trust = new TlsTrust(settings);
  }

  /** A pool whose connections belong to one thread at a time; its first one is open. */
  LDAPConnectionPool pool(ServerAddress server, int most) throws LDAPException {
    LDAPConnectionPool pool =
        new LDAPConnectionPool(
            servers(server, options(true)), bind(server), 1, most, afterConnect(server));
    pool.setCreateIfNecessary(true);
    pool.setConnectionPoolName(server.toString());
    return pool;
  }

  /** A connection that several threads may use at once. */
  LDAPConnection shared(ServerAddress server) throws LDAPException {
    LDAPConnection connection = servers(server, options(false)).getConnection();
    boolean ready = false;
    try {
      PostConnectProcessor startTls = afterConnect(server);
      if (startTls != null) {
        startTls.processPreAuthenticatedConnection(connection);
      }
      connection.bind(bind(server));
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  private SingleServerSet servers(ServerAddress server, LDAPConnectionOptions options) {
    SocketFactory sockets =
        server.tls() ? trust.sockets(server.toString()) : SocketFactory.getDefault();
    return new SingleServerSet(server.host(), server.port(), sockets, options);
  }

  private @Nullable PostConnectProcessor afterConnect(ServerAddress server) {
    return startTls(server)
        ? new StartTLSPostConnectProcessor(trust.sockets(server.toString()))
        : null;
  }

  private boolean startTls(ServerAddress server) {
    return !server.tls() && settings.security() != AdSettings.Security.PLAIN;
  }

  private LDAPConnectionOptions options(boolean oneThread) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    int millis = (int) settings.timeout().toMillis();
    options.setConnectTimeoutMillis(millis);
    options.setResponseTimeoutMillis(millis);
    options.setAbandonOnTimeout(true);
    options.setUseSynchronousMode(oneThread);
    options.setFollowReferrals(false);
    options.setMaxMessageSize(LARGEST_MESSAGE);
    options.setSSLSocketVerifier(trust.hostNames());
    return options;
  }

  private BindRequest bind(ServerAddress server) throws LDAPException {
    if (settings.login() instanceof Login.Password login) {
      SimpleBindRequest bind = new SimpleBindRequest(login.account(), login.password());
      bind.setResponseTimeoutMillis(settings.timeout().toMillis());
      return bind;
    }
    return kerberos((Login.Kerberos) settings.login(), server);
  }

  private BindRequest kerberos(Login.Kerberos login, ServerAddress server) throws LDAPException {
    GSSAPIBindRequestProperties properties =
        new GSSAPIBindRequestProperties(login.account(), (String) null);
    login.effectiveRealm().ifPresent(properties::setRealm);
    login.keyDistributionCenter().ifPresent(properties::setKDCAddress);
    properties.setSASLClientServerName(login.serverName().orElse(server.host()));
    if (login.keytab().isPresent()) {
      properties.setUseKeyTab(true);
      properties.setKeyTabPath(login.keytab().get().toString());
      properties.setUseTicketCache(false);
    } else {
      properties.setUseTicketCache(true);
      properties.setRequireCachedCredentials(true);
      login.ticketCache().ifPresent(cache -> properties.setTicketCachePath(cache.toString()));
    }
    // Controllers refuse a second layer of encryption inside TLS, and everything without one.
    properties.setAllowedQoP(
        server.tls() || startTls(server)
            ? SASLQualityOfProtection.AUTH
            : SASLQualityOfProtection.AUTH_CONF);
    GSSAPIBindRequest bind = new GSSAPIBindRequest(properties);
    bind.setResponseTimeoutMillis(settings.timeout().toMillis());
    return bind;
  }
}
