package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.ExpressionValue.Bool;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.ExpressionValue.Num;
import dev.landfall.expression.ExpressionValue.Ref;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.Bytes;
import dev.landfall.expression.function.Dates;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import dev.landfall.expression.function.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values from one type to another. */
final class ConversionFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Conversion");

  private ConversionFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "bool CBool(bool|num|str value)",
                  "False for NULL, 0 and False; True for other numbers and True; text only \"True\" or \"False\".")
              .example("CBool(BitAnd(12,8))", "True")
              .example("CBool(NULL)", "False")
              .nullGives(of(false))
              .computes(a -> of(ConversionFunctions.truth(a))),
          IN.row(
                  "dt CDate(str value)",
                  "The date in the text, in UTC; without an offset the text is UTC.")
              .example("CDate(\"2024-02-29 6:00 AM -6\")", "2024-02-29T12:00:00Z")
              .example("CDate(\"someday\")", "error:sync-rule-error-invalid-argument")
              .nullGives(NULL)
              .computes(a -> new DateTime(Dates.parse(a.text(0)))),
          IN.row(
                  "bin CGuid(str guid)",
                  "The 16 bytes of a GUID in Microsoft order; with or without braces.")
              .example(
                  "CGuid(\"6f9619ff-8b86-d011-b42d-00c04fc964ff\")",
                  "FF19966F868B11D0B42D00C04FC964FF")
              .nullGives(NULL)
              .computes(a -> new Bin(Bytes.fromGuid(a.text(0)))),
          IN.row(
                  "str ConvertFromBase64(str source, enum encoding?)",
                  "Text from base64; encodings Unicode (the default), ASCII, UTF8.")
              .example("ConvertFromBase64(\"WsO8cmljaCA3\",UTF8)", "Zürich 7")
              .nullGives(NULL)
              .computes(
                  a ->
                      of(
                          Bytes.decode(
                              Bytes.fromBase64(a.text(0)), Bytes.charset(a.symbol(1, "Unicode"))))),
          IN.row("str ConvertToBase64(str|bin source)", "Base64 of text (as UTF-16LE) or of bytes.")
              .example("ConvertToBase64(\"Zürich 7\")", "WgD8AHIAaQBjAGgAIAA3AA==")
              .nullGives(NULL)
              .computes(
                  a ->
                      of(
                          Bytes.base64(
                              a.value(0) instanceof Bin
                                  ? a.bytes(0)
                                  : a.text(0).getBytes(StandardCharsets.UTF_16LE)))),
          IN.row(
                  "str ConvertFromUTF8Hex(str source)",
                  "Text from the hexadecimal pairs of its UTF-8 bytes.")
              .example("ConvertFromUTF8Hex(\"5AC3BC\")", "Zü")
              .nullGives(NULL)
              .computes(a -> of(Bytes.decode(Bytes.fromHex(a.text(0)), StandardCharsets.UTF_8))),
          IN.row("str ConvertToUTF8Hex(str source)", "Upper-case hexadecimal of the UTF-8 bytes.")
              .example("ConvertToUTF8Hex(\"Zürich 7\")", "5AC3BC726963682037")
              .nullGives(NULL)
              .computes(a -> of(Bytes.hex(a.text(0).getBytes(StandardCharsets.UTF_8)))),
          IN.row(
                  "num CNum(str|num|bin value)",
                  "The whole number in the text, or in up to eight little-endian bytes.")
              .example("CNum(\" 42 \")", "42")
              .example("CNum(CBin(258,2))", "258")
              .example("CNum(\"4x\")", "error:sync-rule-error-invalid-argument")
              .nullGives(NULL)
              .computes(ConversionFunctions::number),
          IN.row("ref CRef(str value)", "The text as a reference; its syntax is not checked.")
              .example("CRef(\"CN=Ann,DC=x\")", "CN=Ann,DC=x")
              .nullGives(NULL)
              .computes(a -> new Ref(a.text(0))),
          IN.row("str CStr(num|ref|bool|str value)", "Text of a number, a reference or a Boolean.")
              .example("CStr(41)", "41")
              .example("CStr(True)", "True")
              .nullGives(NULL)
              .computes(
                  a ->
                      a.value(0) instanceof Num || a.value(0) instanceof Bool
                          ? of(a.value(0).display())
                          : of(a.text(0))),
          IN.row(
                  "str StringFromGuid(bin guid)",
                  "A GUID in lower case with hyphens, from its 16 bytes.")
              .example(
                  "StringFromGuid(CGuid(\"6F9619FF-8B86-D011-B42D-00C04FC964FF\"))",
                  "6f9619ff-8b86-d011-b42d-00c04fc964ff")
              .nullGives(NULL)
              .computes(a -> of(Bytes.guid(a.bytes(0)))),
          IN.row("str StringFromSid(bin objectSid)", "The text form of a security identifier.")
              .example(
                  "StringFromSid([objectSid])",
                  "objectSid",
                  new Bin(
                      Bytes.fromHex("010500000000000515000000DCF4DC3B833D2B46828BA62800020000")),
                  "S-1-5-21-1004336348-1177238915-682003330-512")
              .nullGives(NULL)
              .computes(a -> of(Bytes.sid(a.bytes(0)))));

  private static boolean truth(Arguments a) {
    ExpressionValue value = a.value(0);
    if (value instanceof Num) {
      return ((Num) value).number() != 0;
    }
    if (value instanceof Text) {
      String text = ((Text) value).text();
      if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
        throw a.invalid(0, "is \"" + text + "\", neither True nor False.");
      }
      return text.equalsIgnoreCase("true");
    }
    return a.bool(0);
  }

  private static ExpressionValue number(Arguments a) {
    if (a.value(0) instanceof Num) {
      return a.value(0);
    }
    if (!(a.value(0) instanceof Bin)) {
      return of(Numbers.parse(a.text(0)));
    }
    byte[] bytes = a.bytes(0);
    if (bytes.length > 8) {
      throw a.invalid(0, "has " + bytes.length + " bytes; a number has at most 8.");
    }
    return of(Bytes.littleEndian(bytes, 0, bytes.length));
  }
}
