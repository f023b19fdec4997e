package dev.landfall.expression.plan;

import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Symbol;
import dev.landfall.expression.function.Fault;
import org.jspecify.annotations.Nullable;

/** A step of a plan. Immutable; what changes during an evaluation is in the {@link Frame}. */
abstract class Node {
  final int position;

  Node(int position) {
    this.position = position;
  }

  abstract ExpressionValue compute(Frame frame);

  final ExpressionValue evaluate(Frame frame) {
    try {
      frame.budget.step();
      return compute(frame);
    } catch (EvaluationException e) {
      throw e.at(position);
    }
  }

  /** For operands of anything that computes: the values that steer a flow are not legal there. */
  final ExpressionValue operand(Frame frame) {
    return notSteering(evaluate(frame));
  }

  static ExpressionValue notSteering(ExpressionValue value) {
    if (value instanceof Symbol && ((Symbol) value).steersFlow()) {
      throw Fault.MISPLACED_SPECIAL_VALUE.because(
          "\"" + ((Symbol) value).name() + "\" is legal only as the value of the expression.");
    }
    return value;
  }

  /** The same in every evaluation. */
  boolean isConstant() {
    return false;
  }

  /**
   * What {@link #operand} gives in every evaluation, so that whoever holds this node need not ask
   * it; {@code null} when it has to be asked.
   */
  static @Nullable ExpressionValue constantOperand(Node node) {
    boolean legal =
        node instanceof Leaves.Constant
            && !(((Leaves.Constant) node).value() instanceof Symbol symbol && symbol.steersFlow());
    return legal ? ((Leaves.Constant) node).value() : null;
  }
}
