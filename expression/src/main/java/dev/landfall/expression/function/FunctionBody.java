package dev.landfall.expression.function;

import dev.landfall.expression.ExpressionValue;

/** The computation of a function. */
@FunctionalInterface
public interface FunctionBody {
  ExpressionValue apply(Arguments arguments);
}
