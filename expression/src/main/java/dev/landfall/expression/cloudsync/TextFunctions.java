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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Text, counted in UTF-16 units from 1. */
final class TextFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CLOUD_SYNC, "Text");

  private TextFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("str Append(str source, str suffix)", "Both texts joined; NULL counts as nothing.")
              .example("Append(\"Grp-\",77)", "Grp-77")
              .computes(a -> of(a.textOr(0, "") + a.textOr(1, ""))),
          IN.row("str Guid()", "A new random GUID in lower case.")
              .example("Left(Mid(Guid(),15,1),1)", "4")
              .varies()
              .computes(a -> of(randomGuid(a))),
          IN.row(
                  "num InStr(str value1, str value2, num start?, enum compareType?)",
                  "Where the second text first is, or 0; vbBinaryCompare (the default) or vbTextCompare.")
              .example("InStr(\"a-b-c\",\"-\",3)", "4")
              .computes(TextFunctions::find),
          IN.row(
                  "str Left(str string, num numChars)",
                  "The first characters; all of them for a negative number.")
              .example("Left(\"Berlin\",3)", "Ber")
              .nullGives(of(""))
              .computes(a -> of(Texts.left(a.text(0), a.number(1)))),
          IN.row(
                  "str Mid(str source, num start, num length)",
                  "Characters from a start; \"\" past the end.")
              .example("Mid(\"Rotterdam\",7,9)", "dam")
              .nullGives(NULL)
              .computes(TextFunctions::mid),
          IN.row(
                  "str NormalizeDiacritics(str source)",
                  "Latin letters without diacritics, ligatures spelled out.")
              .example("NormalizeDiacritics(\"Łódź\")", "Lodz")
              .example("NormalizeDiacritics(\"Ærøskøbing\")", "AEroeskoebing")
              .nullGives(NULL)
              .computes(
                  a -> {
                    // Decomposing looks at every character on its own, which is slow.
                    a.budget().steps(a.text(0).length());
                    return of(Diacritics.remove(a.text(0)));
                  }),
          IN.row(
                  "str PCase(str source, str wordSeparators?)",
                  "Every word's first letter in upper case, the rest in lower case.")
              .example("PCase(\"oak-street NORTH\")", "Oak-Street North")
              .nullGives(NULL)
              .computes(
                  a ->
                      of(
                          ProperCase.of(
                              a.text(0), a.isNull(1) ? Optional.empty() : Optional.of(a.text(1))))),
          IN.row(
                  "str RandomString(num length, num minNumbers, num minSpecial, num minCapital, num minLower, str charactersToAvoid?)",
                  "A random text of at most 256 characters holding at least so many of each class.")
              .example("RandomString(3,3,0,0,0,\"12345678\")", "[09]{3}")
              .varies()
              .computes(RandomText::of),
          IN.row(
                  "str Replace(str source, str oldValue?, str regexPattern?, str regexGroupName?, str replacementValue?, str replacementAttributeName?, str template?)",
                  "Replaces text, or what a pattern matches, or takes part of another attribute; leave the unused arguments empty.")
              .example("Replace([p],\"/\", , ,\"-\", , )", "p", of("a/b/c"), "a-b-c")
              .example("Replace([t], ,\"[^0-9]\", ,\"\", , )", "t", of("+31 (0)20"), "31020")
              .checked(ReplaceForm::check)
              .computes(ReplaceForm::replace),
          IN.row("str StripSpaces(str source)", "Without spaces (U+0020 only).")
              .example("StripSpaces(\"a b c\")", "abc")
              .nullGives(NULL)
              .computes(a -> of(a.text(0).replace(" ", ""))),
          IN.row(
                  "str ToLower(str source, str culture?)",
                  "Lower case; invariant unless a culture is named.")
              .example("ToLower(\"ÄB\")", "äb")
              .nullGives(NULL)
              .computes(
                  a ->
                      of(
                          a.isNull(1)
                              ? Texts.lower(a.text(0))
                              : a.text(0).toLowerCase(Locale.forLanguageTag(a.text(1))))),
          IN.row(
                  "str ToUpper(str source, str culture?)",
                  "Upper case; invariant unless a culture is named.")
              .example("ToUpper(\"naïve\")", "NAÏVE")
              .example("ToUpper(\"i\",\"tr-TR\")", "İ")
              .nullGives(NULL)
              .computes(
                  a ->
                      of(
                          a.isNull(1)
                              ? Texts.upper(a.text(0))
                              : a.text(0).toUpperCase(Locale.forLanguageTag(a.text(1))))),
          IN.row(
                  "var Trim(var source)",
                  "Without white space at both ends, every value of a collection.")
              .example("Trim(\"  hr \")", "hr")
              .nullGives(NULL)
              .computes(TextFunctions::trim),
          IN.row(
                  "str Word(str string, num wordNumber, str delimiters)",
                  "A word between any of the delimiters, runs of them collapsed; \"\" when there is none.")
              .example("Word(\"eu-west_2\",2,\"-_\")", "west")
              .nullGives(of(""))
              .computes(a -> of(Texts.word(a.text(0), a.numberOr(1, 0), a.textOr(2, "")))));

  private static String randomGuid(Arguments a) {
    long high = a.context().random().nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = a.context().random().nextLong() & 0x3fff_ffff_ffff_ffffL | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  private static ExpressionValue find(Arguments a) {
    long start = a.numberOr(2, 1);
    String compare = a.symbol(3, "vbBinaryCompare");
    if (!compare.equals("vbBinaryCompare") && !compare.equals("vbTextCompare")) {
      throw a.invalid(3, "must be vbBinaryCompare or vbTextCompare.");
    }
    if (start < 1) {
      throw a.invalid(2, "is " + start + "; positions start at 1.");
    }
    if (a.isNull(0) || a.isNull(1)) {
      return of(0);
    }
    String text = a.text(0);
    String wanted = a.text(1);
    a.budget().search(text.length(), wanted.length());
    return of(Texts.indexOf(text, wanted, start, compare.equals("vbTextCompare")));
  }

  private static ExpressionValue mid(Arguments a) {
    String text = a.text(0);
    long start = a.number(1);
    long length = a.number(2);
    if (start < 1) {
      throw a.invalid(1, "is " + start + "; positions start at 1.");
    }
    if (length <= 0 || start > text.length()) {
      return of("");
    }
    return of(Texts.mid(text, (int) start - 1, length));
  }

  private static ExpressionValue trim(Arguments a) {
    if (!(a.value(0) instanceof Multi)) {
      return of(Texts.trim(a.text(0)));
    }
    List<ExpressionValue> trimmed = new ArrayList<>();
    for (ExpressionValue value : a.collection(0)) {
      trimmed.add(of(Texts.trim(CloudText.of(value))));
    }
    return new Multi(trimmed);
  }
}
