package dev.landfall.engine.sync;

import dev.landfall.core.store.LongCursor;
import java.util.Arrays;

/**
 * The difference between the references an object is expected to have and those it should have: a
 * merge of two ascending streams of ids, in bounded memory whatever the size of the group.
 */
public final class ReferenceDifference {
  private static final int PORTION = 1_000;

  /** Most objects differ by nothing or by little. */
  private static final int FIRST = 8;

  private final LongCursor expected;
  private final LongCursor wanted;
  private long[] add = new long[FIRST];
  private long[] remove = new long[FIRST];
  private int adds;
  private int removes;

  private ReferenceDifference(LongCursor expected, LongCursor wanted) {
    this.expected = expected;
    this.wanted = wanted;
  }

  public static ReferenceDifference between(LongCursor expected, LongCursor wanted) {
    return new ReferenceDifference(expected, wanted);
  }

  /** Takes some targets to add and some to remove. */
  public interface Portion {
    void accept(long[] add, long[] remove);
  }

  /**
   * Walks both streams to their ends first and hands over afterwards what fits one portion; only a
   * larger difference is handed over on the way. The taker may change what the streams read from.
   */
  public void inPortions(Portion taker) {
    long have = expected.next();
    long want = wanted.next();
    while (have != LongCursor.END || want != LongCursor.END) {
      if (want == LongCursor.END || (have != LongCursor.END && have < want)) {
        remove = room(remove, removes);
        remove[removes++] = have;
        have = expected.next();
      } else if (have == LongCursor.END || want < have) {
        add = room(add, adds);
        add[adds++] = want;
        want = wanted.next();
      } else {
        have = expected.next();
        want = wanted.next();
      }
      if (adds == PORTION || removes == PORTION) {
        hand(taker);
      }
    }
    hand(taker);
  }

  private static long[] room(long[] targets, int used) {
    return used < targets.length
        ? targets
        : Arrays.copyOf(targets, Math.min(PORTION, targets.length * 4));
  }

  private void hand(Portion taker) {
    if (adds > 0 || removes > 0) {
      taker.accept(Arrays.copyOf(add, adds), Arrays.copyOf(remove, removes));
      adds = 0;
      removes = 0;
    }
  }
}
