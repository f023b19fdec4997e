package dev.landfall.testkit.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

/** Remembers how to take back each change since a transaction began. */
final class UndoLog {
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private int depth;

  /** The depth at which transactions begin: 0, or 1 inside work that is to be rolled back. */
  private int outermost;

  <T> T inTransaction(Supplier<T> work) {
    int mark = undo.size();
    depth++;
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      depth--;
      if (depth == outermost) {
        if (!done) {
          takeBack(mark);
        }
        if (depth == 0) {
          undo.clear();
        }
      }
    }
  }

  /** Transactions in the work take back what they began when they fail, as in earnest. */
  <T> T rolledBack(Supplier<T> work) {
    if (depth > 0) {
      throw new IllegalStateException("Part of a transaction cannot be rolled back alone.");
    }
    depth++;
    outermost = 1;
    try {
      return work.get();
    } finally {
      depth--;
      outermost = 0;
      takeBack(0);
    }
  }

  private void takeBack(int mark) {
    while (undo.size() > mark) {
      undo.pop().run();
    }
  }

  /** Notes a step back; outside a transaction every change stands by itself. */
  void push(Runnable back) {
    if (depth > 0) {
      undo.push(back);
    }
  }

  <K, V> void put(Map<K, V> map, K key, V value) {
    V old = map.put(key, value);
    push(() -> restore(map, key, old));
  }

  <K, V> void remove(Map<K, V> map, K key) {
    V old = map.remove(key);
    if (old != null) {
      push(() -> map.put(key, old));
    }
  }

  private static <K, V> void restore(
      Map<K, V> map, K key, @org.jspecify.annotations.Nullable V old) {
    if (old == null) {
      map.remove(key);
    } else {
      map.put(key, old);
    }
  }
}
