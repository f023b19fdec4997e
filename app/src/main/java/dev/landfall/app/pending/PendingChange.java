package dev.landfall.app.pending;

import dev.landfall.core.value.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One changed attribute of a pending export, or one added or removed reference.
 *
 * @param reference whether the values are DNs of other objects
 */
public record PendingChange(
    String attribute,
    Modification modification,
    List<Value> before,
    List<Value> after,
    boolean reference) {

  /** AMODT: what happens to the attribute, or to the one value of a reference. */
  public enum Modification {
    ADD,
    UPDATE,
    DELETE
  }

  public PendingChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Several values in one cell. */
  static String text(List<Value> values) {
    return values.stream().map(Value::text).collect(Collectors.joining("; "));
  }
}
