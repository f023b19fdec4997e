package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bound connections to the domain controller in use, opened when first needed. Safe for use by
 * several threads. Every failure of connection, credentials or certificate leaves as a {@code
 * LandfallException}; refusals of single operations leave as {@link LDAPException}.
 */
final class LdapLink implements AutoCloseable {
  /**
   * More connections to write over only fight for the server's one lock, measured on two servers.
   */
  static final int MOST_WRITING = 2;

  private final Controllers controllers;
  private final Sharing sharing;
  private final int most;
  private final Dialer dialer;
  private final Patience patience = new Patience();
  private @Nullable Connections open;
  private int generation;
  private boolean closed;

  /** How threads use a connection. */
  enum Sharing {
    /** One at a time. For reading. */
    EXCLUSIVE,
    /** Several at once. For writing. */
    SHARED
  }

  LdapLink(AdSettings settings, Controllers controllers, Sharing sharing) {
    this.controllers = controllers;
    this.sharing = sharing;
    this.most =
        sharing == Sharing.SHARED
            ? Math.min(MOST_WRITING, settings.connections())
            : settings.connections();
    this.dialer = new Dialer(settings);
  }

  /** Host and port of the controller in use, or of the one that will be tried first. */
  String server() {
    return controllers.current().toString();
  }

  private synchronized Connections connections() {
    if (closed) {
      throw new IllegalStateException("The connection to " + server() + " is closed.");
    }
    Connections existing = open;
    if (existing != null
        && generation == controllers.generation()
        && existing.server().equals(controllers.current())) {
      return existing;
    }
    if (existing != null) {
      existing.close();
      open = null;
    }
    generation = controllers.generation();
    Connections made = connect(controllers.candidates());
    controllers.settle(made.server());
    open = made;
    return made;
  }

  /** The first candidate that answers; one that answers with a refusal is not passed over. */
  private Connections connect(List<ServerAddress> candidates) {
    LandfallException first = null;
    for (ServerAddress candidate : candidates) {
      try {
        return sharing == Sharing.SHARED
            ? new SharedConnections(dialer, candidate, most)
            : new ExclusiveConnections(dialer, candidate, most);
      } catch (LDAPException e) {
        LandfallException failure = Failures.of(e, candidate.toString(), "connecting");
        boolean absent =
            failure.code() == ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE
                || failure.code() == ErrorCode.CONNECTED_SYSTEM_BUSY;
        controllers.failed(candidate);
        if (!absent) {
          throw failure;
        }
        first = first == null ? failure : first;
      }
    }
    if (first == null || candidates.size() == 1) {
      throw first == null ? new IllegalStateException("There is no candidate.") : first;
    }
    throw new LandfallException(
        first.code(),
        "None of the domain controllers " + controllers + " answers. " + first.getMessage(),
        first);
  }

  /** One operation on a connection. */
  interface Operation<T> {
    T on(LDAPConnection connection) throws LDAPException;
  }

  /**
   * Runs an operation on a connection; again, a few times, if the server is busy.
   *
   * @param doing what is tried, for the message of a failure
   * @throws LDAPException if the server refuses this operation
   */
  <T> T run(String doing, Operation<T> operation) throws LDAPException {
    try {
      return patience.of(() -> attempt(doing, operation));
    } catch (LDAPException e) {
      if (Patience.busy(e.getResultCode())) {
        throw Failures.of(e, server(), doing);
      }
      throw e;
    }
  }

  /** Runs an operation that sees to a busy server itself. */
  <T> T once(String doing, Operation<T> operation) throws LDAPException {
    try {
      return attempt(doing, operation);
    } catch (LDAPException e) {
      if (Patience.busy(e.getResultCode())) {
        throw Failures.of(e, server(), doing);
      }
      throw e;
    }
  }

  Patience patience() {
    return patience;
  }

  private <T> T attempt(String doing, Operation<T> operation) throws LDAPException {
    Connections from = connections();
    LDAPConnection connection;
    try {
      connection = from.take();
    } catch (LDAPException e) {
      controllers.failed(from.server());
      throw Failures.of(e, from.server().toString(), doing);
    }
    boolean usable = false;
    try {
      T result = operation.on(connection);
      usable = true;
      return result;
    } catch (LDAPException e) {
      boolean ended = Failures.endsStep(e);
      usable = !ended && e.getResultCode() != ResultCode.UNAVAILABLE;
      if (ended) {
        controllers.failed(from.server());
        throw Failures.of(e, from.server().toString(), doing);
      }
      throw e;
    } finally {
      from.giveBack(connection, usable);
    }
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
    if (open != null) {
      open.close();
    }
  }
}
