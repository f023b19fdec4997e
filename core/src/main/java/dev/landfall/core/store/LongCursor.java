package dev.landfall.core.store;

/** A stream of ids in ascending order. */
public interface LongCursor extends AutoCloseable {
  /** No more ids. */
  long END = -1;

  /** The next id, or {@link #END}. */
  long next();

  @Override
  default void close() {}
}
