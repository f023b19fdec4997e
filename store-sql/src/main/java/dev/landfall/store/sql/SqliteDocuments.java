package dev.landfall.store.sql;

import dev.landfall.core.store.Documents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class SqliteDocuments implements Documents {
  private static final int VERSION = 1;

  private final Database database;

  SqliteDocuments(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Map<String, String>> get(String collection, String key) {
    return database.first(
        "SELECT fields FROM document WHERE collection = ? AND key = ?",
        row -> read(row.getBytes(1)),
        collection,
        key);
  }

  @Override
  public void put(String collection, String key, Map<String, String> fields) {
    database.inTransaction(
        () ->
            database.update(
                "INSERT INTO document (collection, key, fields) VALUES (?, ?, ?)"
                    + " ON CONFLICT (collection, key) DO UPDATE SET fields = excluded.fields",
                collection,
                key,
                write(fields)));
  }

  @Override
  public void remove(String collection, String key) {
    database.inTransaction(
        () ->
            database.update(
                "DELETE FROM document WHERE collection = ? AND key = ?", collection, key));
  }

  @Override
  public void clear(String collection) {
    database.inTransaction(
        () -> database.update("DELETE FROM document WHERE collection = ?", collection));
  }

  @Override
  public List<Entry> list(String collection, String afterKey, int limit) {
    return database.list(
        "SELECT key, fields FROM document WHERE collection = ? AND key > ? ORDER BY key LIMIT ?",
        SqliteDocuments::entry,
        collection,
        afterKey,
        limit);
  }

  @Override
  public List<Entry> last(String collection, int limit) {
    return database.list(
        "SELECT key, fields FROM document WHERE collection = ? ORDER BY key DESC LIMIT ?",
        SqliteDocuments::entry,
        collection,
        limit);
  }

  @Override
  public long count(String collection) {
    return database.number("SELECT count(*) FROM document WHERE collection = ?", collection);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getString(1), read(row.getBytes(2)));
  }

  private static byte[] write(Map<String, String> fields) {
    Bytes.Writer out = new Bytes.Writer();
    out.single(VERSION).number(fields.size());
    new TreeMap<>(fields).forEach((name, value) -> out.text(name).text(value));
    return out.done();
  }

  private static Map<String, String> read(byte[] body) {
    Bytes.Reader in = Bytes.Reader.version(VERSION, body);
    Map<String, String> fields = new HashMap<>();
    for (int rest = in.length(); rest > 0; rest--) {
      fields.put(in.text(), in.text());
    }
    return Map.copyOf(fields);
  }
}
