package dev.landfall.store.sql;

/** The rows of {@code cs_object}: narrow, to search by. */
final class CsHeads {
  private final Database database;

  CsHeads(Database database) {
    this.database = database;
  }

  void insert(long id, long connector, CsHead head) {
    CsHead.State state = head.state();
    database.update(
        "INSERT INTO cs_object (id, connector, anchor, dn_key, metaverse, kind, type, import_kind,"
            + " visit, operation, pending_export, deleting, explicit_disconnector,"
            + " transient_object) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        connector,
        head.keys().anchor(),
        head.keys().dnKey(),
        head.keys().metaverse(),
        state.kind(),
        state.type(),
        state.importKind(),
        state.visit(),
        state.operation(),
        state.exporting() ? 1 : 0,
        state.deleting(),
        state.explicitDisconnector(),
        state.transientObject());
  }

  /** Writes only the columns that differ. */
  void update(long id, CsHead before, CsHead after) {
    if (!before.keys().equals(after.keys())) {
      database.update(
          "UPDATE cs_object SET anchor = ?, dn_key = ?, metaverse = ? WHERE id = ?",
          after.keys().anchor(),
          after.keys().dnKey(),
          after.keys().metaverse(),
          id);
    }
    if (!before.state().equals(after.state())) {
      CsHead.State state = after.state();
      database.update(
          "UPDATE cs_object SET kind = ?, type = ?, import_kind = ?, visit = ?, operation = ?,"
              + " pending_export = (pending_export & 2) | ?, deleting = ?,"
              + " explicit_disconnector = ?, transient_object = ? WHERE id = ?",
          state.kind(),
          state.type(),
          state.importKind(),
          state.visit(),
          state.operation(),
          state.exporting() ? 1 : 0,
          state.deleting(),
          state.explicitDisconnector(),
          state.transientObject(),
          id);
    }
  }
}
