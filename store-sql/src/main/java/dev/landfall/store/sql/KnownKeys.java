package dev.landfall.store.sql;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which object of a connector space has an anchor, and which a DN. What was asked lately is at
 * hand, also that there is none; whoever changes a key says so. Thousands of keys are looked up in
 * one statement by {@link #prefetch}.
 */
final class KnownKeys {
  private static final int SIZE = 65_536;

  private final Database database;
  private final Column anchors = new Column("anchor");
  private final Column dns = new Column("dn_key");

  KnownKeys(Database database) {
    this.database = database;
    database.onRollback(
        () -> {
          anchors.recent.clear();
          dns.recent.clear();
        });
  }

  /** One of the two columns; 0 stands for no object. */
  private final class Column {
    private final RecentObjects<String, Long> recent = new RecentObjects<>(SIZE);
    private final String one;
    private final String many;

    private Column(String name) {
      one = "SELECT id FROM cs_object WHERE connector = ? AND " + name + " = ?";
      many =
          "SELECT j.value, o.id FROM json_each(?) j CROSS JOIN cs_object o"
              + " ON o.connector = ? AND o."
              + name
              + " = j.value";
    }

    long find(long space, String key) {
      Long known = recent.get(key);
      return known != null ? known : recent.put(key, database.number(one, space, key));
    }

    void prefetch(long space, Collection<String> keys) {
      List<String> missing =
          keys.stream().filter(key -> recent.get(key) == null).sorted().distinct().toList();
      if (missing.isEmpty()) {
        return;
      }
      missing.forEach(key -> recent.put(key, 0L));
      database.list(
          many, row -> recent.put(row.getString(1), row.getLong(2)), JsonTexts.of(missing), space);
    }
  }

  long anchor(long space, String anchor) {
    return anchors.find(space, anchor);
  }

  long dn(long space, String dnKey) {
    return dns.find(space, dnKey);
  }

  void prefetch(long space, Collection<String> anchorKeys, Collection<String> dnKeys) {
    anchors.prefetch(space, anchorKeys);
    dns.prefetch(space, dnKeys);
  }

  /** An object had these keys and now has those. */
  void changed(CsHead.@Nullable Keys before, CsHead.@Nullable Keys after, long id) {
    if (before != null) {
      if (before.anchor() != null) {
        anchors.recent.remove(before.anchor());
      }
      dns.recent.remove(before.dnKey());
    }
    if (after != null) {
      if (after.anchor() != null) {
        anchors.recent.put(after.anchor(), id);
      }
      dns.recent.put(after.dnKey(), id);
    }
  }
}
