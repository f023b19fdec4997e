package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import dev.landfall.expression.function.Texts;
import java.util.List;
import java.util.UUID;

/** Text, counted in UTF-16 units from 1. */
final class TextFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Text");

  private TextFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("str Guid()", "A new random GUID.")
              .alsoSpelt("GUID")
              .example("Len(Guid())", "36")
              .varies()
              .computes(a -> of(randomGuid(a))),
          IN.row(
                  "num InStr(str text, str match, num start?, enum compare?)",
                  "Where the match first is, or 0; vbBinaryCompare (the default) or vbTextCompare.")
              .example("InStr(\"banana\",\"an\",3)", "4")
              .example("InStr(\"repEated\",\"e\",3,vbBinaryCompare)", "7")
              .computes(a -> find(a, false)),
          IN.row(
                  "num InStrRev(str text, str match, num start?, enum compare?)",
                  "Where the last match is that ends at or left of the start, or 0.")
              .example("InStrRev(\"banana\",\"an\")", "4")
              .example("InStrRev(\"banana\",\"an\",4)", "2")
              .computes(a -> find(a, true)),
          IN.row("str LCase(str text)", "Lower case, the same in every culture.")
              .example("LCase(\"ÄB\")", "äb")
              .nullGives(NULL)
              .computes(a -> of(Texts.lower(a.text(0)))),
          IN.row(
                  "str Left(str text, num count)",
                  "The first characters; all of them for a negative count.")
              .example("Left(\"Landfall\",4)", "Land")
              .example("Left(\"abc\",-1)", "abc")
              .computes(
                  a -> {
                    long n = a.number(1);
                    return a.changed(0, Texts.left(a.textOr(0, ""), n));
                  }),
          IN.row("num Len(str|bin value)", "Characters of text, bytes of binary; 0 for NULL.")
              .example("Len(\"abc\")", "3")
              .nullGives(of(0))
              .computes(
                  a -> of(a.value(0) instanceof Bin ? a.bytes(0).length : a.text(0).length())),
          IN.row("str LTrim(str text)", "Without white space at the start.")
              .example("LTrim(\"  a \")", "a ")
              .nullGives(NULL)
              .computes(a -> a.changed(0, Texts.trimStart(a.text(0)))),
          IN.row(
                  "str|bin Mid(str|bin value, num start, num count?)",
                  "Characters (or bytes) from a start; the whole value for a start outside or a negative count.")
              .example("Mid(\"Synchronize\",5,3)", "hro")
              .example("Mid(\"abc\",9,1)", "abc")
              .computes(TextFunctions::mid),
          IN.row("str PadLeft(str text, num length, str padCharacter)", "Filled up at the start.")
              .example("PadLeft(\"7\",3,\"0\")", "007")
              .computes(
                  a -> {
                    String pad = padding(a);
                    return of(pad + a.textOr(0, ""));
                  }),
          IN.row("str PadRight(str text, num length, str padCharacter)", "Filled up at the end.")
              .example("PadRight(\"7\",3,\"0\")", "700")
              .computes(
                  a -> {
                    String pad = padding(a);
                    return of(a.textOr(0, "") + pad);
                  }),
          IN.row(
                  "str PCase(str text)",
                  "Every word's first letter in upper case, the rest in lower case.")
              .example("PCase(\"vAN der BERG\")", "Van Der Berg")
              .nullGives(NULL)
              .computes(a -> of(Texts.properCase(a.text(0), c -> c == ' '))),
          IN.row(
                  "str Replace(str text, str old, str new)",
                  "Every occurrence replaced, case-sensitive; \\n, \\r and \\t are understood.")
              .example("Replace(\"a-b-c\",\"-\",\"+\")", "a+b+c")
              .nullGives(NULL)
              .computes(TextFunctions::replace),
          IN.row(
                  "str ReplaceChars(str text, str pattern)",
                  "Replaces single characters by a list such as ü:ue,ß:ss.")
              .example("ReplaceChars(\"Jürgen Groß\",\"ü:ue,ß:ss\")", "Juergen Gross")
              .nullGives(NULL)
              .computes(a -> ReplaceChars.apply(a)),
          IN.row(
                  "str Right(str text, num count)",
                  "The last characters; all of them for a negative count.")
              .example("Right(\"Landfall\",4)", "fall")
              .computes(
                  a -> {
                    long n = a.number(1);
                    return a.changed(0, Texts.right(a.textOr(0, ""), n));
                  }),
          IN.row("str RTrim(str text)", "Without white space at the end.")
              .example("RTrim(\" a  \")", " a")
              .nullGives(NULL)
              .computes(a -> a.changed(0, Texts.trimEnd(a.text(0)))),
          IN.row("str Trim(str text)", "Without white space at both ends.")
              .example("Trim(\" a b \")", "a b")
              .nullGives(NULL)
              .computes(a -> a.changed(0, Texts.trim(a.text(0)))),
          IN.row("str UCase(str text)", "Upper case, the same in every culture; ß stays.")
              .example("UCase(\"straße\")", "STRAßE")
              .nullGives(NULL)
              .computes(a -> of(Texts.upper(a.text(0)))),
          IN.row(
                  "str Word(str text, num number, str delimiters)",
                  "A word between any of the delimiters, runs of them collapsed; \"\" when there is none.")
              .example("Word(\"Group_ab-12\",2,\"_-\")", "ab")
              .computes(
                  a -> {
                    long n = a.number(1);
                    return a.changed(0, Texts.word(a.textOr(0, ""), n, a.textOr(2, "")));
                  }));

  private static String randomGuid(Arguments a) {
    long high = a.context().random().nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = a.context().random().nextLong() & 0x3fff_ffff_ffff_ffffL | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  private static ExpressionValue find(Arguments a, boolean last) {
    boolean ignoreCase =
        switch (a.symbol(3, "vbBinaryCompare")) {
          case "vbBinaryCompare" -> false;
          case "vbTextCompare" -> true;
          default -> throw a.mismatch(3, "vbBinaryCompare or vbTextCompare");
        };
    long start = a.count() > 2 ? a.number(2) : last ? Long.MAX_VALUE : 1;
    if (start < 1) {
      throw a.invalid(2, "is " + start + "; positions start at 1.");
    }
    if (a.isNull(0) || a.isNull(1)) {
      return of(0);
    }
    String text = a.text(0);
    String match = a.text(1);
    a.budget().search(text.length(), match.length());
    return of(
        last
            ? Texts.lastIndexOf(text, match, start, ignoreCase)
            : Texts.indexOf(text, match, start, ignoreCase));
  }

  private static ExpressionValue mid(Arguments a) {
    long start = a.number(1);
    long count = a.count() > 2 ? a.number(2) : Long.MAX_VALUE;
    if (a.value(0) instanceof Bin) {
      return new Bin(midBytes(a.bytes(0), start, count));
    }
    String text = a.textOr(0, "");
    if (count == 0) {
      return of("");
    }
    if (count < 0 || start < 1 || start > text.length()) {
      return of(text);
    }
    return of(Texts.mid(text, (int) start - 1, count));
  }

  private static byte[] midBytes(byte[] bytes, long start, long count) {
    if (count == 0) {
      return new byte[0];
    }
    if (count < 0 || start < 1 || start > bytes.length) {
      return bytes;
    }
    int from = (int) start - 1;
    return java.util.Arrays.copyOfRange(
        bytes, from, from + (int) Math.min(count, bytes.length - from));
  }

  /** NULL stays empty text whatever the length, as the reference says. */
  private static String padding(Arguments a) {
    long length = a.number(1);
    String pad = a.text(2);
    if (pad.length() != 1) {
      throw a.invalid(2, "must be one character.");
    }
    long missing = a.isNull(0) ? 0 : Math.max(0, length - a.text(0).length());
    a.budget().room(missing);
    return pad.repeat((int) missing);
  }

  private static ExpressionValue replace(Arguments a) {
    String old = a.isNull(1) ? "" : monikers(a.text(1));
    if (old.isEmpty()) {
      throw a.invalid(1, "must not be empty.");
    }
    return of(Texts.replace(a.text(0), old, monikers(a.textOr(2, "")), a.budget()));
  }

  private static String monikers(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
  }
}
