package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Rows of the tenant's logs, numbered in the order they came. */
final class LogTable {
  /** An entry and its place. */
  record Entry(long number, ObjectNode body) {}

  private final TenantDatabase database;

  LogTable(TenantDatabase database) {
    this.database = database;
  }

  void add(String log, String id, String time, ObjectNode body) {
    database.update(
        "INSERT INTO log(name, id, time, body) VALUES(?,?,?,?)", log, id, time, body.toString());
  }

  void forget(String log, String before) {
    database.update("DELETE FROM log WHERE name=? AND time<?", log, before);
  }

  Optional<ObjectNode> find(String log, String id) {
    return database.first(
        "SELECT body FROM log WHERE name=? AND id=?",
        row -> Json.parseObject(row.getString(1)),
        log,
        id);
  }

  /** The entries before a place, newest first. */
  List<Entry> before(String log, long number, int limit) {
    return database.list(
        "SELECT number, body FROM log WHERE name=? AND number<? ORDER BY number DESC LIMIT ?",
        row -> new Entry(row.getLong(1), Json.parseObject(row.getString(2))),
        log,
        number,
        limit);
  }
}
