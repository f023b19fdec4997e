package dev.landfall.expression.plan;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.CallSite;
import dev.landfall.expression.function.FunctionBody;
import dev.landfall.expression.function.FunctionDefinition;
import org.jspecify.annotations.Nullable;

/** Evaluates the arguments, then computes. */
final class CallNode extends Node {
  private final FunctionDefinition function;
  private final Dialect dialect;
  private final FunctionBody body;
  private final Node[] arguments;
  private final @Nullable ExpressionValue[] constants;
  private final boolean[] single;
  private final @Nullable ExpressionValue nullGives;

  /** So many arguments, from the left, make the result {@link #nullGives} when they are NULL. */
  private final int nullable;

  private final CallSite site = new CallSite();

  CallNode(FunctionDefinition function, Node[] arguments, int position) {
    super(position);
    this.function = function;
    this.dialect = function.dialect();
    this.body = function.body();
    this.arguments = arguments;
    this.single = new boolean[arguments.length];
    this.constants = new ExpressionValue[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      constants[i] = constantOperand(arguments[i]);
      single[i] = function.parameter(i).type().takesOneValue();
    }
    this.nullGives = function.nullGives().orElse(null);
    this.nullable = function.anyNull() ? arguments.length : Math.min(1, arguments.length);
  }

  @Override
  ExpressionValue compute(Frame frame) {
    ExpressionValue[] values = new ExpressionValue[arguments.length];
    boolean collection = false;
    for (int i = 0; i < values.length; i++) {
      ExpressionValue constant = constants[i];
      ExpressionValue value = constant == null ? arguments[i].operand(frame) : constant;
      values[i] = value;
      collection |= single[i] && value instanceof Multi;
    }
    return collection
        ? Singles.apply(dialect, values, single, frame, each -> apply(each, frame))
        : apply(values, frame);
  }

  private ExpressionValue apply(ExpressionValue[] values, Frame frame) {
    if (nullGives != null) {
      for (int i = 0; i < nullable; i++) {
        if (values[i] == ExpressionValue.NULL) {
          return nullGives;
        }
      }
    }
    ExpressionValue result =
        body.apply(new Arguments(function, values, frame.context, frame.budget, site));
    if (values.length == 0 || result != values[0]) {
      frame.budget.built(result);
    }
    return result;
  }
}
