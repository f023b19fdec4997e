package dev.landfall.expression.plan;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.parse.Operator;

/** A binary operator. {@code &&} and {@code ||} look at the right side only when it matters. */
final class OperatorNode extends Node {
  private static final boolean[] BOTH = {true, true};

  private final Dialect dialect;
  private final Operator operator;
  private final Node left;
  private final Node right;

  OperatorNode(Dialect dialect, Operator operator, Node left, Node right, int position) {
    super(position);
    this.dialect = dialect;
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  @Override
  ExpressionValue compute(Frame frame) {
    ExpressionValue one = left.operand(frame);
    if (operator.isLogical() && !(one instanceof Multi)) {
      boolean decided = ConnectOperators.truth(one) == (operator == Operator.OR);
      if (decided) {
        return ExpressionValue.of(operator == Operator.OR);
      }
    }
    ExpressionValue[] values = {one, right.operand(frame)};
    return Singles.apply(
        dialect,
        values,
        BOTH,
        frame,
        each ->
            dialect == Dialect.CONNECT
                ? ConnectOperators.apply(operator, each[0], each[1], frame.budget)
                : CloudSyncOperators.apply(operator, each[0], each[1], frame.budget));
  }
}
