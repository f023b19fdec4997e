package dev.landfall.expression.cloudsync;

import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Fault;
import dev.landfall.expression.function.Form;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.List;

/** Choices, and errors on purpose. */
final class ProgramFlowFunctions {
  private static final FunctionRow.Family IN =
      FunctionRow.family(Dialect.CLOUD_SYNC, "Program flow");

  private ProgramFlowFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "var Coalesce(var source...)",
                  "The first source that is not absent; \"\" counts as a value.")
              .example("Coalesce([nick],\"Ada\",\"none\")", "Ada")
              .compiledAs(Form.COALESCE),
          IN.row("void Error(str message)", "Stops the object with the message.")
              .example("Error(\"no\")", "error:sync-rule-error-function-triggered")
              .varies()
              .computes(
                  a -> {
                    throw Fault.FUNCTION_TRIGGERED.because(a.textOr(0, ""));
                  }),
          IN.row(
                  "var IgnoreFlowIfNullOrEmpty(var expression)",
                  "The value; if there is none, the target stays as it is.")
              .example("IgnoreFlowIfNullOrEmpty(\"x\")", "x")
              .example("IgnoreFlowIfNullOrEmpty(\"\")", "IGNORE")
              .computes(
                  a ->
                      EvaluationFunctions.nullOrEmpty(a.value(0))
                          ? ExpressionValue.Symbol.IGNORE_THIS_FLOW
                          : a.value(0)),
          IN.row(
                  "var IIF(exp condition, var valueIfTrue, var valueIfFalse)",
                  "One of two values; only that one is evaluated.")
              .example("IIF([c]=\"NL\",\"Yes\",\"No\")", "No")
              .compiledAs(Form.IIF),
          IN.row("var Redact(var value)", "The value itself; logs show [Redact].")
              .example("Redact([pin])", "pin", of("1234"), "1234")
              .compiledAs(Form.REDACT),
          IN.row(
                  "var SelectUniqueValue(str first, str second, str rule?...)",
                  "The first candidate the target does not hold yet.")
              .example("SelectUniqueValue(\"ab\",\"ab1\")", "ab")
              .compiledAs(Form.UNIQUE),
          IN.row(
                  "var Switch(str source, var defaultValue, str key?..., var value?...)",
                  "The value of the key that equals the source; the key \"\" matches nothing.")
              .example("Switch([lvl],\"std\",\"9\",\"vip\")", "lvl", of("9"), "vip")
              .example("Switch([lvl],\"std\",\"9\",\"vip\")", "std")
              .compiledAs(Form.SWITCH_KEYS));
}
