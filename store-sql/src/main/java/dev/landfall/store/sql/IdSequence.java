package dev.landfall.store.sql;

/**
 * Gives out object ids, one sequence for all tables; an id is never used twice. Blocks are reserved
 * ahead, so that an insert needs no further statement.
 */
final class IdSequence {
  private static final long BLOCK = 1_000;

  private final Database database;
  private long last;
  private long reserved;

  IdSequence(Database database) {
    this.database = database;
    last = database.number("SELECT reserved FROM id_sequence");
    reserved = last;
    database.onRollback(() -> reserved = last);
  }

  long next() {
    if (last >= reserved) {
      reserved = last + BLOCK;
      database.update("UPDATE id_sequence SET reserved = ?", reserved);
    }
    return ++last;
  }
}
