package dev.landfall.expression;

import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where an evaluation reads. Names come as written in the expression; implementations look them up
 * case-insensitively. One evaluation asks for the same name once.
 */
public interface EvaluationContext {
  /** The value, or {@link ExpressionValue#NULL} when absent. */
  ExpressionValue attribute(String name);

  /** The value an import confirmed, or {@link ExpressionValue#NULL} when absent. */
  ExpressionValue importedValue(String name);

  /** How many values the attribute has, from the stored count: members are not materialised. */
  long valueCount(String name);

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
