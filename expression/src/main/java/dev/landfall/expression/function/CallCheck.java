package dev.landfall.expression.function;

import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.parse.Ast;
import java.util.List;

/** What a function demands of a call beyond names and number of arguments. */
@FunctionalInterface
public interface CallCheck {
  CallCheck NOTHING = (call, problems) -> {};

  void check(Ast.Call call, List<ExpressionProblem> problems);
}
