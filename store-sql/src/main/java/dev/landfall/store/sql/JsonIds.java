package dev.landfall.store.sql;

import java.util.Arrays;

/** Many ids as one statement parameter, for {@code json_each}. */
final class JsonIds {
  private JsonIds() {}

  /** Sorted, so that the database walks its trees in one direction. */
  static String of(long[] ids) {
    long[] sorted = ids.clone();
    Arrays.sort(sorted);
    StringBuilder json = new StringBuilder(sorted.length * 8 + 2).append('[');
    for (int i = 0; i < sorted.length; i++) {
      if (i > 0) {
        json.append(',');
      }
      json.append(sorted[i]);
    }
    return json.append(']').toString();
  }
}
