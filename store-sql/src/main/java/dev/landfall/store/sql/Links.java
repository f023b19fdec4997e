package dev.landfall.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which connector-space objects are linked to a metaverse object. What was asked lately is at hand;
 * whoever changes a link says so.
 */
final class Links {
  private final Database database;
  private final RecentObjects<Long, List<End>> recent = new RecentObjects<>(RecentObjects.BODIES);

  /** One end of a link: a space by its number, and the object in it. */
  record End(long space, long object) {}

  Links(Database database) {
    this.database = database;
    database.onRollback(recent::clear);
  }

  /** In order of spaces. */
  List<End> of(long metaverse) {
    List<End> known = recent.get(metaverse);
    return known != null
        ? known
        : recent.put(
            metaverse,
            database.list(
                "SELECT connector, id FROM cs_object WHERE metaverse = ? ORDER BY connector",
                row -> new End(row.getLong(1), row.getLong(2)),
                metaverse));
  }

  /** The object of one space; 0 if none is linked. */
  long of(long metaverse, long space) {
    for (End end : of(metaverse)) {
      if (end.space() == space) {
        return end.object();
      }
    }
    return 0;
  }

  /** Reads those of many metaverse objects at once. */
  void prefetch(Collection<Long> metaverse) {
    long[] missing =
        metaverse.stream()
            .filter(id -> recent.get(id) == null)
            .mapToLong(Long::longValue)
            .toArray();
    Map<Long, List<End>> found = new HashMap<>();
    for (long id : missing) {
      found.put(id, new ArrayList<>());
    }
    database.list(
        "SELECT o.metaverse, o.connector, o.id FROM json_each(?) j"
            + " CROSS JOIN cs_object o ON o.metaverse = j.value ORDER BY o.metaverse, o.connector",
        row ->
            found
                .computeIfAbsent(row.getLong(1), fresh -> new ArrayList<>())
                .add(new End(row.getLong(2), row.getLong(3))),
        JsonIds.of(missing));
    found.forEach(recent::put);
  }

  void changed(long metaverse) {
    recent.remove(metaverse);
  }
}
