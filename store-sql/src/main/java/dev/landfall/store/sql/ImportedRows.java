package dev.landfall.store.sql;

import dev.landfall.core.store.References.Staged;
import dev.landfall.core.value.AttributeName;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What imports do to reference rows, and synchronization after them. */
final class ImportedRows {
  private final Database database;
  private final Names names;
  private final SqliteConnectorSpace space;
  private final ReferenceSummaries summaries;
  private final ReferenceRows rows;

  ImportedRows(
      Database database,
      Names names,
      SqliteConnectorSpace space,
      ReferenceSummaries summaries,
      ReferenceRows rows) {
    this.database = database;
    this.names = names;
    this.space = space;
    this.summaries = summaries;
    this.rows = rows;
  }

  /** What staging will find: counts of rows that change, or disappoint, or touch exports. */
  private record Outlook(boolean changes, boolean disappoints, boolean exports) {
    static final Outlook NOTHING = new Outlook(false, false, false);

    Staged staged() {
      return new Staged(changes || disappoints, disappoints);
    }
  }

  private Outlook outlook(String sql, @Nullable Object... parameters) {
    return database
        .first(
            sql,
            row -> new Outlook(row.getLong(1) != 0, row.getLong(2) != 0, row.getLong(3) != 0),
            parameters)
        .orElse(Outlook.NOTHING);
  }

  Staged stageImported(
      long object, AttributeName attribute, long[] present, long[] removed, long importNumber) {
    return database.inTransaction(
        () -> see(object, attribute, present, importNumber).or(miss(object, attribute, removed)));
  }

  private Staged see(long object, AttributeName attribute, long[] present, long importNumber) {
    if (present.length == 0) {
      return Outlook.NOTHING.staged();
    }
    String targets = JsonIds.of(present);
    long name = names.id(attribute);
    summaries.changed(object);
    Outlook outlook =
        outlook(
            "SELECT max((coalesce(r.flags, 0) & 1) = 0), max(r.flags & 128), max(r.flags & 188)"
                + " FROM json_each(?) j LEFT JOIN cs_reference r"
                + " ON r.object = ? AND r.attribute = ? AND r.target = j.value",
            targets,
            object,
            name);
    database.update(
        "INSERT INTO cs_reference (object, attribute, target, flags, seen)"
            + " SELECT ?, ?, value, 1, ? FROM json_each(?) WHERE true"
            + " ON CONFLICT (object, attribute, target) DO UPDATE SET flags = "
            + ReferenceFlags.SEEN
            + ", seen = excluded.seen",
        object,
        name,
        importNumber,
        targets);
    if (outlook.exports()) {
      rows.noteExports(object);
    }
    return outlook.staged();
  }

  private Staged miss(long object, AttributeName attribute, long[] removed) {
    return removed.length == 0
        ? Outlook.NOTHING.staged()
        : miss(ReferenceRows.OF_TARGETS, object, object, names.id(attribute), JsonIds.of(removed));
  }

  Staged sweep(long object, AttributeName attribute, long importNumber) {
    return database.inTransaction(
        () ->
            miss(
                ReferenceRows.OF_ATTRIBUTE + " AND seen <> ? AND " + ReferenceFlags.MISSABLE,
                object,
                object,
                names.id(attribute),
                importNumber));
  }

  private Staged miss(String where, long object, @Nullable Object... parameters) {
    Outlook outlook =
        outlook(
            "SELECT max(flags & 1), max(flags & 64), max(flags & 124) FROM cs_reference WHERE "
                + where,
            parameters);
    rows.change(where, ReferenceFlags.MISSED, parameters);
    summaries.changed(object);
    if (outlook.exports()) {
      rows.noteExports(object);
    }
    return outlook.staged();
  }

  Set<Long> sweepUnseen(long importNumber) {
    return database.inTransaction(
        () -> {
          Set<Long> losers =
              new TreeSet<>(
                  database.list(
                      "SELECT DISTINCT r.object FROM cs_reference r"
                          + " CROSS JOIN cs_object o ON o.id = r.object AND o.connector = ?"
                          + " WHERE r.seen <> ? AND (r.flags & 65) <> 0",
                      row -> row.getLong(1),
                      space.number(),
                      importNumber));
          for (long object : losers) {
            miss(
                "object = ? AND seen <> ? AND " + ReferenceFlags.MISSABLE,
                object,
                object,
                importNumber);
          }
          return losers;
        });
  }

  void markSynchronized(long object) {
    if (!pendingImport(object)) {
      return;
    }
    ReferenceSummaries.Summary known = summaries.known(object);
    database.inTransaction(
        () -> {
          if (known == null || known.pendingLoss()) {
            rows.deleteOpen(ReferenceFlags.IMPORT_PENDING, ReferenceFlags.SYNCHRONIZED, object);
          }
          rows.updateOpen(ReferenceFlags.IMPORT_PENDING, ReferenceFlags.SYNCHRONIZED, object);
        });
  }

  boolean pendingImport(long object) {
    ReferenceSummaries.Summary known = summaries.known(object);
    return known != null
        ? known.pendingImport()
        : rows.anyOpen(object, ReferenceFlags.IMPORT_PENDING);
  }

  long importedCount(long object, AttributeName attribute) {
    return count(object, attribute, ReferenceFlags.IMPORTED);
  }

  private long count(long object, AttributeName attribute, String having) {
    return database.number(
        "SELECT count(*) FROM cs_reference WHERE " + ReferenceRows.OF_ATTRIBUTE + " AND " + having,
        object,
        names.id(attribute));
  }
}
