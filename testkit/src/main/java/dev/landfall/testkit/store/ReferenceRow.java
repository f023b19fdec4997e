package dev.landfall.testkit.store;

import dev.landfall.core.store.References.Staged;

/**
 * What is known of one reference: in which states it is, as bits, and how each event changes them.
 *
 * @param number of the row, by which changes are put in order
 * @param seen the number of the last import that showed it
 */
record ReferenceRow(int flags, long number, long seen) {
  static final int IMPORTED = 1;
  static final int SYNCHRONIZED = 2;
  static final int UNAPPLIED_ADD = 4;
  static final int UNAPPLIED_REMOVE = 8;
  static final int ESCROWED_ADD = 16;
  static final int ESCROWED_REMOVE = 32;
  static final int UNCONFIRMED_ADD = 64;
  static final int UNCONFIRMED_REMOVE = 128;
  static final int UNAPPLIED = UNAPPLIED_ADD | UNAPPLIED_REMOVE;
  static final int ESCROWED = ESCROWED_ADD | ESCROWED_REMOVE;

  /** A row after an event, and what the event means. */
  record After(ReferenceRow row, Staged staged) {}

  boolean has(int any) {
    return (flags & any) != 0;
  }

  ReferenceRow with(int newFlags) {
    return new ReferenceRow(newFlags, number, seen);
  }

  /** Whether the connected system has it, or will once everything pending is done. */
  boolean expected() {
    return has(UNAPPLIED_ADD)
        || (has(IMPORTED | ESCROWED_ADD | UNCONFIRMED_ADD)
            && !has(UNAPPLIED_REMOVE | ESCROWED_REMOVE | UNCONFIRMED_REMOVE));
  }

  boolean pendingImport() {
    return has(IMPORTED) != has(SYNCHRONIZED);
  }

  /** An import did not show it, though it should have. */
  boolean unseenBy(long importNumber) {
    return has(IMPORTED | UNCONFIRMED_ADD) && seen != importNumber;
  }

  /** An import shows it. */
  After shown(long importNumber) {
    boolean disappointed = has(UNCONFIRMED_REMOVE);
    boolean again = disappointed && !has(UNAPPLIED | ESCROWED);
    int now =
        (flags | IMPORTED) & ~(UNCONFIRMED_ADD | UNCONFIRMED_REMOVE | UNAPPLIED_ADD)
            | (again ? UNAPPLIED_REMOVE : 0);
    return new After(
        new ReferenceRow(now, number, importNumber),
        new Staged(!has(IMPORTED) || disappointed, disappointed));
  }

  /** An import tells that it is not there. */
  After missed() {
    boolean disappointed = has(UNCONFIRMED_ADD);
    boolean again = disappointed && !has(UNAPPLIED | ESCROWED);
    int now =
        flags & ~(IMPORTED | UNCONFIRMED_ADD | UNCONFIRMED_REMOVE | UNAPPLIED_REMOVE)
            | (again ? UNAPPLIED_ADD : 0);
    return new After(with(now), new Staged(has(IMPORTED) || disappointed, disappointed));
  }

  ReferenceRow synchronizedNow() {
    return with(has(IMPORTED) ? flags | SYNCHRONIZED : flags & ~SYNCHRONIZED);
  }

  /** A change is wanted; one that only takes back another undoes that. */
  ReferenceRow wanted(int change, int opposite) {
    return with(has(opposite) ? flags & ~opposite : flags | change);
  }

  ReferenceRow sent() {
    return with((flags & ~UNAPPLIED) | ((flags & UNAPPLIED) << 2));
  }

  ReferenceRow accepted() {
    return with(
        flags & ~(ESCROWED | UNCONFIRMED_ADD | UNCONFIRMED_REMOVE) | (flags & ESCROWED) << 2);
  }

  /** Back to unapplied, unless something newer was staged meanwhile. */
  ReferenceRow reverted() {
    return with(
        has(UNAPPLIED) ? flags & ~ESCROWED : (flags & ~ESCROWED) | ((flags & ESCROWED) >> 2));
  }

  /** Two rows that turn out to be one. */
  ReferenceRow merged(ReferenceRow other) {
    return new ReferenceRow(flags | other.flags, number, Math.max(seen, other.seen));
  }
}
