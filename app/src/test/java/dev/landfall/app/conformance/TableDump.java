package dev.landfall.app.conformance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All rows of a SQLite file as text, bodies byte by byte: for proving that nothing has changed. */
final class TableDump {
  private TableDump() {}

  static SortedMap<String, List<String>> of(Path file) {
    SortedMap<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      for (String name : names) {
        tables.put(name, rows(statement, name));
      }
      return tables;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static List<String> rows(Statement statement, String table) throws SQLException {
    List<String> dump = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          Object value = rows.getObject(i);
          row.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
              .append('|');
        }
        dump.add(row.toString());
      }
    }
    dump.sort(null);
    return dump;
  }
}
