package dev.landfall.store.sql;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.References;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reference rows. Every change is a set statement: many targets travel as one parameter. A row that
 * is in no state any more is deleted. The number of a change is its attribute and target, which is
 * also the order of the table.
 */
final class SqliteReferences implements References {
  /** Targets have the low bits of a change's number. */
  private static final int TARGET_BITS = 44;

  private static final String CHANGE_NUMBER = "((attribute << " + TARGET_BITS + ") | target)";

  private static final String OPEN_ROWS =
      " FROM cs_reference INDEXED BY cs_reference_open WHERE object = ? AND "
          + ReferenceFlags.OPEN
          + " AND ";

  private static final String OF_ATTRIBUTE = "object = ? AND attribute = ?";

  private static final String OF_TARGETS =
      OF_ATTRIBUTE + " AND target IN (SELECT value FROM json_each(?))";

  private final Database database;
  private final Names names;
  private final SqliteConnectorSpace space;
  private final ReferenceSummaries summaries;

  SqliteReferences(Database database, Names names, SqliteConnectorSpace space) {
    this.database = database;
    this.names = names;
    this.space = space;
    this.summaries = new ReferenceSummaries(database, names);
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

  @Override
  public Staged stageImported(
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
      noteExports(object);
    }
    return outlook.staged();
  }

  private Staged miss(long object, AttributeName attribute, long[] removed) {
    return removed.length == 0
        ? Outlook.NOTHING.staged()
        : miss(OF_TARGETS, object, object, names.id(attribute), JsonIds.of(removed));
  }

