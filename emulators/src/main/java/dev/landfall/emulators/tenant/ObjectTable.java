package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of directory objects, and the values other objects must not have or are found by. */
final class ObjectTable {
  static final String COLUMNS =
      "o.number, o.id, o.type, o.life, o.sequence, o.appeared, o.created, o.properties, o.shadow,"
          + " o.changed";

  /** Live objects of a type by name. */
  static final String NAMED =
      "SELECT "
          + COLUMNS
          + " FROM object o WHERE o.type=? AND o.life=0 AND o.name=? ORDER BY o.number";

  private final TenantDatabase database;

  ObjectTable(TenantDatabase database) {
    this.database = database;
  }

  static Entity read(ResultSet row) throws SQLException {
    Entity entity =
        new Entity(
            row.getLong(1),
            row.getString(2),
            ObjectType.values()[row.getInt(3)],
            Json.parseObject(row.getString(8)));
    entity.life = Entity.Life.values()[row.getInt(4)];
    entity.sequence = row.getLong(5);
    entity.appeared = row.getLong(6);
    entity.createdAt = row.getLong(7);
    @Nullable String shadow = row.getString(9);
    if (shadow != null) {
      entity.shadow = Json.parseObject(shadow);
    }
    @Nullable String changed = row.getString(10);
    if (changed != null) {
      Json.parseObject(changed)
          .properties()
          .forEach(field -> entity.changed.put(field.getKey(), field.getValue().asLong()));
    }
    return entity;
  }

  void put(Entity entity) {
    @Nullable String changed = null;
    if (!entity.changed.isEmpty()) {
      ObjectNode sequences = Json.object();
      entity.changed.forEach(sequences::put);
      changed = sequences.toString();
    }
    database.update(
        "INSERT OR REPLACE INTO object VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        entity.number,
        entity.id,
        entity.type.ordinal(),
        entity.life.ordinal(),
        entity.sequence,
        entity.appeared,
        entity.createdAt,
        sortName(entity.text("displayName")),
        entity.properties.toString(),
        entity.shadow == null ? null : entity.shadow.toString(),
        changed);
  }

  /** A page of the live objects of a type in order of their names. */
  static String byName(boolean descending) {
    String order = descending ? " DESC" : "";
    return "SELECT "
        + COLUMNS
        + " FROM object o WHERE o.type=? AND o.life=0 AND (o.name, o.number)"
        + (descending ? "<" : ">")
        + "(?,?) ORDER BY o.name"
        + order
        + ", o.number"
        + order
        + " LIMIT ?";
  }

  /** A page of what changed after a sequence number, by number. */
  static String changes(Optional<ObjectType> type, boolean initial, boolean few) {
    String plan;
    if (initial) {
      plan = type.isEmpty() ? "NOT INDEXED WHERE o.life=0 AND ?=0" : "WHERE o.life=0 AND ?=0";
    } else {
      plan =
          few
              ? "INDEXED BY object_change WHERE o.sequence>? AND o.sequence>1"
              : "NOT INDEXED WHERE o.sequence>?";
    }
    return "SELECT "
        + COLUMNS
        + " FROM object o "
        + plan
        + type.map(t -> " AND o.type=" + t.ordinal()).orElse("")
        + " AND o.number>? ORDER BY o.number LIMIT ?";
  }

  /** A name as it is sorted and compared: without regard to letter case. */
  static String sortName(String displayName) {
    return displayName.toLowerCase(Locale.ROOT);
  }

  /** Brings the keys of an object up to date. */
  void keys(Entity entity) {
    Set<String> wanted = UniqueValues.of(entity);
    for (String present :
        database.list(
            "SELECT value FROM key WHERE number=?", row -> row.getString(1), entity.number)) {
      if (!wanted.remove(present)) {
        database.update("DELETE FROM key WHERE value=? AND number=?", present, entity.number);
      }
    }
    for (String missing : wanted) {
      database.update("INSERT OR IGNORE INTO key VALUES(?,?)", missing, entity.number);
    }
  }
}
