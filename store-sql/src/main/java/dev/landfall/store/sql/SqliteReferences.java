package dev.landfall.store.sql;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.References;
import dev.landfall.core.value.AttributeName;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reference rows. Every change is a set statement: many targets travel as one parameter. A row that
 * is in no state any more is deleted.
 */
final class SqliteReferences implements References {
  private final Database database;
  private final Names names;
  private final SqliteConnectorSpace space;
  private final ReferenceSummaries summaries;
  private final ReferenceRows rows;
  private final ImportedRows imported;
  private final ExportedRows exported;

  SqliteReferences(Database database, Names names, SqliteConnectorSpace space) {
    this.database = database;
    this.names = names;
    this.space = space;
    this.summaries = new ReferenceSummaries(database, names);
    this.rows = new ReferenceRows(database, summaries);
    this.imported = new ImportedRows(database, names, space, summaries, rows);
    this.exported = new ExportedRows(database, names, summaries, rows);
  }

  @Override
  public Staged stageImported(
      long object, AttributeName attribute, long[] present, long[] removed, long importNumber) {
    return imported.stageImported(object, attribute, present, removed, importNumber);
  }

  @Override
  public Staged sweep(long object, AttributeName attribute, long importNumber) {
    return imported.sweep(object, attribute, importNumber);
  }

  @Override
  public Set<Long> sweepUnseen(long importNumber) {
    return imported.sweepUnseen(importNumber);
  }

  @Override
  public void markSynchronized(long object) {
    imported.markSynchronized(object);
  }

  @Override
  public boolean pendingImport(long object) {
    return imported.pendingImport(object);
  }

  @Override
  public long importedCount(long object, AttributeName attribute) {
    return imported.importedCount(object, attribute);
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
                    + ReferenceRows.OF_ATTRIBUTE
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

  /** Counts what is wanted, what is there and what is both, all inside the database. */
  @Override
  public List<Wanted> misaligned(List<Wanted> wanted) {
    return wanted.isEmpty()
        ? List.of()
        : database.list(
            "SELECT w.key FROM json_each(?1) w WHERE (SELECT count(*) FROM cs_reference e"
                + " WHERE e.object = w.value ->> 0 AND e.attribute = w.value ->> 1 AND "
                + ReferenceFlags.of("e", ReferenceFlags.EXPECTED)
                // Wanted in the upper half, both wanted and there in the lower half.
                + ") * 4294967297 <> (SELECT count(*) * 4294967296 + count(e.target)"
                + " FROM cs_reference r CROSS JOIN cs_object t ON t.id = r.target"
                + " CROSS JOIN cs_object o ON o.metaverse = t.metaverse AND o.connector = ?2"
                + " LEFT JOIN cs_reference e ON e.object = w.value ->> 0"
                + " AND e.attribute = w.value ->> 1 AND e.target = o.id AND "
                + ReferenceFlags.of("e", ReferenceFlags.EXPECTED)
                + " WHERE r.object = w.value ->> 2 AND r.attribute = w.value ->> 3"
                + " AND o.deleting = 0 AND "
                + ReferenceFlags.of("r", ReferenceFlags.EXPECTED)
                + ")",
            row -> wanted.get(row.getInt(1)),
            json(wanted),
            names.id(space.connector().value()));
  }

  private String json(List<Wanted> wanted) {
    StringBuilder json = new StringBuilder(wanted.size() * 24).append('[');
    for (Wanted one : wanted) {
      json.append(json.length() > 1 ? ",[" : "[").append(one.object()).append(',');
      json.append(names.id(one.attribute())).append(',');
      json.append(one.source().map(ReferenceSource::csObject).orElse(0L)).append(',');
      json.append(one.source().map(source -> names.id(source.attribute())).orElse(0L)).append(']');
    }
    return json.append(']').toString();
  }

  @Override
  public void stageExport(long object, AttributeName attribute, long[] add, long[] remove) {
    exported.stageExport(object, attribute, add, remove);
  }

  @Override
  public void dropUnapplied(long object) {
    exported.dropUnapplied(object);
  }

  @Override
  public void escrow(long object) {
    exported.escrow(object);
  }

  @Override
  public void revertEscrow(long object) {
    exported.revertEscrow(object);
  }

  @Override
  public void accepted(long object, List<Change> exceptRejected) {
    exported.accepted(object, exceptRejected);
  }

  @Override
  public List<Change> escrowedChanges(long object, long afterRow, int limit) {
    return exported.escrowedChanges(object, afterRow, limit);
  }

  @Override
  public List<Change> unappliedChanges(long object, long afterRow, int limit) {
    return exported.unappliedChanges(object, afterRow, limit);
  }

  @Override
  public boolean hasUnapplied(long object) {
    return exported.hasUnapplied(object);
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
    rows.noteExports(object);
  }
}