  @Override
  public Staged sweep(long object, AttributeName attribute, long importNumber) {
    return database.inTransaction(
        () ->
            miss(
                OF_ATTRIBUTE + " AND seen <> ? AND " + ReferenceFlags.MISSABLE,
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
    change(where, ReferenceFlags.MISSED, parameters);
    summaries.changed(object);
    if (outlook.exports()) {
      noteExports(object);
    }
    return outlook.staged();
  }

  @Override
  public Set<Long> sweepUnseen(long importNumber) {
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

  /** Changes rows and deletes those left without any state. */
  private void change(String where, String flags, @Nullable Object... parameters) {
    database.update(
        "DELETE FROM cs_reference WHERE " + where + " AND (" + flags + ") = 0", parameters);
    database.update("UPDATE cs_reference SET flags = " + flags + " WHERE " + where, parameters);
  }

  /** As {@link #change}, for the rows of an object that are not at rest. */
  private void changeOpen(String having, String flags, long object) {
    deleteOpen(having, flags, object);
    updateOpen(having, flags, object);
  }

  private void deleteOpen(String having, String flags, long object) {
    summaries.changed(object);
    database.update(
        "DELETE FROM cs_reference INDEXED BY cs_reference_open"
            + openRows(having)
            + " AND ("
            + flags
            + ") = 0",
        object);
  }

  private void updateOpen(String having, String flags, long object) {
    summaries.changed(object);
    database.update(
        "UPDATE cs_reference INDEXED BY cs_reference_open SET flags = " + flags + openRows(having),
        object);
  }

  private static String openRows(String having) {
    return " WHERE object = ? AND " + ReferenceFlags.OPEN + " AND " + having;
  }

  private boolean anyOpen(long object, String having) {
    return database.number("SELECT 1" + OPEN_ROWS + having + " LIMIT 1", object) != 0;
  }

  /** Keeps the mark by which scans find objects with references to export. */
  private void noteExports(long object) {
    noteExports(object, anyOpen(object, ReferenceFlags.EXPORT_PENDING));
  }

  private void noteExports(long object, boolean pending) {
    int mark = pending ? 2 : 0;
    database.update(
        "UPDATE cs_object SET pending_export = (pending_export & 1) | ?"
            + " WHERE id = ? AND (pending_export & 2) <> ?",
        mark,
        object,
        mark);
  }

  @Override
  public void markSynchronized(long object) {
    if (!pendingImport(object)) {
      return;
    }
    ReferenceSummaries.Summary known = summaries.known(object);
    database.inTransaction(
        () -> {
          if (known == null || known.pendingLoss()) {
            deleteOpen(ReferenceFlags.IMPORT_PENDING, ReferenceFlags.SYNCHRONIZED, object);
          }
          updateOpen(ReferenceFlags.IMPORT_PENDING, ReferenceFlags.SYNCHRONIZED, object);
        });
  }

  @Override
  public boolean pendingImport(long object) {
    ReferenceSummaries.Summary known = summaries.known(object);
    return known != null ? known.pendingImport() : anyOpen(object, ReferenceFlags.IMPORT_PENDING);
  }

  @Override
  public Set<AttributeName> attributes(long object) {
    return summaries.of(object).counts().keySet();
  }

  @Override
  public long expectedCount(long object, AttributeName attribute) {
    return summaries.of(object).counts().getOrDefault(attribute, 0L);
  }

  @Override
  public void prefetch(Collection<Long> objects) {
    summaries.prefetch(objects);
  }

  @Override
  public long importedCount(long object, AttributeName attribute) {
    return count(object, attribute, ReferenceFlags.IMPORTED);
  }

  private long count(long object, AttributeName attribute, String having) {
    return database.number(
        "SELECT count(*) FROM cs_reference WHERE " + OF_ATTRIBUTE + " AND " + having,
        object,
        names.id(attribute));
  }

  @Override
  public LongCursor expected(long object, AttributeName attribute) {
    ReferenceSummaries.Summary known = summaries.known(object);
    if (known != null && !known.counts().containsKey(attribute)) {
      return () -> LongCursor.END;
    }
    long name = names.id(attribute);
    return new PagedCursor(
        (after, page) ->
            database.numbers(
                "SELECT target FROM cs_reference WHERE "
                    + OF_ATTRIBUTE
                    + " AND target > ? AND "
                    + ReferenceFlags.EXPECTED
                    + " ORDER BY target LIMIT ?",
                page,
                object,
                name,
                after,
                page.length));
  }

  @Override
  public LongCursor resolved(long object, AttributeName attribute, ConnectorId connector) {
    return database.stream(
        "SELECT o.id FROM cs_reference r"
            + " CROSS JOIN cs_object t ON t.id = r.target"
            + " CROSS JOIN cs_object o ON o.metaverse = t.metaverse AND o.connector = ?"
            + " WHERE r.object = ? AND r.attribute = ? AND o.deleting = 0 AND "
            + ReferenceFlags.EXPECTED
            + " GROUP BY o.id ORDER BY o.id",
        names.id(connector.value()),
        object,
        names.id(attribute));
  }

  @Override
  public void stageExport(long object, AttributeName attribute, long[] add, long[] remove) {
    ReferenceSummaries.Summary known = summaries.known(object);
    boolean atRest = known != null && known.atRest();
    database.inTransaction(
        () -> {
          summaries.changed(object);
          stage(object, attribute, add, 4, ReferenceFlags.STAGED_ADD);
          stage(object, attribute, remove, 8, ReferenceFlags.STAGED_REMOVE);
          if (atRest) {
            // Nothing was under way that could be undone.
            noteExports(object, add.length + remove.length > 0);
          } else {
            dropUndone(object, attribute, add);
            dropUndone(object, attribute, remove);
            noteExports(object);
          }
        });
  }

  private void stage(
      long object, AttributeName attribute, long[] targets, int fresh, String flags) {
    if (targets.length > 0) {
      database.update(
          "INSERT INTO cs_reference (object, attribute, target, flags, seen)"
              + " SELECT ?, ?, value, ?, 0 FROM json_each(?) WHERE true"
              + " ON CONFLICT (object, attribute, target) DO UPDATE SET flags = "
              + flags,
          object,
          names.id(attribute),
          fresh,
          JsonIds.of(targets));
    }
  }

  private void dropUndone(long object, AttributeName attribute, long[] targets) {
    if (targets.length > 0) {
      database.update(
          "DELETE FROM cs_reference WHERE " + OF_TARGETS + " AND flags = 0",
          object,
          names.id(attribute),
          JsonIds.of(targets));
    }
  }

  @Override
  public void dropUnapplied(long object) {
    exportChange(ReferenceFlags.UNAPPLIED, ReferenceFlags.DROPPED, object);
  }

  @Override
  public void escrow(long object) {
    exportChange(ReferenceFlags.UNAPPLIED, ReferenceFlags.SENDING, object);
  }

  @Override
  public void revertEscrow(long object) {
    exportChange(ReferenceFlags.ESCROWED, ReferenceFlags.REVERTED, object);
  }

  private void exportChange(String having, String flags, long object) {
    if (anyOpen(object, having)) {
      database.inTransaction(
          () -> {
            changeOpen(having, flags, object);
            noteExports(object);
          });
    }
  }

  @Override
  public void accepted(long object, List<Change> exceptRejected) {
    database.inTransaction(
        () -> {
          Set<Long> attributes = new HashSet<>();
          exceptRejected.forEach(change -> attributes.add(change.row() >>> TARGET_BITS));
          for (long attribute : attributes) {
            change(
                OF_TARGETS + " AND " + ReferenceFlags.ESCROWED,
                ReferenceFlags.REVERTED,
                object,
                attribute,
                JsonIds.of(targets(exceptRejected, attribute)));
          }
          changeOpen(ReferenceFlags.ESCROWED, ReferenceFlags.ACCEPTED, object);
          noteExports(object);
        });
  }

  private static long[] targets(List<Change> changes, long attribute) {
    return changes.stream()
        .filter(change -> change.row() >>> TARGET_BITS == attribute)
        .mapToLong(change -> change.row() & (1L << TARGET_BITS) - 1)
        .toArray();
  }

  @Override
  public List<Change> escrowedChanges(long object, long afterRow, int limit) {
    return changes(object, afterRow, limit, 16, ReferenceFlags.ESCROWED);
  }

  @Override
  public List<Change> unappliedChanges(long object, long afterRow, int limit) {
    return changes(object, afterRow, limit, 4, ReferenceFlags.UNAPPLIED);
  }

  private List<Change> changes(long object, long afterRow, int limit, int add, String having) {
    return new ArrayList<>(
        database.list(
            "SELECT "
                + CHANGE_NUMBER
                + ", attribute, target, flags & ?2"
                + " FROM cs_reference INDEXED BY cs_reference_open WHERE object = ?1 AND "
                + ReferenceFlags.OPEN
                + " AND "
                + having
                + " AND (attribute, target) > (?3, ?4) ORDER BY attribute, target LIMIT ?5",
            row ->
                new Change(
                    row.getLong(1),
                    names.attribute(row.getLong(2)),
                    row.getLong(3),
                    row.getLong(4) != 0),
            object,
            add,
            afterRow >>> TARGET_BITS,
            afterRow & (1L << TARGET_BITS) - 1,
            limit));
  }

  @Override
  public boolean hasUnapplied(long object) {
    return anyOpen(object, ReferenceFlags.UNAPPLIED);
  }

  @Override
  public void markReferrersDirty(long target) {
    database.inTransaction(
        () ->
            database.update(
                "INSERT OR IGNORE INTO mv_dirty (id) SELECT o.metaverse FROM cs_reference r"
                    + " CROSS JOIN cs_object o ON o.id = r.object"
                    + " WHERE r.target = ? AND o.metaverse IS NOT NULL AND ("
                    + ReferenceFlags.IMPORTED
                    + " OR "
                    + ReferenceFlags.EXPECTED
                    + ")",
                target));
  }

  @Override
  public List<Long> referencing(long target, long afterId, int limit) {
    return database.list(
        "SELECT DISTINCT object FROM cs_reference WHERE target = ? AND object > ? AND ("
            + ReferenceFlags.IMPORTED
            + " OR "
            + ReferenceFlags.EXPECTED
            + ") ORDER BY object LIMIT ?",
        row -> row.getLong(1),
        target,
        afterId,
        limit);
  }

  @Override
  public void retarget(long from, long to) {
    if (from == to) {
      return;
    }
    database.inTransaction(
        () -> {
          database.update(
              "INSERT INTO cs_reference (object, attribute, target, flags, seen)"
                  + " SELECT object, attribute, ?, flags, seen FROM cs_reference WHERE target = ?"
                  + " ON CONFLICT (object, attribute, target) DO UPDATE SET"
                  + " flags = flags | excluded.flags, seen = max(seen, excluded.seen)",
              to,
              from);
          database.update("DELETE FROM cs_reference WHERE target = ?", from);
          summaries.anyChanged();
        });
  }

  boolean isTarget(long id) {
    return database.number("SELECT 1 FROM cs_reference WHERE target = ? LIMIT 1", id) != 0;
  }

  void removeAllOf(long object) {
    database.update("DELETE FROM cs_reference WHERE object = ?", object);
    summaries.changed(object);
    noteExports(object);
  }
}
