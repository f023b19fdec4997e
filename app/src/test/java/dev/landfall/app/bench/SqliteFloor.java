package dev.landfall.app.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The least a durable synchronization can cost: the bare driver writes as many rows of the same
 * size as a first synchronization leaves – a metaverse object, a staged one, an export – and reads
 * the staged one before, in transactions of a thousand objects.
 */
final class SqliteFloor {
  private static final int TRANSACTION = 1_000;

  private SqliteFloor() {}

  /** Mean sizes of stored objects in bytes. */
  record Rows(int staged, int metaverse) {
    static Rows of(Path store) throws SQLException {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
          Statement statement = connection.createStatement()) {
        return new Rows(
            mean(statement, "SELECT avg(length(body)) FROM cs_body"),
            mean(statement, "SELECT avg(length(body)) FROM mv_object"));
      }
    }

    private static int mean(Statement statement, String sql) throws SQLException {
      try (ResultSet result = statement.executeQuery(sql)) {
        return result.next() ? (int) result.getDouble(1) : 0;
      }
    }
  }

  /** Seconds for so many objects. */
  static double seconds(int objects, Rows rows) throws Exception {
    Path home = Files.createTempDirectory("landfall-floor");
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + home.resolve("floor.db"))) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        for (String table : new String[] {"staged", "metaverse", "export"}) {
          statement.execute("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, body BLOB)");
        }
      }
      connection.setAutoCommit(false);
      write(connection, "staged", objects, rows.staged());
      long began = System.nanoTime();
      synchronize(connection, objects, rows);
      return (System.nanoTime() - began) / 1e9;
    } finally {
      RealServer.remove(home);
    }
  }

  private static void write(Connection connection, String table, int objects, int size)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
      for (int i = 0; i < objects; i++) {
        insert.setLong(1, i);
        insert.setBytes(2, new byte[size]);
        insert.executeUpdate();
      }
    }
    connection.commit();
  }

  private static void synchronize(Connection connection, int objects, Rows rows)
      throws SQLException {
    try (PreparedStatement read =
            connection.prepareStatement("SELECT body FROM staged WHERE id = ?");
        PreparedStatement update =
            connection.prepareStatement("UPDATE staged SET body = ? WHERE id = ?");
        PreparedStatement project =
            connection.prepareStatement("INSERT INTO metaverse VALUES (?, ?)");
        PreparedStatement provision =
            connection.prepareStatement("INSERT INTO export VALUES (?, ?)")) {
      for (int i = 0; i < objects; i++) {
        byte[] body;
        read.setLong(1, i);
        try (ResultSet row = read.executeQuery()) {
          row.next();
          body = row.getBytes(1);
        }
        update.setBytes(1, body);
        update.setLong(2, i);
        update.executeUpdate();
        project.setLong(1, i);
        project.setBytes(2, new byte[rows.metaverse()]);
        project.executeUpdate();
        provision.setLong(1, i);
        provision.setBytes(2, new byte[rows.staged()]);
        provision.executeUpdate();
        if (i % TRANSACTION == TRANSACTION - 1) {
          connection.commit();
        }
      }
      connection.commit();
    }
  }
}
