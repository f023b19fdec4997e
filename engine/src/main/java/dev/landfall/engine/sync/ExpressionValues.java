package dev.landfall.engine.sync;

import dev.landfall.core.value.Value;
import dev.landfall.expression.ExpressionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Between the values of attributes and the values of the expression language. */
final class ExpressionValues {
  private ExpressionValues() {}

  /** A list as the language sees it: nothing, one value, or a collection. */
  static ExpressionValue of(List<Value> values) {
    if (values.isEmpty()) {
      return ExpressionValue.NULL;
    }
    if (values.size() == 1) {
      return of(values.get(0));
    }
    return new ExpressionValue.Multi(values.stream().map(ExpressionValues::of).toList());
  }

  private static ExpressionValue of(Value value) {
    if (value instanceof Value.Text text) {
      return new ExpressionValue.Text(text.text());
    }
    if (value instanceof Value.Number number) {
      return new ExpressionValue.Num(number.number());
    }
    if (value instanceof Value.Bool bool) {
      return new ExpressionValue.Bool(bool.value());
    }
    return new ExpressionValue.Bin(((Value.Binary) value).bytes());
  }

  /** The values to store; empty if one of them is a date, which no attribute can hold. */
  static Optional<List<Value>> toValues(ExpressionValue value) {
    List<Value> values = new ArrayList<>();
    List<ExpressionValue> parts =
        value instanceof ExpressionValue.Multi multi ? multi.values() : List.of(value);
    for (ExpressionValue part : parts) {
      if (part instanceof ExpressionValue.Text text) {
        values.add(Value.of(text.text()));
      } else if (part instanceof ExpressionValue.Num number) {
        values.add(Value.of(number.number()));
      } else if (part instanceof ExpressionValue.Bool bool) {
        values.add(Value.of(bool.value()));
      } else if (part instanceof ExpressionValue.Bin bin) {
        values.add(Value.of(bin.bytes()));
      } else if (part instanceof ExpressionValue.Ref ref) {
        values.add(Value.of(ref.dn()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
