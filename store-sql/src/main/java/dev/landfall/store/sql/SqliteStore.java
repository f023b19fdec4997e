package dev.landfall.store.sql;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Lease;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;

/**
 * A store in one SQLite file, with a write-ahead log and a lock file beside it. A transaction is on
 * disk when it returns ({@code synchronous=FULL}).
 */
public final class SqliteStore implements Store {
  /** Commands run one after another; a moment of patience lets the next one wait its turn. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int CACHE_KIBIBYTES = 256 * 1024;
  private static final int CHECKPOINT_PAGES = 8_000;

  private final Runnable release;
  private final Database database;
  private final Names names;
  private final IdSequence ids;
  private final Links links;
  private final SqliteMetaverse metaverse;
  private final SqliteDocuments documents;
  private final Supplier<Lease> lease;
  private final Map<ConnectorId, SqliteConnectorSpace> spaces = new HashMap<>();

  /**
   * @param release gives the lease back
   * @param readOnly whether names that are new to the store stay in memory
   */
  private SqliteStore(
      Database database, Supplier<Lease> lease, Runnable release, boolean readOnly) {
    this.database = database;
    this.lease = lease;
    this.release = release;
    this.names = new Names(database, readOnly);
    this.ids = new IdSequence(database);
    this.links = new Links(database);
    this.metaverse =
        new SqliteMetaverse(
            database, names, ids, links, number -> connectorSpace(names.connector(number)));
    this.documents = new SqliteDocuments(database);
  }

  /**
   * Opens the store in a file and brings its tables up to date; creates both the file and its
   * folder at first use.
   *
   * @throws dev.landfall.core.error.LandfallException {@code RUN_IN_PROGRESS} while another process
   *     has the store open and does not finish within five seconds; {@code STORE_FAILED} if the
   *     file cannot be used
   */
  public static SqliteStore open(Path file) {
    return open(file, PATIENCE, Clock.systemUTC(), true);
  }

  /**
   * @param heartbeat whether the lease is kept alive; without, it expires while the store is open
   */
  static SqliteStore open(Path file, Duration patience, Clock clock, boolean heartbeat) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      Path folder = absolute.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException failure) {
      throw Database.storeFailed(absolute, failure);
    }
    StoreLease lease = StoreLease.waitFor(absolute, patience, clock);
    Database database = null;
    boolean open = false;
    try {
      database = connect(absolute);
      Lease ours = lease.take(database);
      SqliteStore store = new SqliteStore(database, () -> ours, lease::close, false);
      if (heartbeat) {
        lease.beat();
      }
      open = true;
      return store;
    } finally {
      if (!open) {
        if (database != null) {
          database.close();
        }
        lease.close();
      }
    }
  }

  /**
   * Opens a store for reading only, beside whoever writes: it shows the state of one moment, that
   * of the first reading, and takes no lease.
   *
   * @return empty if there is no such file, or one whose tables must be brought up to date first
   */
  public static Optional<Store> openForReading(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (!Files.isRegularFile(absolute)) {
      return Optional.empty();
    }
    Clock clock = Clock.systemUTC();
    return reader(absolute)
        .map(
            database ->
                new SqliteStore(
                    database, () -> StoreLease.current(absolute, clock), () -> {}, true));
  }

  /**
   * Copies a store as it is at one moment, beside whoever writes to it.
   *
   * @param copy must not exist
   * @throws dev.landfall.core.error.LandfallException {@code STORE_FAILED} if either file cannot be
   *     used
   */
  public static void copy(Path file, Path copy) {
    Path absolute = file.toAbsolutePath().normalize();
    try (Connection connection = settings().createConnection("jdbc:sqlite:" + absolute);
        var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toAbsolutePath().normalize().toString());
      statement.execute();
    } catch (SQLException failure) {
      throw Database.storeFailed(absolute, failure);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the database closes the connection
  private static Optional<Database> reader(Path file) {
    Connection connection = null;
    boolean ready = false;
    try {
      connection = settings().createConnection("jdbc:sqlite:" + file);
      connection.setAutoCommit(false);
      if (!SchemaScripts.current(connection)) {
        return Optional.empty();
      }
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = ON");
      }
      connection.rollback();
      ready = true;
      return Optional.of(new Database(file, connection));
    } catch (SQLException failure) {
      throw Database.storeFailed(file, failure);
    } finally {
      if (!ready && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  private static SQLiteConfig settings() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    // Otherwise the driver asks for the last row id after every insert, at several times its cost.
    config.setGetGeneratedKeys(false);
    return config;
  }

  @SuppressWarnings("MustBeClosedChecker") // the database closes the connection
  private static Database connect(Path file) {
    SQLiteConfig config = settings();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(64 * 1024 * 1024));
    Connection connection = null;
    boolean ready = false;
    try {
      connection = config.createConnection("jdbc:sqlite:" + file);
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      }
      connection.setAutoCommit(false);
      SchemaScripts.apply(connection, file);
      connection.commit();
      ready = true;
      return new Database(file, connection);
    } catch (SQLException failure) {
      throw Database.storeFailed(file, failure);
    } finally {
      if (!ready && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // Opening failed already, and that is what the caller hears of.
    }
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return database.inTransaction(work);
  }

  @Override
  public <T> T rolledBack(Supplier<T> work) {
    return database.rolledBack(work);
  }

  @Override
  public SqliteConnectorSpace connectorSpace(ConnectorId connector) {
    return spaces.computeIfAbsent(
        connector, fresh -> new SqliteConnectorSpace(database, names, ids, links, fresh));
  }

  @Override
  public Metaverse metaverse() {
    return metaverse;
  }

  @Override
  public Documents documents() {
    return documents;
  }

  @Override
  public Lease lease() {
    return lease.get();
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      release.run();
    }
  }
}
