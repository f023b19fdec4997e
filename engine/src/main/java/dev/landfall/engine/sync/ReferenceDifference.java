package dev.landfall.engine.sync;

import dev.landfall.core.store.LongCursor;
import java.util.Arrays;

/**
 * The difference between the references an object is expected to have and those it should have: a
 * merge of two ascending streams of ids, in bounded memory whatever the size of the group.
 */
public final class ReferenceDifference {
  private static final int PORTION = 1_000;

  private final LongCursor expected;
  private final LongCursor wanted;
  private final long[] add = new long[PORTION];
  private final long[] remove = new long[PORTION];
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
        remove[removes++] = have;
        have = expected.next();
      } else if (have == LongCursor.END || want < have) {
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

  private void hand(Portion taker) {
    if (adds > 0 || removes > 0) {
      taker.accept(Arrays.copyOf(add, adds), Arrays.copyOf(remove, removes));
      adds = 0;
      removes = 0;
    }
  }
}
