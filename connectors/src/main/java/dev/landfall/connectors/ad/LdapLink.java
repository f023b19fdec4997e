package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.net.URI;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A pool of bound connections to one server, opened when first needed. Safe for use by several
 * threads. Every failure of connection, credentials or certificate leaves as a {@code
 * LandfallException}; refusals of single operations leave as {@link LDAPException}.
 */
final class LdapLink implements AutoCloseable {
  private static final long LONGEST_IDLE_MILLIS = 60_000;
  private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

  private final AdSettings settings;
  private final URI url;
  private @Nullable LDAPConnectionPool pool;
  private boolean closed;

  LdapLink(AdSettings settings, String url) {
    this.settings = settings;
    this.url = AdSettings.parse(url);
  }

  String server() {
    return url.getHost() + ":" + port();
  }

  private boolean tls() {
    return url.getScheme().equalsIgnoreCase("ldaps");
  }

  private int port() {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return tls() ? 636 : 389;
  }

  private synchronized LDAPConnectionPool pool() {
    if (closed) {
      throw new IllegalStateException("The connection to " + server() + " is closed.");
    }
    LDAPConnectionPool open = pool;
    if (open == null) {
      open = connect();
      pool = open;
    }
    return open;
  }

  private LDAPConnectionPool connect() {
    try {
      TlsTrust trust = new TlsTrust(settings);
      SocketFactory sockets = tls() ? trust.sockets(server()) : SocketFactory.getDefault();
      boolean startTls = !tls() && settings.security() != AdSettings.Security.PLAIN;
      PostConnectProcessor afterConnect =
          startTls ? new StartTLSPostConnectProcessor(trust.sockets(server())) : null;
      SimpleBindRequest bind = new SimpleBindRequest(settings.user(), settings.password());
      bind.setResponseTimeoutMillis(settings.timeout().toMillis());
      LDAPConnectionPool made =
          new LDAPConnectionPool(
              new SingleServerSet(url.getHost(), port(), sockets, options(trust)),
              bind,
              1,
              settings.connections(),
              afterConnect);
      made.setCreateIfNecessary(true);
      made.setConnectionPoolName(server());
      return made;
    } catch (LDAPException e) {
      throw Failures.of(e, server(), "connecting");
    }
  }

  private LDAPConnectionOptions options(TlsTrust trust) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    int millis = (int) settings.timeout().toMillis();
    options.setConnectTimeoutMillis(millis);
    options.setResponseTimeoutMillis(millis);
    // One thread per connection reads its own answers: a slow reader slows the server, not memory.
    options.setUseSynchronousMode(true);
    options.setFollowReferrals(false);
    options.setMaxMessageSize(LARGEST_MESSAGE);
    options.setSSLSocketVerifier(trust.hostNames());
    return options;
  }

  /** One operation on a connection. */
  interface Operation<T> {
    T on(LDAPConnection connection) throws LDAPException;
  }

  /**
   * Runs an operation on a pooled connection.
   *
   * @param doing what is tried, for the message of a failure
   * @throws LDAPException if the server refuses this operation
   */
  <T> T run(String doing, Operation<T> operation) throws LDAPException {
    LDAPConnection connection;
    LDAPConnectionPool from = pool();
    try {
      connection = alive(from);
    } catch (LDAPException e) {
      throw Failures.of(e, server(), doing);
    }
    boolean usable = false;
    try {
      T result = operation.on(connection);
      usable = true;
      return result;
    } catch (LDAPException e) {
      usable = !Failures.lost(e.getResultCode());
      if (!usable || e.getResultCode() == ResultCode.BUSY) {
        throw Failures.of(e, server(), doing);
      }
      throw e;
    } finally {
      if (usable) {
        from.releaseConnection(connection);
      } else {
        from.releaseDefunctConnection(connection);
      }
    }
  }

  /** A connection that still works: controllers close those idle for long without a word. */
  private static LDAPConnection alive(LDAPConnectionPool from) throws LDAPException {
    LDAPConnection connection = from.getConnection();
    long idle = System.currentTimeMillis() - connection.getLastCommunicationTime();
    if (idle < LONGEST_IDLE_MILLIS) {
      return connection;
    }
    try {
      if (connection.getRootDSE() != null) {
        return connection;
      }
    } catch (LDAPException e) {
      // Closed by the server meanwhile: a new one takes its place.
    }
    return from.replaceDefunctConnection(connection);
  }

  /** Runs a search of which every refusal is a failure of the step. */
  SearchResult search(String doing, SearchRequest request) {
    try {
      return run(doing, connection -> connection.search(request));
    } catch (LDAPException e) {
      throw Failures.of(e, server(), doing);
    }
  }

  /** Reads one entry by DN or {@code <GUID=…>}; empty if it does not exist. */
  Optional<SearchResultEntry> read(String name, Control[] controls, String... attributes) {
    String doing = "reading \"" + name + "\"";
    SearchRequest request =
        new SearchRequest(
            name, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), attributes);
    request.setControls(controls);
    try {
      SearchResult result = run(doing, connection -> connection.search(request));
      return result.getSearchEntries().stream().findFirst();
    } catch (LDAPException e) {
      if (e.getResultCode() == ResultCode.NO_SUCH_OBJECT) {
        return Optional.empty();
      }
      throw Failures.of(e, server(), doing);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (pool != null) {
      pool.close();
    }
  }
}
