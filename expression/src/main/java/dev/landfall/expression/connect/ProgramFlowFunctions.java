package dev.landfall.expression.connect;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Fault;
import dev.landfall.expression.function.Form;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.List;

/** Branches, loops over values, and errors on purpose. */
final class ProgramFlowFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Program flow");

  private static final ExpressionValue PHONES = ExpressionValue.multi("1 2", "3");

  private ProgramFlowFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("void Error(str message)", "Stops the object with the message.")
              .example("Error(\"no\")", "error:sync-rule-error-function-triggered")
              .varies()
              .computes(
                  a -> {
                    throw Fault.FUNCTION_TRIGGERED.because(a.textOr(0, ""));
                  }),
          IN.row(
                  "var IIF(exp condition, var whenTrue, var whenFalse)",
                  "One of two values; only that one is evaluated.")
              .example("IIF(1<2,\"yes\",Error(\"no\"))", "yes")
              .compiledAs(Form.IIF),
          IN.row(
                  "mv Select(variable item, mv attribute, var function)",
                  "The function of every value; NULL results are dropped.")
              .example("Select($n,[phone],Replace($n,\" \",\"\"))", "phone", PHONES, "{12;3}")
              .compiledAs(Form.SELECT),
          IN.row(
                  "var Switch(exp condition..., var value...)",
                  "The value after the first true condition; all conditions are evaluated.")
              .example("Switch(False,\"a\",True,\"b\")", "b")
              .compiledAs(Form.SWITCH_PAIRS),
          IN.row(
                  "mv Where(variable item, mv attribute, exp condition)",
                  "The values for which the condition holds.")
              .example("Where($n,[phone],Len($n)=1)", "phone", PHONES, "{3}")
              .compiledAs(Form.WHERE),
          IN.row(
                  "var With(variable name, var value, var expression)",
                  "The expression with a name for a value, which is evaluated once at most.")
              .example("With($d,Word(\"a@x\",2,\"@\"),$d & $d)", "xx")
              .compiledAs(Form.WITH));
}
