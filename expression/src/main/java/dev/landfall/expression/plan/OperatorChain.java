package dev.landfall.expression.plan;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.parse.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binary operators from left to right: {@code a || b || c} is one node of three operands, so that a
 * long chain neither recurses nor costs more than its operands. {@code &&} and {@code ||} look at
 * the right side only when it matters.
 */
final class OperatorChain extends Node {
  private static final boolean[] BOTH = {true, true};

  /** An operator with what stands right of it. */
  static final class Link {
    private final Operator operator;
    private final Node right;
    private final @Nullable ExpressionValue constant;
    private final boolean logical;
    private final int position;

    Link(Operator operator, Node right, int position) {
      this.operator = operator;
      this.right = right;
      this.constant = constantOperand(right);
      this.logical = operator.isLogical();
      this.position = position;
    }
  }

  private final Dialect dialect;
  private final Node first;
  private final Link[] links;

  private OperatorChain(Dialect dialect, Node first, Link[] links) {
    super(links[0].position);
    this.dialect = dialect;
    this.first = first;
    this.links = links;
  }

  static OperatorChain of(Dialect dialect, Node first, List<Link> links) {
    return new OperatorChain(dialect, first, new ArrayList<>(links).toArray(Link[]::new));
  }

  @Override
  ExpressionValue compute(Frame frame) {
    ExpressionValue left = first.operand(frame);
    for (Link link : links) {
      try {
        left = apply(left, link, frame);
      } catch (EvaluationException e) {
        throw e.at(link.position);
      }
    }
    return left;
  }

  private ExpressionValue apply(ExpressionValue left, Link link, Frame frame) {
    Operator operator = link.operator;
    if (link.logical && !(left instanceof Multi)) {
      boolean truth = ConnectOperators.truth(left);
      if (truth == (operator == Operator.OR)) {
        return ExpressionValue.of(truth);
      }
    }
    ExpressionValue constant = link.constant;
    ExpressionValue right = constant == null ? link.right.operand(frame) : constant;
    if (left instanceof Multi || right instanceof Multi) {
      ExpressionValue[] values = {left, right};
      return Singles.apply(
          dialect, values, BOTH, frame, each -> single(operator, each[0], each[1], frame));
    }
    return single(operator, left, right, frame);
  }

  private ExpressionValue single(
      Operator operator, ExpressionValue left, ExpressionValue right, Frame frame) {
    return dialect == Dialect.CONNECT
        ? ConnectOperators.apply(operator, left, right, frame.budget)
        : CloudSyncOperators.apply(operator, left, right, frame.budget);
  }
}
