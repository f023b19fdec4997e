package dev.landfall.expression;

import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where an evaluation reads. An implementation looks a name up case-insensitively, or finds the
 * value by {@link AttributeReference#index()}. One evaluation asks for the same attribute once.
 */
public interface EvaluationContext {
  /** The value, or {@link ExpressionValue#NULL} when absent. */
  ExpressionValue attribute(AttributeReference attribute);

  /** The value an import confirmed, or {@link ExpressionValue#NULL} when absent. */
  ExpressionValue importedValue(AttributeReference attribute);

  /** How many values the attribute has, from the stored count: members are not materialised. */
  long valueCount(AttributeReference attribute);

  /** Empty means undefined, which is an evaluation error. */
  Optional<ExpressionValue> parameter(String name);

  Clock clock();

  RandomGenerator random();

  /**
   * Whether the target already holds this value, for {@code SelectUniqueValue}. Our choice: a
   * context without a target answers no, so a preview shows the first candidate.
   */
  default boolean inUse(String candidate) {
    return false;
  }
}
