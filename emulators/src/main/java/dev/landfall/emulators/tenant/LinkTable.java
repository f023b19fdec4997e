package dev.landfall.emulators.tenant;

import java.util.List;

/** Rows of relationships. Removed ones stay as tombstones, so that a delta query can tell them. */
final class LinkTable {
  /** What a reader sees of a link. */
  enum State {
    PRESENT,
    /** Its target is deleted but may be restored. */
    HIDDEN,
    REMOVED
  }

  /** One relationship with what a delta query shows of its target. */
  record Row(long target, String id, ObjectType type, boolean present) {}

  private final TenantDatabase database;

  LinkTable(TenantDatabase database) {
    this.database = database;
  }

  boolean linked(LinkKind kind, long source, long target) {
    return database.number(
            "SELECT 1 FROM link WHERE kind=? AND source=? AND target=? AND state=0",
            kind.ordinal(),
            source,
            target)
        == 1;
  }

  /** Adds a link; false when it is there already. */
  boolean add(LinkKind kind, long source, long target, long sequence) {
    return database.update(
            "INSERT INTO link VALUES(?,?,?,?,0) ON CONFLICT(kind, source, target) DO UPDATE SET"
                + " state=0, sequence=excluded.sequence WHERE state<>0",
            kind.ordinal(),
            source,
            target,
            sequence)
        > 0;
  }

  /** Removes a link; false when there is none. */
  boolean remove(LinkKind kind, long source, long target, long sequence) {
    return database.update(
            "UPDATE link SET state=2, sequence=? WHERE kind=? AND source=? AND target=? AND"
                + " state=0",
            sequence,
            kind.ordinal(),
            source,
            target)
        > 0;
  }

  /** Moves every link to a target from one state to another and tells the sources. */
  List<Long> turn(LinkKind kind, long target, State from, State to, long sequence) {
    List<Long> sources =
        database.list(
            "SELECT source FROM link WHERE kind=? AND target=? AND state=?",
            row -> row.getLong(1),
            kind.ordinal(),
            target,
            from.ordinal());
    database.update(
        "UPDATE link SET state=?, sequence=? WHERE kind=? AND target=? AND state=?",
        to.ordinal(),
        sequence,
        kind.ordinal(),
        target,
        from.ordinal());
    return sources;
  }

  /**
   * The next links of an object, by the number of the target.
   *
   * @param changedAfter 0 for the present ones, else those that changed after this sequence number,
   *     removed ones included
   */
  List<Row> next(LinkKind kind, long source, long after, long changedAfter, int limit) {
    String which = changedAfter > 0 ? "l.sequence>? AND l.sequence>1" : "l.state=0 AND ?=0";
    return database.list(
        "SELECT l.target, o.id, o.type, l.state FROM link l JOIN object o ON o.number=l.target"
            + " WHERE l.kind=? AND l.source=? AND l.target>? AND "
            + which
            + " ORDER BY l.target LIMIT ?",
        row ->
            new Row(
                row.getLong(1),
                row.getString(2),
                ObjectType.values()[row.getInt(3)],
                row.getInt(4) == State.PRESENT.ordinal()),
        kind.ordinal(),
        source,
        after,
        changedAfter,
        limit);
  }
}
