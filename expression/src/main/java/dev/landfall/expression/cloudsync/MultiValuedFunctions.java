package dev.landfall.expression.cloudsync;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import dev.landfall.expression.function.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Functions that take all values of a collection. */
final class MultiValuedFunctions {
  private static final FunctionRow.Family IN =
      FunctionRow.family(Dialect.CLOUD_SYNC, "Multi-valued");

  private MultiValuedFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("num Count(mv attribute)", "How many values.")
              .example("Count(Split(\"a;b;c\",\";\"))", "3")
              .example("Count([nothing])", "0")
              .computes(a -> of(a.collection(0).size())),
          IN.row(
                  "var Item(mv attribute, num index)",
                  "The value at a place from 1; an error outside.")
              .example("Item(Split(\"a@b\",\"@\"),2)", "b")
              .example("Item(Split(\"a;b\",\";\"),3)", "error:sync-rule-error-invalid-argument")
              .computes(MultiValuedFunctions::item),
          IN.row(
                  "str Join(str separator, mv source...)",
                  "All values of all sources in one text; NULL is skipped.")
              .example("Join(\"/\",[x],\"z\")", "x", ExpressionValue.multi("p", "q"), "p/q/z")
              .computes(MultiValuedFunctions::join),
          IN.row(
                  "mv RemoveDuplicates(mv attribute)",
                  "Each value once whatever its case; the first stays.")
              .example("RemoveDuplicates([x])", "x", ExpressionValue.multi("a", "A", "b"), "{a;b}")
              .nullGives(NULL)
              .computes(MultiValuedFunctions::distinct),
          IN.row(
                  "mv Split(str source, str delimiter)",
                  "The parts between delimiters; empty parts stay.")
              .example("Split(\"x;;y\",\";\")", "{x;;y}")
              .nullGives(NULL)
              .computes(MultiValuedFunctions::split));

  private static ExpressionValue item(Arguments a) {
    List<ExpressionValue> values = a.collection(0);
    long index = a.numberOr(1, 0);
    if (index < 1 || index > values.size()) {
      throw a.invalid(1, "is " + index + "; there are " + values.size() + " values.");
    }
    return values.get((int) index - 1);
  }

  private static ExpressionValue join(Arguments a) {
    List<String> texts = new ArrayList<>();
    String separator = a.textOr(0, "");
    long length = 0;
    for (int i = 1; i < a.count(); i++) {
      for (ExpressionValue value : a.collection(i)) {
        String text = CloudText.of(value);
        length += text.length() + separator.length();
        a.budget().room(length);
        texts.add(text);
      }
    }
    return texts.isEmpty() ? NULL : of(String.join(separator, texts));
  }

  private static ExpressionValue distinct(Arguments a) {
    Set<String> seen = new HashSet<>();
    List<ExpressionValue> values = new ArrayList<>();
    for (ExpressionValue value : a.collection(0)) {
      if (seen.add(Texts.upper(value.display()))) {
        values.add(value);
      }
    }
    return new Multi(values);
  }

  private static ExpressionValue split(Arguments a) {
    String delimiter = a.textOr(1, "");
    if (delimiter.isEmpty()) {
      throw a.invalid(1, "must not be empty.");
    }
    return new Multi(
        Texts.split(a.text(0), delimiter, Long.MAX_VALUE, a.budget()).stream()
            .map(ExpressionValue::of)
            .toList());
  }
}
