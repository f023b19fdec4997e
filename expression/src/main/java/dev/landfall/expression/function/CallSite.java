package dev.landfall.expression.function;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last thing a call derived from an argument, such as a compiled pattern: arguments
 * of that kind are nearly always literals. Safe for several threads: they may at worst derive it
 * twice.
 */
public final class CallSite {
  private record Memo(String key, Object derived) {}

  private volatile @Nullable Memo last;

  @SuppressWarnings("unchecked")
  public <T> T derive(String key, Function<String, T> derivation) {
    Memo memo = last;
    if (memo == null || !memo.key.equals(key)) {
      memo = new Memo(key, derivation.apply(key));
      last = memo;
    }
    return (T) memo.derived;
  }
}
