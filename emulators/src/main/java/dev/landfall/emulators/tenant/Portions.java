package dev.landfall.emulators.tenant;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** Objects in order of their numbers, read in portions: no cursor stays open in between. */
final class Portions implements Iterator<Entity> {
  static final int SIZE = 500;

  private final LongFunction<List<Entity>> next;
  private List<Entity> portion = List.of();
  private int position;
  private long last;
  private boolean ended;

  /** Begins before every object. */
  Portions(LongFunction<List<Entity>> next) {
    this(0, next);
  }

  /**
   * Begins after a number.
   *
   * @param next gives at most {@link #SIZE} objects after a number
   */
  Portions(long after, LongFunction<List<Entity>> next) {
    this.last = after;
    this.next = next;
  }

  @Override
  public boolean hasNext() {
    if (position == portion.size() && !ended) {
      portion = next.apply(last);
      position = 0;
      ended = portion.size() < SIZE;
    }
    return position < portion.size();
  }

  @Override
  public Entity next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Entity entity = portion.get(position++);
    last = entity.number;
    return entity;
  }
}
