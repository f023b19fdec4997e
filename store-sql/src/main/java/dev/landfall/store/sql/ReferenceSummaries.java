package dev.landfall.store.sql;

import dev.landfall.core.value.NameMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of each object: which reference attributes have values, how many, and whether an import changed
 * any that was not synchronized yet. What was asked lately is at hand; whoever changes references
 * says so.
 */
final class ReferenceSummaries {
  private final Database database;
  private final Names names;
  private final RecentObjects<Long, Summary> recent = new RecentObjects<>(RecentObjects.BODIES);

  /**
   * @param counts values in expected state; attributes without any are left out
   * @param pendingImport whether imported and synchronized state differ in any row
   * @param pendingLoss whether a row is only synchronized any more, and goes with the next one
   * @param atRest whether every row is imported and synchronized and no export is under way
   */
  record Summary(NameMap<Long> counts, boolean pendingImport, boolean pendingLoss, boolean atRest) {
    static final Summary EMPTY = new Summary(NameMap.empty(), false, false, true);
  }

  ReferenceSummaries(Database database, Names names) {
    this.database = database;
    this.names = names;
    database.onRollback(recent::clear);
  }

  Summary of(long object) {
    Summary known = recent.get(object);
    if (known != null) {
      return known;
    }
    prefetch(List.of(object));
    known = recent.get(object);
    return known == null ? Summary.EMPTY : known;
  }

  /** What is at hand; null if that would have to be read. */
  @Nullable Summary known(long object) {
    return recent.get(object);
  }

  /** Reads those of many objects at once. */
  void prefetch(Collection<Long> objects) {
    long[] missing =
        objects.stream()
            .distinct() // an id given twice would count its rows twice
            .filter(id -> recent.get(id) == null)
            .mapToLong(Long::longValue)
            .toArray();
    if (missing.length == 0) {
      return;
    }
    Map<Long, Summary> found = new HashMap<>();
    database.list(
        "SELECT r.object, r.attribute, sum("
            + ReferenceFlags.EXPECTED
            + "), max("
            + ReferenceFlags.IMPORT_PENDING
            + "), max(flags = 2), max("
            + ReferenceFlags.OPEN
            + ") FROM json_each(?) j CROSS JOIN cs_reference r ON r.object = j.value"
            + " GROUP BY r.object, r.attribute",
        row -> {
          Summary before = found.getOrDefault(row.getLong(1), Summary.EMPTY);
          long count = row.getLong(3);
          NameMap<Long> counts =
              count == 0
                  ? before.counts()
                  : before.counts().toBuilder().put(names.attribute(row.getLong(2)), count).build();
          return found.put(
              row.getLong(1),
              new Summary(
                  counts,
                  before.pendingImport() || row.getLong(4) != 0,
                  before.pendingLoss() || row.getLong(5) != 0,
                  before.atRest() && row.getLong(6) == 0));
        },
        JsonIds.of(missing));
    for (long id : missing) {
      recent.put(id, found.getOrDefault(id, Summary.EMPTY));
    }
  }

  void changed(long object) {
    recent.remove(object);
  }

  /** Rows of objects that nobody can name changed. */
  void anyChanged() {
    recent.clear();
  }
}
