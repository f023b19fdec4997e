package dev.landfall.expression.cloudsync;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.List;

/** Questions about a value. */
final class EvaluationFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CLOUD_SYNC, "Evaluation");

  private EvaluationFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("bool IsNull(var expression)", "Whether the value is absent.")
              .example("IsNull([nothing])", "True")
              .computes(a -> of(a.isNull(0))),
          IN.row(
                  "bool IsNullOrEmpty(var expression)",
                  "Whether the value is absent, \"\", or a collection without values.")
              .example("IsNullOrEmpty(\"\")", "True")
              .computes(a -> of(nullOrEmpty(a.value(0)))),
          IN.row("bool IsPresent(var expression)", "The opposite of IsNullOrEmpty.")
              .example("IsPresent(\"x\")", "True")
              .computes(a -> of(!nullOrEmpty(a.value(0)))),
          IN.row("bool IsString(one expression)", "Whether the value is text.")
              .example("IsString(\"5\")", "True")
              .example("IsString(5)", "False")
              .computes(a -> of(a.value(0) instanceof Text)),
          IN.row(
                  "bool Not(one source)",
                  "False for True, whatever its case; True for everything else.")
              .example("Not(True)", "False")
              .example("Not(\"no\")", "True")
              .computes(a -> of(!a.value(0).display().equalsIgnoreCase("true"))));

  static boolean nullOrEmpty(ExpressionValue value) {
    return value == NULL
        || (value instanceof Text && ((Text) value).text().isEmpty())
        || (value instanceof Multi && ((Multi) value).values().isEmpty());
  }
}
