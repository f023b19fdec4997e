package dev.landfall.store.sql;

import org.jspecify.annotations.Nullable;

/** What imports, exports and synchronization do alike to reference rows. */
final class ReferenceRows {
  static final String OF_ATTRIBUTE = "object = ? AND attribute = ?";

  static final String OF_TARGETS = OF_ATTRIBUTE + " AND target IN (SELECT value FROM json_each(?))";

  private static final String OPEN_ROWS =
      " FROM cs_reference INDEXED BY cs_reference_open WHERE object = ? AND "
          + ReferenceFlags.OPEN
          + " AND ";

  private final Database database;
  private final ReferenceSummaries summaries;

  ReferenceRows(Database database, ReferenceSummaries summaries) {
    this.database = database;
    this.summaries = summaries;
  }

  /** Changes rows and deletes those left without any state. */
  void change(String where, String flags, @Nullable Object... parameters) {
    database.update(
        "DELETE FROM cs_reference WHERE " + where + " AND (" + flags + ") = 0", parameters);
    database.update("UPDATE cs_reference SET flags = " + flags + " WHERE " + where, parameters);
  }

  /** As {@link #change}, for the rows of an object that are not at rest. */
  void changeOpen(String having, String flags, long object) {
    deleteOpen(having, flags, object);
    updateOpen(having, flags, object);
  }

  void deleteOpen(String having, String flags, long object) {
    summaries.changed(object);
    database.update(
        "DELETE FROM cs_reference INDEXED BY cs_reference_open"
            + openRows(having)
            + " AND ("
            + flags
            + ") = 0",
        object);
  }

  void updateOpen(String having, String flags, long object) {
    summaries.changed(object);
    database.update(
        "UPDATE cs_reference INDEXED BY cs_reference_open SET flags = " + flags + openRows(having),
        object);
  }

  private static String openRows(String having) {
    return " WHERE object = ? AND " + ReferenceFlags.OPEN + " AND " + having;
  }

  boolean anyOpen(long object, String having) {
    return database.number("SELECT 1" + OPEN_ROWS + having + " LIMIT 1", object) != 0;
  }

  /** Keeps the mark by which scans find objects with references to export. */
  void noteExports(long object) {
    noteExports(object, anyOpen(object, ReferenceFlags.EXPORT_PENDING));
  }

  void noteExports(long object, boolean pending) {
    int mark = pending ? 2 : 0;
    database.update(
        "UPDATE cs_object SET pending_export = (pending_export & 1) | ?"
            + " WHERE id = ? AND (pending_export & 2) <> ?",
        mark,
        object,
        mark);
  }
}
