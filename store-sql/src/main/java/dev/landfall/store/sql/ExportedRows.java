package dev.landfall.store.sql;

import dev.landfall.core.store.References.Change;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The life of an exported reference: unapplied, escrowed, unconfirmed. The number of a change is
 * its attribute and target, which is also the order of the table.
 */
final class ExportedRows {
  /** Targets have the low bits of a change's number. */
  private static final int TARGET_BITS = 44;

  private static final String CHANGE_NUMBER = "((attribute << " + TARGET_BITS + ") | target)";

  private final Database database;
  private final Names names;
  private final ReferenceSummaries summaries;
  private final ReferenceRows rows;

  ExportedRows(Database database, Names names, ReferenceSummaries summaries, ReferenceRows rows) {
    this.database = database;
    this.names = names;
    this.summaries = summaries;
    this.rows = rows;
  }

  void stageExport(long object, AttributeName attribute, long[] add, long[] remove) {
    ReferenceSummaries.Summary known = summaries.known(object);
    // Nothing is under way that could be undone, nor does one change here undo another.
    boolean plain = known != null && known.atRest() && (add.length == 0 || remove.length == 0);
    database.inTransaction(
        () -> {
          summaries.changed(object);
          stage(object, attribute, add, 4, ReferenceFlags.STAGED_ADD);
          stage(object, attribute, remove, 8, ReferenceFlags.STAGED_REMOVE);
          if (plain) {
            rows.noteExports(object, add.length + remove.length > 0);
          } else {
            dropUndone(object, attribute, add);
            dropUndone(object, attribute, remove);
            rows.noteExports(object);
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
          "DELETE FROM cs_reference WHERE " + ReferenceRows.OF_TARGETS + " AND flags = 0",
          object,
          names.id(attribute),
          JsonIds.of(targets));
    }
  }

  void dropUnapplied(long object) {
    exportChange(ReferenceFlags.UNAPPLIED, ReferenceFlags.DROPPED, object);
  }

  void escrow(long object) {
    exportChange(ReferenceFlags.UNAPPLIED, ReferenceFlags.SENDING, object);
  }

  void revertEscrow(long object) {
    exportChange(ReferenceFlags.ESCROWED, ReferenceFlags.REVERTED, object);
  }

  private void exportChange(String having, String flags, long object) {
    if (rows.anyOpen(object, having)) {
      database.inTransaction(
          () -> {
            rows.changeOpen(having, flags, object);
            rows.noteExports(object);
          });
    }
  }

  void accepted(long object, List<Change> exceptRejected) {
    database.inTransaction(
        () -> {
          Set<Long> attributes = new HashSet<>();
          exceptRejected.forEach(change -> attributes.add(change.row() >>> TARGET_BITS));
          for (long attribute : attributes) {
            rows.change(
                ReferenceRows.OF_TARGETS + " AND " + ReferenceFlags.ESCROWED,
                ReferenceFlags.REVERTED,
                object,
                attribute,
                JsonIds.of(targets(exceptRejected, attribute)));
          }
          rows.changeOpen(ReferenceFlags.ESCROWED, ReferenceFlags.ACCEPTED, object);
          rows.noteExports(object);
        });
  }

  private static long[] targets(List<Change> changes, long attribute) {
    return changes.stream()
        .filter(change -> change.row() >>> TARGET_BITS == attribute)
        .mapToLong(change -> change.row() & (1L << TARGET_BITS) - 1)
        .toArray();
  }

  List<Change> escrowedChanges(long object, long afterRow, int limit) {
    return changes(object, afterRow, limit, 16, ReferenceFlags.ESCROWED);
  }

  List<Change> unappliedChanges(long object, long afterRow, int limit) {
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

  boolean hasUnapplied(long object) {
    return rows.anyOpen(object, ReferenceFlags.UNAPPLIED);
  }
}
