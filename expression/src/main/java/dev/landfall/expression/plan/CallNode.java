package dev.landfall.expression.plan;

import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.CallSite;
import dev.landfall.expression.function.FunctionDefinition;

/** Evaluates the arguments, then computes. */
final class CallNode extends Node {
  private final FunctionDefinition function;
  private final Node[] arguments;
  private final boolean[] single;
  private final CallSite site = new CallSite();

  CallNode(FunctionDefinition function, Node[] arguments, int position) {
    super(position);
    this.function = function;
    this.arguments = arguments;
    this.single = new boolean[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      single[i] = function.parameter(i).type().takesOneValue();
    }
  }

  @Override
  ExpressionValue compute(Frame frame) {
    ExpressionValue[] values = new ExpressionValue[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments[i].operand(frame);
    }
    return Singles.apply(function.dialect(), values, single, frame, each -> apply(each, frame));
  }

  private ExpressionValue apply(ExpressionValue[] values, Frame frame) {
    if (function.nullGives().isPresent()) {
      int looked = function.anyNull() ? values.length : Math.min(1, values.length);
      for (int i = 0; i < looked; i++) {
        if (values[i] == ExpressionValue.NULL) {
          return function.nullGives().get();
        }
      }
    }
    return function
        .body()
        .apply(new Arguments(function, values, frame.context, frame.budget, site));
  }
}
