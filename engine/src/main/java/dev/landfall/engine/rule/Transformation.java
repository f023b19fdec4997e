package dev.landfall.engine.rule;

import static java.util.Objects.requireNonNull;

import dev.landfall.core.value.AttributeName;
import java.util.List;
import java.util.function.Function;

/** Where the value of an attribute flow comes from. */
public sealed interface Transformation {

  /** Calls the branch for this variant; a new variant breaks every caller at compile time. */
  <R> R fold(
      Function<Direct, R> direct, Function<Constant, R> constant, Function<Computed, R> computed);

  /** Copies an attribute as it is. */
  record Direct(AttributeName source) implements Transformation {
    public Direct {
      requireNonNull(source, "source");
    }

    @Override
    public <R> R fold(
        Function<Direct, R> direct,
        Function<Constant, R> constant,
        Function<Computed, R> computed) {
      return direct.apply(this);
    }
  }

  /** Writes the same text to every object in scope, converted to the type of the target. */
  record Constant(String text) implements Transformation {
    public Constant {
      requireNonNull(text, "text");
    }

    @Override
    public <R> R fold(
        Function<Direct, R> direct,
        Function<Constant, R> constant,
        Function<Computed, R> computed) {
      return constant.apply(this);
    }
  }

  /**
   * Evaluates an expression of the Connect dialect.
   *
   * @param sources the attributes that the file names as sources; kept for the way back only, since
   *     files leave some out
   */
  record Computed(String expression, List<AttributeName> sources) implements Transformation {
    public Computed {
      requireNonNull(expression, "expression");
      sources = List.copyOf(sources);
    }

    @Override
    public <R> R fold(
        Function<Direct, R> direct,
        Function<Constant, R> constant,
        Function<Computed, R> computed) {
      return computed.apply(this);
    }
  }
}
