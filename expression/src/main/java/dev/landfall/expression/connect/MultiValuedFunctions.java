package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.ExpressionValue.Ref;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.DistinguishedNames;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import dev.landfall.expression.function.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collections as a whole, counted from 1. */
final class MultiValuedFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Multi-valued");

  private static final ExpressionValue MAIL = ExpressionValue.multi("smtp:a", "SMTP:b", "smtp:a");

  private MultiValuedFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "num Contains(mvstr attribute, str search, enum casetype?)",
                  "Where the first value holding the text is, or 0; a reference must be equal.")
              .example("Contains([m],\"SMTP:\")", "m", MAIL, "2")
              .example("Contains([m],\"SMTP:\",CaseInsensitive)", "m", MAIL, "1")
              .computes(MultiValuedFunctions::contains),
          IN.row("num Count(mv attribute)", "How many values.")
              .example("Count([m])", "m", MAIL, "3")
              .example("Count(NULL)", "0")
              .computes(a -> of(a.collection(0).size())),
          IN.row("var Item(mv attribute, num index)", "The value at a place; an error outside.")
              .example("Item([m],2)", "m", MAIL, "SMTP:b")
              .example("Item([m],4)", "m", MAIL, "error:sync-rule-error-invalid-argument")
              .computes(
                  a ->
                      item(a)
                          .orElseThrow(
                              () ->
                                  a.invalid(
                                      1,
                                      "is "
                                          + a.number(1)
                                          + "; there are "
                                          + a.collection(0).size()
                                          + " values."))),
          IN.row("var ItemOrNull(mv attribute, num index)", "The value at a place; NULL outside.")
              .example("ItemOrNull([m],4)", "m", MAIL, "NULL")
              .computes(a -> item(a).orElse(NULL)),
          IN.row(
                  "str Join(mvstr attribute, str delimiter?)",
                  "All values in one text; the delimiter is a space unless given.")
              .example("Join([m],\"+\")", "m", MAIL, "smtp:a+SMTP:b+smtp:a")
              .nullGives(NULL)
              .computes(MultiValuedFunctions::join),
          IN.row(
                  "mv RemoveDuplicates(mv attribute)",
                  "Each value once, compared exactly; the order stays.")
              .example("RemoveDuplicates([m])", "m", MAIL, "{smtp:a;SMTP:b}")
              .nullGives(NULL)
              .computes(
                  a -> new Multi(List.copyOf(new java.util.LinkedHashSet<>(a.collection(0))))),
          IN.row(
                  "mvstr Split(str value, str delimiter, num limit?)",
                  "The parts between delimiters of one character; empty parts stay, the last part keeps what exceeds the limit.")
              .example("Split(\"a;b;c\",\";\",2)", "{a;b;c}")
              .example("Count(Split(\"a;b;c\",\";\",2))", "2")
              .nullGives(NULL)
              .computes(MultiValuedFunctions::split));

  private static ExpressionValue contains(Arguments a) {
    boolean ignoreCase =
        switch (a.symbol(2, "CaseSensitive")) {
          case "CaseSensitive" -> false;
          case "CaseInsensitive" -> true;
          default -> throw a.mismatch(2, "CaseSensitive or CaseInsensitive");
        };
    if (a.isNull(0) || a.isNull(1)) {
      return of(0);
    }
    String search = ignoreCase ? Texts.upper(a.text(1)) : a.text(1);
    List<ExpressionValue> values = a.collection(0);
    for (int i = 0; i < values.size(); i++) {
      ExpressionValue value = values.get(i);
      if (!(value instanceof Text) && !(value instanceof Ref)) {
        throw a.mismatch(0, "text or references");
      }
      a.budget().search(value.display().length(), search.length());
      String text = ignoreCase ? Texts.upper(value.display()) : value.display();
      boolean found =
          value instanceof Ref ? DistinguishedNames.same(text, search) : text.contains(search);
      if (found) {
        return of(i + 1);
      }
    }
    return of(0);
  }

  private static Optional<ExpressionValue> item(Arguments a) {
    List<ExpressionValue> values = a.collection(0);
    long index = a.number(1);
    return index < 1 || index > values.size()
        ? Optional.empty()
        : Optional.of(values.get((int) index - 1));
  }

  private static ExpressionValue join(Arguments a) {
    List<String> texts = new ArrayList<>();
    String delimiter = a.count() == 1 ? " " : a.textOr(1, "");
    long length = 0;
    for (ExpressionValue value : a.collection(0)) {
      if (!(value instanceof Text) && !(value instanceof Ref)) {
        throw a.mismatch(0, "text or references");
      }
      texts.add(value.display());
      length += value.display().length() + delimiter.length();
    }
    a.budget().room(length);
    return of(String.join(delimiter, texts));
  }

  private static ExpressionValue split(Arguments a) {
    String delimiter = a.text(1);
    long limit = a.count() == 3 ? a.number(2) : Long.MAX_VALUE;
    if (delimiter.length() != 1) {
      throw a.invalid(1, "must be one character.");
    }
    if (limit < 1) {
      throw a.invalid(2, "is " + limit + "; at least 1 is wanted.");
    }
    return new Multi(
        Texts.split(a.text(0), delimiter, limit, a.budget()).stream()
            .map(ExpressionValue::of)
            .toList());
  }
}
