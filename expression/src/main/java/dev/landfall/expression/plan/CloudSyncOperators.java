package dev.landfall.expression.plan;

import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.ExpressionValue.Bool;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.ExpressionValue.Num;
import dev.landfall.expression.ExpressionValue.Symbol;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.Budget;
import dev.landfall.expression.function.Dates;
import dev.landfall.expression.function.Fault;
import dev.landfall.expression.function.NetDateFormat;
import dev.landfall.expression.function.Numbers;
import dev.landfall.expression.parse.Operator;

/** Operators of the Cloud Sync dialect: text unless both sides can be something better. */
final class CloudSyncOperators {
  private CloudSyncOperators() {}

  static ExpressionValue apply(
      Operator operator, ExpressionValue left, ExpressionValue right, Budget budget) {
    if (operator != Operator.CONCAT) {
      return ExpressionValue.of(compare(operator, left, right));
    }
    String one = left == ExpressionValue.NULL ? "" : text(left);
    String other = right == ExpressionValue.NULL ? "" : text(right);
    budget.built(one.length() + (long) other.length());
    return ExpressionValue.of(one + other);
  }

  /** NULL equals nothing but NULL, and has no order. */
  private static boolean compare(Operator operator, ExpressionValue left, ExpressionValue right) {
    if (left == ExpressionValue.NULL || right == ExpressionValue.NULL) {
      boolean bothNull = left == right;
      return operator == Operator.EQUAL ? bothNull : operator == Operator.NOT_EQUAL && !bothNull;
    }
    if ((left instanceof Num && isNumber(right)) || (right instanceof Num && isNumber(left))) {
      return ConnectOperators.test(operator, Long.compare(number(left), number(right)));
    }
    if ((left instanceof DateTime && isDate(right))
        || (right instanceof DateTime && isDate(left))) {
      return ConnectOperators.test(operator, date(left).compareTo(date(right)));
    }
    if (left instanceof Bin
        && right instanceof Bin
        && (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL)) {
      return left.equals(right) == (operator == Operator.EQUAL);
    }
    if (left instanceof Bool
        && right instanceof Bool
        && operator != Operator.EQUAL
        && operator != Operator.NOT_EQUAL) {
      throw mismatch(left);
    }
    return ConnectOperators.test(operator, text(left).compareTo(text(right)));
  }

  private static boolean isNumber(ExpressionValue value) {
    return value instanceof Num
        || (value instanceof Text && Numbers.isNumber(((Text) value).text()));
  }

  private static long number(ExpressionValue value) {
    return value instanceof Num ? ((Num) value).number() : Numbers.parse(value.display());
  }

  private static boolean isDate(ExpressionValue value) {
    return value instanceof DateTime
        || (value instanceof Text && Dates.isDate(((Text) value).text()));
  }

  private static java.time.Instant date(ExpressionValue value) {
    return value instanceof DateTime ? ((DateTime) value).instant() : Dates.parse(value.display());
  }

  private static String text(ExpressionValue value) {
    if (value instanceof DateTime) {
      return NetDateFormat.CLOUD_SYNC_DEFAULT.format(((DateTime) value).instant());
    }
    if (value instanceof Bin || value instanceof Symbol) {
      throw mismatch(value);
    }
    return value.display();
  }

  private static EvaluationException mismatch(ExpressionValue value) {
    return Fault.TYPE_MISMATCH.because("A " + value.kind() + " does not go with this operator.");
  }
}
