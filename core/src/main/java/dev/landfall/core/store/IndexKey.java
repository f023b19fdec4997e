package dev.landfall.core.store;

import dev.landfall.core.value.Value;
import java.util.Base64;
import java.util.Locale;

/**
 * The form of a value in a join index. Text ignores case (a case-sensitive join compares the
 * candidates again); the types are apart, so that text never finds a binary.
 */
public final class IndexKey {
  private IndexKey() {}

  public static String of(Value value) {
    if (value instanceof Value.Binary binary) {
      return "b:" + Base64.getEncoder().withoutPadding().encodeToString(binary.bytes());
    }
    return "t:" + value.text().toLowerCase(Locale.ROOT);
  }
}
