package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.ExpressionValue.Bool;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.ExpressionValue.Num;
import dev.landfall.expression.ExpressionValue.Ref;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.Bytes;
import dev.landfall.expression.function.Dates;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import dev.landfall.expression.function.Numbers;
import java.util.List;

/** Questions about a value. They look at collections as a whole. */
final class EvaluationFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Evaluation");

  private EvaluationFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("bool IsBitSet(num value, num flag)", "Whether all bits of the mask are set.")
              .example("IsBitSet(514,2)", "True")
              .anyNullGives(of(false))
              .computes(a -> of((a.number(0) & a.number(1)) == a.number(1))),
          IN.row("bool IsDate(var value)", "Whether CDate would succeed.")
              .example("IsDate(\"2024-02-30\")", "False")
              .computes(
                  a ->
                      of(
                          every(
                              a,
                              v ->
                                  v instanceof DateTime
                                      || (isText(v) && Dates.isDate(v.display()))))),
          IN.row("bool IsEmpty(var value)", "Whether the value is present and \"\".")
              .example("IsEmpty(\"\")", "True")
              .computes(a -> of(emptyText(a.value(0)))),
          IN.row(
                  "bool IsGuid(str value)",
                  "Whether the text is a GUID with hyphens, with both braces or none.")
              .example("IsGuid(\"{6f9619ff-8b86-d011-b42d-00c04fc964ff}\")", "True")
              .nullGives(of(false))
              .computes(a -> of(Bytes.isGuid(a.text(0)))),
          IN.row("bool IsNull(var value)", "Whether the value is absent.")
              .example("IsNull([nothing])", "True")
              .example("IsNull(\"\")", "False")
              .computes(a -> of(a.isNull(0))),
          IN.row(
                  "bool IsNullOrEmpty(var value)",
                  "Whether the value is absent, \"\", or a collection without values.")
              .example("IsNullOrEmpty(\"\")", "True")
              .computes(a -> of(nullOrEmpty(a.value(0)))),
          IN.row("bool IsNumeric(var value)", "Whether CNum would succeed.")
              .example("IsNumeric(\"-7\")", "True")
              .computes(
                  a ->
                      of(
                          every(
                              a,
                              v ->
                                  v instanceof Num
                                      || (v instanceof Bin && ((Bin) v).bytes().length <= 8)
                                      || (isText(v) && Numbers.isNumber(v.display()))))),
          IN.row("bool IsPresent(var value)", "The opposite of IsNullOrEmpty.")
              .example("IsPresent(\"x\")", "True")
              .computes(a -> of(!nullOrEmpty(a.value(0)))),
          IN.row(
                  "bool IsString(var value)",
                  "Whether the value is or converts to text; False for binary and NULL.")
              .example("IsString(\"x\")", "True")
              .example("IsString(CBin(1,2))", "False")
              .computes(
                  a -> of(every(a, v -> isText(v) || v instanceof Num || v instanceof Bool))));

  static boolean nullOrEmpty(ExpressionValue value) {
    return value == NULL
        || emptyText(value)
        || (value instanceof Multi && ((Multi) value).values().isEmpty());
  }

  private static boolean emptyText(ExpressionValue value) {
    return value instanceof Text && ((Text) value).text().isEmpty();
  }

  private static boolean isText(ExpressionValue value) {
    return value instanceof Text || value instanceof Ref;
  }

  /** Our choice for collections: all of them, and there is one. */
  private static boolean every(Arguments a, java.util.function.Predicate<ExpressionValue> test) {
    if (!(a.value(0) instanceof Multi)) {
      return !a.isNull(0) && test.test(a.value(0));
    }
    List<ExpressionValue> values = a.collection(0);
    return !values.isEmpty() && values.stream().allMatch(test);
  }
}
