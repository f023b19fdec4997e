package dev.landfall.emulators.tenant;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's one SQLite file, or a database in memory. The write-ahead log with {@code
 * synchronous=NORMAL} survives a killed process; our choice, because losing the last commits to a
 * power cut is no harm in an emulator.
 *
 * <p>Not safe for several threads: {@link TenantState} holds the lock. A row reader must not run
 * another query.
 */
final class TenantDatabase implements AutoCloseable {
  static final String FILE = "tenant.db";
  private static final int FORMAT = 3;
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE object(number INTEGER PRIMARY KEY, id TEXT NOT NULL, type INTEGER NOT NULL,"
              + " life INTEGER NOT NULL, sequence INTEGER NOT NULL, appeared INTEGER NOT NULL,"
              + " created INTEGER NOT NULL, name TEXT NOT NULL, properties TEXT NOT NULL, shadow"
              + " TEXT, changed TEXT)",
          "CREATE TABLE key(value TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(value,"
              + " number)) WITHOUT ROWID",
          "CREATE TABLE link(kind INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER NOT"
              + " NULL, sequence INTEGER NOT NULL, state INTEGER NOT NULL, PRIMARY KEY(kind,"
              + " source, target)) WITHOUT ROWID",
          "CREATE TABLE document(name TEXT PRIMARY KEY, body TEXT NOT NULL)",
          "CREATE TABLE log(number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, id TEXT"
              + " NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL)");
  // What came with an import has sequence 1: the change indexes leave it out and stay small.
  private static final List<String> INDEXES =
      List.of(
          "CREATE UNIQUE INDEX object_id ON object(id)",
          "CREATE INDEX object_list ON object(type, life, number)",
          "CREATE INDEX object_name ON object(type, life, name, number)",
          "CREATE INDEX object_change ON object(sequence) WHERE sequence > 1",
          "CREATE INDEX object_synced ON object(number, sequence) WHERE shadow IS NOT NULL",
          "CREATE INDEX key_number ON key(number)",
          "CREATE INDEX link_target ON link(kind, target, source)",
          "CREATE INDEX log_id ON log(name, id)",
          "CREATE INDEX log_time ON log(name, time)",
          "CREATE INDEX log_number ON log(name, number)",
          "CREATE INDEX link_change ON link(kind, source, sequence) WHERE sequence > 1");

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private TenantDatabase(Connection connection) {
    this.connection = connection;
  }

  /** A database that is gone with this object. */
  static TenantDatabase inMemory() {
    TenantDatabase database = connect("jdbc:sqlite::memory:");
    database.make();
    return database;
  }

  /** Opens the file in a data folder, or makes it. */
  static TenantDatabase in(Path dataFolder) {
    TenantDatabase database = connect("jdbc:sqlite:" + dataFolder.resolve(FILE));
    database.execute("PRAGMA journal_mode=WAL");
    database.execute("PRAGMA synchronous=NORMAL");
    database.execute("PRAGMA cache_size=-65536");
    long format = database.number("PRAGMA user_version");
    boolean empty = database.number("SELECT count(*) FROM sqlite_master") == 0;
    if (empty) {
      database.make();
    } else if (format != FORMAT) {
      database.close();
      throw new IllegalStateException(
          "The tenant in \""
              + dataFolder
              + "\" was made by another version of Landfall (format "
              + format
              + ", this one reads "
              + FORMAT
              + "). Use another folder, or export it with the version that made it.");
    }
    return database;
  }

  /** A new file for a bulk load: fast, and worthless unless {@link #finishLoad} was reached. */
  static TenantDatabase forLoad(Path file) {
    TenantDatabase database = connect("jdbc:sqlite:" + file);
    database.execute("PRAGMA journal_mode=OFF");
    database.execute("PRAGMA synchronous=OFF");
    database.execute("PRAGMA cache_size=-262144");
    TABLES.forEach(database::execute);
    return database;
  }

  /** Makes the indexes of a bulk load, in one sorted pass each. */
  void finishLoad() {
    INDEXES.forEach(this::execute);
    execute("PRAGMA user_version=" + FORMAT);
    execute("PRAGMA optimize");
  }

  private void make() {
    TABLES.forEach(this::execute);
    INDEXES.forEach(this::execute);
    execute("PRAGMA user_version=" + FORMAT);
  }

  private static TenantDatabase connect(String url) {
    Properties properties = new Properties();
    // Otherwise the driver asks for the last row number after every single insert.
    properties.setProperty("jdbc.get_generated_keys", "false");
    try {
      return new TenantDatabase(DriverManager.getConnection(url, properties));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Makes a value of a row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      while (rows.next()) {
        found.add(reader.read(rows));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return found;
  }

  <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The one number a query gives; 0 for none. */
  long number(String sql, @Nullable Object... arguments) {
    return first(sql, row -> row.getLong(1), arguments).orElse(0L);
  }

  /** Changes rows and tells how many. */
  int update(String sql, @Nullable Object... arguments) {
    try {
      return bound(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (argument instanceof Integer number) {
        statement.setInt(i + 1, number);
      } else {
        statement.setString(i + 1, (String) argument);
      }
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("The embedded tenant's database failed: " + e.getMessage(), e);
  }
}
