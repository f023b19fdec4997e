package dev.landfall.store.sql;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings the tables up to date. A script is never changed once released: a new one follows it. */
final class SchemaScripts {
  /** In order; the position of a script, from 1, is the version it leads to. */
  private static final List<String> SCRIPTS = List.of("001-store.sql", "002-lease.sql");

  private SchemaScripts() {}

  /** Applies what is missing, all in the current transaction, and leaves the commit to it. */
  static void apply(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
      int version = version(statement);
      if (version > SCRIPTS.size()) {
        throw new LandfallException(
            ErrorCode.STORE_FAILED,
            "The store \""
                + file
                + "\" was written by a newer version of Landfall (schema "
                + version
                + ", this one knows "
                + SCRIPTS.size()
                + "). Update Landfall.");
      }
      for (int next = version; next < SCRIPTS.size(); next++) {
        statement.executeUpdate(read(SCRIPTS.get(next)));
        statement.executeUpdate("DELETE FROM schema_version");
        statement.executeUpdate("INSERT INTO schema_version (version) VALUES (" + (next + 1) + ")");
      }
    }
  }

  /** Whether the tables are just as this version of the program makes them. */
  static boolean current(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet table =
            statement.executeQuery(
                "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'")) {
      if (table.getInt(1) == 0) {
        return false;
      }
    }
    try (Statement statement = connection.createStatement()) {
      return version(statement) == SCRIPTS.size();
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  private static String read(String script) {
    try (InputStream in = SchemaScripts.class.getResourceAsStream("schema/" + script)) {
      if (in == null) {
        throw new IllegalStateException("Schema script " + script + " is missing.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
