package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.Limits;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.Form;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.List;

/** Functions shipped rules call, though the reference does not list them. */
final class UndocumentedFunctions {
  private static final FunctionRow.Family IN =
      FunctionRow.family(Dialect.CONNECT, "In use, not in the reference");

  private UndocumentedFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "var ImportedValue(name attribute)",
                  "The value an import confirmed, leaving out what was exported since.")
              .example("ImportedValue(\"mail\")", "mail", of("a@x"), "a@x")
              .compiledAs(Form.IMPORTED_VALUE),
          IN.row(
                  "num ValueCount(name attribute)",
                  "How many values an attribute has, without reading them.")
              .example("ValueCount(\"member\")", "member", ExpressionValue.multi("a", "b"), "2")
              .compiledAs(Form.VALUE_COUNT),
          IN.row("bin CBin(num value, num length)", "The number as that many little-endian bytes.")
              .example("CBin(258,2)", "0201")
              .example("CBin(256,1)", "error:sync-rule-error-invalid-argument")
              .nullGives(NULL)
              .computes(UndocumentedFunctions::bytes),
          IN.row("bin Thumbprint(bin value)", "SHA-256 of the bytes.")
              .example(
                  "Thumbprint(CBin(0,1))",
                  "6E340B9CFFB37A989CA544E6BB780A2C78901D3FB33738768511A30617AFA01D")
              .nullGives(NULL)
              .computes(a -> new Bin(sha256(a.bytes(0)))));

  /** Our choice: a negative number fits when its two's complement does. */
  private static ExpressionValue bytes(Arguments a) {
    long value = a.number(0);
    long length = a.number(1);
    if (length < 1 || length > Limits.BINARY_NUMBER) {
      throw a.invalid(1, "is " + length + "; 1 to " + Limits.BINARY_NUMBER + " are possible.");
    }
    long rest = length >= 8 ? 0 : value >> 8 * length;
    long half = length >= 8 ? 0 : value >> (8 * length - 1);
    if (value >= 0 ? rest != 0 : half != 0 && half != -1) {
      throw a.invalid(0, "is " + value + ", which does not fit into " + length + " bytes.");
    }
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >> 8 * Math.min(i, 7));
      if (i >= 8) {
        bytes[i] = (byte) (value < 0 ? -1 : 0);
      }
    }
    return new Bin(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
