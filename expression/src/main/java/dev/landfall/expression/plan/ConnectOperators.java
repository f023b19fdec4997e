package dev.landfall.expression.plan;

import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.ExpressionValue.Bool;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.ExpressionValue.Num;
import dev.landfall.expression.ExpressionValue.Ref;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.Budget;
import dev.landfall.expression.function.DistinguishedNames;
import dev.landfall.expression.function.Fault;
import dev.landfall.expression.parse.Operator;

/** Operators of the Connect dialect: strictly typed, case-sensitive, NULL compares as False. */
final class ConnectOperators {
  private ConnectOperators() {}

  static ExpressionValue apply(
      Operator operator, ExpressionValue left, ExpressionValue right, Budget budget) {
    if (operator == Operator.CONCAT) {
      return concat(left, right, budget);
    }
    if (operator.isLogical()) {
      boolean result =
          operator == Operator.OR ? truth(left) || truth(right) : truth(left) && truth(right);
      return ExpressionValue.of(result);
    }
    return operator.isArithmetic()
        ? arithmetic(operator, left, right)
        : ExpressionValue.of(compare(operator, left, right));
  }

  /** NULL counts as False. */
  static boolean truth(ExpressionValue value) {
    if (value instanceof Bool) {
      return ((Bool) value).value();
    }
    if (value == ExpressionValue.NULL) {
      return false;
    }
    throw Fault.TYPE_MISMATCH.because("A Boolean is wanted here, not a " + value.kind() + ".");
  }

  private static ExpressionValue concat(
      ExpressionValue left, ExpressionValue right, Budget budget) {
    if (left instanceof Bin || right instanceof Bin) {
      return concatBytes(left, right, budget);
    }
    if (left == ExpressionValue.NULL && right == ExpressionValue.NULL) {
      return ExpressionValue.NULL;
    }
    String one = text(left);
    String other = text(right);
    budget.built(one.length() + (long) other.length());
    return ExpressionValue.of(one + other);
  }

  private static ExpressionValue concatBytes(
      ExpressionValue left, ExpressionValue right, Budget budget) {
    if (left == ExpressionValue.NULL) {
      return right;
    }
    if (right == ExpressionValue.NULL) {
      return left;
    }
    if (!(left instanceof Bin) || !(right instanceof Bin)) {
      throw mismatch(Operator.CONCAT, left, right);
    }
    byte[] one = ((Bin) left).bytes();
    byte[] other = ((Bin) right).bytes();
    budget.built(one.length + (long) other.length);
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return new Bin(both);
  }

  private static String text(ExpressionValue value) {
    if (value instanceof Text || value instanceof Num || value instanceof Ref) {
      return value.display();
    }
    if (value == ExpressionValue.NULL) {
      return "";
    }
    throw Fault.TYPE_MISMATCH.because(
        "\"&\" does not join a " + value.kind() + ". Use CStr or FormatDateTime.");
  }

  /** Whole numbers; {@code /} truncates towards zero. NULL wins before a division is looked at. */
  private static ExpressionValue arithmetic(
      Operator operator, ExpressionValue left, ExpressionValue right) {
    boolean wrongLeft = left != ExpressionValue.NULL && !(left instanceof Num);
    boolean wrongRight = right != ExpressionValue.NULL && !(right instanceof Num);
    if (wrongLeft || wrongRight) {
      throw mismatch(operator, left, right);
    }
    if (left == ExpressionValue.NULL || right == ExpressionValue.NULL) {
      return ExpressionValue.NULL;
    }
    long a = ((Num) left).number();
    long b = ((Num) right).number();
    try {
      return ExpressionValue.of(
          switch (operator) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            default -> divide(a, b);
          });
    } catch (ArithmeticException e) {
      throw Fault.ARITHMETIC.because(
          a
              + " "
              + operator.sign()
              + " "
              + b
              + (b == 0 ? " divides by zero." : " exceeds 64 bits."));
    }
  }

  private static long divide(long a, long b) {
    if (b == -1) {
      return Math.negateExact(a);
    }
    return a / b;
  }

  static ExpressionValue negate(ExpressionValue value) {
    return arithmetic(Operator.SUBTRACT, ExpressionValue.of(0), value);
  }

  private static boolean compare(Operator operator, ExpressionValue left, ExpressionValue right) {
    if (left == ExpressionValue.NULL || right == ExpressionValue.NULL) {
      boolean bothNull = left == right;
      return operator == Operator.EQUAL ? bothNull : operator == Operator.NOT_EQUAL && !bothNull;
    }
    if (left instanceof Text && right instanceof Text) {
      return test(operator, ((Text) left).text().compareTo(((Text) right).text()));
    }
    if (left instanceof Num && right instanceof Num) {
      return test(operator, Long.compare(((Num) left).number(), ((Num) right).number()));
    }
    if (left instanceof DateTime && right instanceof DateTime) {
      return test(operator, ((DateTime) left).instant().compareTo(((DateTime) right).instant()));
    }
    if (operator == Operator.EQUAL) {
      return same(operator, left, right);
    }
    if (operator == Operator.NOT_EQUAL) {
      return !same(operator, left, right);
    }
    throw mismatch(operator, left, right);
  }

  /** Booleans, binaries and references: equal or not, but without an order. */
  private static boolean same(Operator operator, ExpressionValue left, ExpressionValue right) {
    boolean names =
        (left instanceof Ref && (right instanceof Ref || right instanceof Text))
            || (left instanceof Text && right instanceof Ref);
    if (names) {
      return DistinguishedNames.same(left.display(), right.display());
    }
    if ((left instanceof Bool && right instanceof Bool)
        || (left instanceof Bin && right instanceof Bin)) {
      return left.equals(right);
    }
    throw mismatch(operator, left, right);
  }

  static boolean test(Operator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }

  private static EvaluationException mismatch(
      Operator operator, ExpressionValue left, ExpressionValue right) {
    return Fault.TYPE_MISMATCH.because(
        "\""
            + operator.sign()
            + "\" does not go with a "
            + left.kind()
            + " and a "
            + right.kind()
            + ".");
  }
}
