package dev.landfall.expression.function;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** Bytes as text and back: base64, hexadecimal, GUIDs, security identifiers. */
public final class Bytes {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String DASHED =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  private static final Pattern GUID = Pattern.compile(DASHED + "|\\{" + DASHED + "\\}");

  private Bytes() {}

  public static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  public static byte[] fromHex(String text) {
    try {
      return HEX.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_ARGUMENT.because("\"" + text + "\" is not pairs of hexadecimal digits.");
    }
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Padding is required, as in the original. */
  public static byte[] fromBase64(String text) {
    try {
      if (text.length() % 4 == 0) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // falls through: the message is the same
    }
    throw Fault.INVALID_ARGUMENT.because("\"" + text + "\" is not base64 with padding.");
  }

  public static Charset charset(String encoding) {
    return switch (encoding) {
      case "Unicode" -> StandardCharsets.UTF_16LE;
      case "UTF8" -> StandardCharsets.UTF_8;
      case "ASCII" -> StandardCharsets.US_ASCII;
      default ->
          throw Fault.INVALID_ARGUMENT.because(
              "\"" + encoding + "\" is not an encoding. Use Unicode, ASCII or UTF8.");
    };
  }

  /** Malformed input is an error: replacement characters would travel into a directory. */
  public static String decode(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Fault.INVALID_ARGUMENT.because("The bytes are not text in " + charset.name() + ".");
    }
  }

  public static boolean isGuid(String text) {
    return GUID.matcher(text).matches();
  }

  /** 16 bytes in Microsoft order: the first three fields little-endian. */
  public static byte[] fromGuid(String text) {
    if (!isGuid(text)) {
      throw Fault.INVALID_ARGUMENT.because("\"" + text + "\" is not a GUID with hyphens.");
    }
    String dashed = text.startsWith("{") ? text.substring(1, 37) : text;
    return swapGuid(HEX.parseHex(dashed.replace("-", "")));
  }

  public static String guid(byte[] bytes) {
    if (bytes.length != 16) {
      throw Fault.INVALID_ARGUMENT.because("A GUID has 16 bytes, not " + bytes.length + ".");
    }
    ByteBuffer ordered = ByteBuffer.wrap(swapGuid(bytes));
    return new UUID(ordered.getLong(), ordered.getLong()).toString();
  }

  private static byte[] swapGuid(byte[] b) {
    return new byte[] {
      b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
      b[15]
    };
  }

  /** An identifier authority of 2³² and more is written in hexadecimal, as Windows does. */
  public static String sid(byte[] bytes) {
    if (bytes.length < 8 || bytes.length != 8 + 4 * (bytes[1] & 0xff)) {
      throw Fault.INVALID_ARGUMENT.because("\"" + hex(bytes) + "\" is not a security identifier.");
    }
    long authority = 0;
    for (int i = 2; i < 8; i++) {
      authority = authority << 8 | (bytes[i] & 0xff);
    }
    StringBuilder text = new StringBuilder("S-").append(bytes[0] & 0xff).append('-');
    text.append(
        authority >= 1L << 32 ? "0x" + HexFormat.of().toHexDigits(authority, 12) : "" + authority);
    for (int i = 8; i < bytes.length; i += 4) {
      text.append('-').append(littleEndian(bytes, i, 4));
    }
    return text.toString();
  }

  public static long littleEndian(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = from + length - 1; i >= from; i--) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }
}
