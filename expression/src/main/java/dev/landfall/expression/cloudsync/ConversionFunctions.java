package dev.landfall.expression.cloudsync;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.ExpressionValue.Bool;
import dev.landfall.expression.ExpressionValue.Num;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.Bytes;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values from one type to another. */
final class ConversionFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CLOUD_SYNC, "Conversion");

  private ConversionFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("num BitAnd(num value1, num value2)", "The bits both have.")
              .example("BitAnd(&H1C,&H0E)", "12")
              .anyNullGives(NULL)
              .computes(a -> of(a.number(0) & a.number(1))),
          IN.row(
                  "bool CBool(one expression)",
                  "True for True and numbers other than 0; text must be true or false in any case.")
              .example("CBool(\"a\"=\"a\")", "True")
              .example("CBool(\"yes\")", "error:sync-rule-error-invalid-argument")
              .nullGives(of(false))
              .computes(a -> of(truth(a))),
          IN.row(
                  "str ConvertFromBase64(str source, one encoding?)",
                  "Text from base64; encodings \"Unicode\" (the default), \"ASCII\", \"UTF8\".")
              .example("ConvertFromBase64(\"SABpACEA\")", "Hi!")
              .nullGives(NULL)
              .computes(
                  a ->
                      of(
                          Bytes.decode(
                              Bytes.fromBase64(a.text(0)), Bytes.charset(a.symbol(1, "Unicode"))))),
          IN.row("str ConvertToBase64(str source)", "Base64 of the text as UTF-16LE.")
              .example("ConvertToBase64(\"Hi!\")", "SABpACEA")
              .nullGives(NULL)
              .computes(
                  a ->
                      of(
                          Bytes.base64(
                              a.value(0) instanceof Bin
                                  ? a.bytes(0)
                                  : a.text(0).getBytes(StandardCharsets.UTF_16LE)))),
          IN.row("str ConvertToUTF8Hex(str source)", "Upper-case hexadecimal of the UTF-8 bytes.")
              .example("ConvertToUTF8Hex(\"Zoé\")", "5A6FC3A9")
              .nullGives(NULL)
              .computes(a -> of(Bytes.hex(a.text(0).getBytes(StandardCharsets.UTF_8)))),
          IN.row("str CStr(one value)", "Text of a number, a reference or a Boolean.")
              .example("CStr(41)", "41")
              .nullGives(NULL)
              .computes(a -> of(a.text(0))),
          IN.row("str StringFromSid(bin objectSid)", "The text form of a security identifier.")
              .example(
                  "StringFromSid([sid])",
                  "sid",
                  new Bin(Bytes.fromHex("0102000000000005200000002C020000")),
                  "S-1-5-32-556")
              .nullGives(NULL)
              .computes(a -> of(Bytes.sid(a.bytes(0)))));

  private static boolean truth(Arguments a) {
    if (a.value(0) instanceof Num) {
      return a.number(0) != 0;
    }
    if (a.value(0) instanceof Bool) {
      return a.bool(0);
    }
    String text = a.text(0);
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw a.invalid(0, "is \"" + text + "\", neither True nor False.");
    }
    return text.equalsIgnoreCase("true");
  }
}
