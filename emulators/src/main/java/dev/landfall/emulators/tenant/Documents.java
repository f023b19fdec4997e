package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Tenant-wide settings by name, each read once and written when it was changed. */
final class Documents {
  private final TenantDatabase database;
  private final Map<String, ObjectNode> read = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  Documents(TenantDatabase database) {
    this.database = database;
  }

  ObjectNode get(String name) {
    ObjectNode present = read.get(name);
    if (present == null) {
      present =
          database
              .first(
                  "SELECT body FROM document WHERE name=?",
                  row -> Json.parseObject(row.getString(1)),
                  name)
              .orElseGet(Json::object);
      read.put(name, present);
    }
    return present;
  }

  void keep(String name) {
    changed.add(name);
  }

  boolean anyChanged() {
    return !changed.isEmpty();
  }

  void flush() {
    for (String name : changed) {
      database.update("INSERT OR REPLACE INTO document VALUES(?,?)", name, get(name).toString());
    }
    changed.clear();
  }

  /** After a rollback: what is in memory may be more than what is stored. */
  void forget() {
    changed.clear();
    read.clear();
  }
}
