package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.List;

/** Whole numbers of 64 bits. */
final class MathFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Math");

  private MathFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("num BitAnd(num value1, num value2)", "The bits both have.")
              .example("BitAnd(12,10)", "8")
              .anyNullGives(NULL)
              .computes(a -> of(a.number(0) & a.number(1))),
          IN.row("num BitOr(num value1, num value2)", "The bits either has.")
              .example("BitOr(&H2A,&H15)", "63")
              .anyNullGives(NULL)
              .computes(a -> of(a.number(0) | a.number(1))),
          IN.row("num RandomNum(num start, num end)", "A random number, both ends included.")
              .example("RandomNum(5,5)", "5")
              .varies()
              .computes(MathFunctions::random));

  private static ExpressionValue random(Arguments a) {
    long start = a.number(0);
    long end = a.number(1);
    if (start > end) {
      throw a.invalid(0, "is " + start + ", above the end " + end + ".");
    }
    if (start == Long.MIN_VALUE && end == Long.MAX_VALUE) {
      return of(a.context().random().nextLong());
    }
    // The upper bound is exclusive, so the largest number needs a shifted draw.
    return of(
        end < Long.MAX_VALUE
            ? a.context().random().nextLong(start, end + 1)
            : a.context().random().nextLong(start - 1, end) + 1);
  }
}
