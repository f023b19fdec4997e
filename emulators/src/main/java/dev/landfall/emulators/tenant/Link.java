package dev.landfall.emulators.tenant;

/** One relationship, present, hidden (its target is soft-deleted) or removed (a tombstone). */
final class Link {
  /** What a reader sees of the link. */
  enum State {
    PRESENT,
    HIDDEN,
    REMOVED
  }

  long sequence;
  State state;

  Link(long sequence, State state) {
    this.sequence = sequence;
    this.state = state;
  }
}
