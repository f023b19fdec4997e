package dev.landfall.expression.plan;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.function.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings collections to functions and operators that take single values, for collections that come
 * from elsewhere than an attribute (that is {@link Lift}'s part): a variable, Split, a branch.
 */
final class Singles {
  private Singles() {}

  /**
   * @param single which of the values must be single
   * @param computation called with single values, once or once per value of the collection
   */
  static ExpressionValue apply(
      Dialect dialect,
      ExpressionValue[] values,
      boolean[] single,
      Frame frame,
      Function<ExpressionValue[], ExpressionValue> computation) {
    @Nullable Multi collection = null;
    for (int i = 0; i < values.length; i++) {
      if (single[i] && values[i] instanceof Multi) {
        if (dialect == Dialect.CLOUD_SYNC) {
          values[i] = first(values[i]);
        } else if (collection != null && collection != values[i]) {
          throw Fault.TWO_LIFTED_ATTRIBUTES.because(
              "Two different collections stand where single values are wanted.");
        } else {
          collection = (Multi) values[i];
        }
      }
    }
    if (collection == null) {
      return computation.apply(values);
    }
    List<ExpressionValue> results = new ArrayList<>();
    for (ExpressionValue value : collection.values()) {
      frame.budget.step();
      ExpressionValue[] each = values.clone();
      for (int i = 0; i < each.length; i++) {
        if (single[i] && each[i] == collection) {
          each[i] = value;
        }
      }
      Lift.collect(Node.notSteering(computation.apply(each)), results, frame);
    }
    return new Multi(results);
  }

  /** Cloud Sync: the first value stands for the collection. */
  static ExpressionValue first(ExpressionValue value) {
    if (!(value instanceof Multi)) {
      return value;
    }
    List<ExpressionValue> values = ((Multi) value).values();
    return values.isEmpty() ? ExpressionValue.NULL : values.get(0);
  }
}
