package dev.landfall.core.value;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.UUID;

/**
 * A GUID as Active Directory and Entra ID write it. The text form is lower case with hyphens; the
 * binary form has the first three fields little-endian (the order of {@code objectGUID} on the
 * wire, and of the bytes behind a base64 source anchor).
 */
public record ObjectGuid(UUID uuid) implements Comparable<ObjectGuid> {
  public ObjectGuid {
    requireNonNull(uuid, "uuid");
  }

  /**
   * Reads the text form, with or without braces, in any case.
   *
   * @throws IllegalArgumentException if the text is no GUID
   */
  public static ObjectGuid parse(String text) {
    String bare =
        text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
    if (bare.length() != 36) {
      throw new IllegalArgumentException("\"" + text + "\" is not a GUID.");
    }
    return new ObjectGuid(UUID.fromString(bare.toLowerCase(Locale.ROOT)));
  }

  /**
   * Reads the 16 bytes of {@code objectGUID}.
   *
   * @throws IllegalArgumentException if there are not exactly 16
   */
  public static ObjectGuid ofBytes(byte[] bytes) {
    if (bytes.length != 16) {
      throw new IllegalArgumentException("A GUID has 16 bytes, not " + bytes.length + ".");
    }
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long high = Integer.toUnsignedLong(little.getInt()) << 32;
    high |= Short.toUnsignedLong(little.getShort()) << 16;
    high |= Short.toUnsignedLong(little.getShort());
    long low = little.order(ByteOrder.BIG_ENDIAN).getLong();
    return new ObjectGuid(new UUID(high, low));
  }

  /** The 16 bytes of {@code objectGUID}. */
  public byte[] bytes() {
    long high = uuid.getMostSignificantBits();
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >>> 32))
        .putShort((short) (high >>> 16))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  @Override
  public int compareTo(ObjectGuid other) {
    return uuid.compareTo(other.uuid);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
