package dev.landfall.expression;

import static java.util.Objects.requireNonNull;

/** What an attribute flow does with the result of its expression. */
public sealed interface Outcome
    permits Outcome.Value, Outcome.Null, Outcome.AuthoritativeNull, Outcome.Ignore {

  /** Contributes this value: never NULL, never {@code ""}, never an empty collection. */
  record Value(ExpressionValue value) implements Outcome {
    public Value {
      requireNonNull(value, "value");
    }
  }

  /** Contributes nothing; flows of lower precedence get their turn. */
  record Null() implements Outcome {}

  /** Removes the value and stops flows of lower precedence. */
  record AuthoritativeNull() implements Outcome {}

  /** Leaves the target as it is. */
  record Ignore() implements Outcome {}
}
