package dev.landfall.expression.check;

import static dev.landfall.expression.function.ParameterKinds.ANY;
import static dev.landfall.expression.function.ParameterKinds.exactly;
import static dev.landfall.expression.function.ParameterType.BIN;
import static dev.landfall.expression.function.ParameterType.BOOL;
import static dev.landfall.expression.function.ParameterType.DT;
import static dev.landfall.expression.function.ParameterType.ENUM;
import static dev.landfall.expression.function.ParameterType.NUM;
import static dev.landfall.expression.function.ParameterType.REF;
import static dev.landfall.expression.function.ParameterType.STR;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.ParameterKinds;
import dev.landfall.expression.function.ParameterType;
import dev.landfall.expression.parse.Ast;
import dev.landfall.expression.parse.Operator;
import java.util.List;
import java.util.Set;

/**
 * Compares what is wanted with what is known to come, in the strict dialect: Cloud Sync converts.
 * Attributes and parameters may hold anything, so only what functions and literals give is known.
 */
final class TypeCheck {
  private static final ParameterKinds JOINED =
      new ParameterKinds(ParameterType.ONE, Set.of(STR, NUM, REF, BIN));
  private static final ParameterKinds TEXT_OR_BINARY =
      new ParameterKinds(ParameterType.ONE, Set.of(STR, BIN));
  private static final ParameterKinds ORDERED =
      new ParameterKinds(ParameterType.ONE, Set.of(STR, NUM, DT));

  private final boolean strict;
  private final List<ExpressionProblem> problems;

  TypeCheck(Dialect dialect, List<ExpressionProblem> problems) {
    this.strict = dialect == Dialect.CONNECT;
    this.problems = problems;
  }

  static ParameterKinds kinds(ExpressionValue value) {
    if (value instanceof ExpressionValue.Text) {
      return exactly(STR);
    }
    if (value instanceof ExpressionValue.Num) {
      return exactly(NUM);
    }
    if (value instanceof ExpressionValue.Bool) {
      return exactly(BOOL);
    }
    boolean member =
        value instanceof ExpressionValue.Symbol && !((ExpressionValue.Symbol) value).steersFlow();
    // NULL goes nearly everywhere; AuthoritativeNull and IgnoreThisFlow are checked at run time.
    return member ? exactly(ENUM) : ANY;
  }

  void argument(FunctionDefinition function, int i, Ast argument, ParameterKinds actual) {
    FunctionDefinition.FormalParameter parameter = function.parameter(i);
    ParameterKinds wanted = parameter.kinds();
    if (!wanted.mayTake(actual)) {
      mismatch(
          "Argument "
              + (i + 1)
              + " ("
              + parameter.name()
              + ") of \""
              + function.name()
              + "\" is "
              + actual.words()
              + ", but "
              + wanted.words()
              + " is wanted.",
          argument,
          conversion(wanted, actual));
    }
  }

  ParameterKinds negate(Ast.Negate minus, ParameterKinds operand) {
    side(minus, "-", "the operand", exactly(NUM), operand);
    return exactly(NUM);
  }

  /** Reports what cannot go together, and tells what comes out. */
  ParameterKinds operator(Ast.Binary binary, ParameterKinds left, ParameterKinds right) {
    Operator operator = binary.operator();
    if (operator == Operator.CONCAT) {
      return concatenation(binary, left, right);
    }
    if (operator.isComparison()) {
      comparison(binary, left, right);
      return exactly(BOOL);
    }
    ParameterKinds wanted = exactly(operator.isLogical() ? BOOL : NUM);
    both(binary, wanted, left, right);
    return wanted;
  }

  private ParameterKinds concatenation(
      Ast.Binary binary, ParameterKinds left, ParameterKinds right) {
    both(binary, JOINED, left, right);
    boolean binaryLeft = left.accepted().equals(Set.of(BIN));
    boolean binaryRight = right.accepted().equals(Set.of(BIN));
    boolean textLeft = !left.any() && !left.accepted().contains(BIN);
    boolean textRight = !right.any() && !right.accepted().contains(BIN);
    if ((binaryLeft && textRight) || (textLeft && binaryRight)) {
      mismatch("\"&\" joins binary with binary only, not with text.", binary, "");
    }
    if (binaryLeft && binaryRight) {
      return exactly(BIN);
    }
    return textLeft || textRight ? exactly(STR) : TEXT_OR_BINARY;
  }

  private void comparison(Ast.Binary binary, ParameterKinds left, ParameterKinds right) {
    String sign = binary.operator().sign();
    boolean equality =
        binary.operator() == Operator.EQUAL || binary.operator() == Operator.NOT_EQUAL;
    if (!left.mayTake(right)) {
      mismatch(
          "\"" + sign + "\" cannot compare " + left.words() + " with " + right.words() + ".",
          binary,
          conversion(left, right));
    } else if (!equality) {
      both(binary, ORDERED, left, right);
    }
  }

  private void both(
      Ast.Binary binary, ParameterKinds wanted, ParameterKinds left, ParameterKinds right) {
    String sign = binary.operator().sign();
    side(binary, sign, "its left side", wanted, left);
    side(binary, sign, "its right side", wanted, right);
  }

  private void side(
      Ast place, String sign, String side, ParameterKinds wanted, ParameterKinds actual) {
    if (!wanted.mayTake(actual)) {
      mismatch(
          "\""
              + sign
              + "\" wants "
              + wanted.words()
              + ", but "
              + side
              + " is "
              + actual.words()
              + ".",
          place,
          conversion(wanted, actual));
    }
  }

  /** The function that makes one of the other. */
  private static String conversion(ParameterKinds wanted, ParameterKinds actual) {
    Set<ParameterType> from = actual.accepted();
    if (wanted.accepted().contains(STR)) {
      return from.contains(DT)
          ? "FormatDateTime makes text of it."
          : from.contains(NUM) || from.contains(BOOL) ? "CStr makes text of it." : "";
    }
    if (wanted.accepted().contains(NUM)) {
      return from.contains(STR) || from.contains(BIN) ? "CNum makes a number of it." : "";
    }
    if (wanted.accepted().contains(BOOL)) {
      return from.contains(NUM) || from.contains(STR) ? "CBool makes a Boolean of it." : "";
    }
    return wanted.accepted().contains(DT) && from.contains(STR) ? "CDate makes a date of it." : "";
  }

  private void mismatch(String message, Ast place, String hint) {
    if (strict) {
      problems.add(
          ExpressionProblem.warning(
              "type-mismatch",
              message,
              place.position(),
              place.length(),
              "Evaluating this fails." + (hint.isEmpty() ? "" : " " + hint)));
    }
  }
}
