package dev.landfall.connectors.ad;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.OctetStringMatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.StaticUtils;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns values on the wire into values of the engine, and back. */
final class Decoder {
  /** Of one attribute: a thumbnail photograph has a hundredth of it. */
  static final int MOST_BYTES = 10_000_000;

  private Decoder() {}

  /**
   * The value of one LDAP value.
   *
   * @throws IllegalArgumentException if it does not fit the type
   */
  static Value value(AttributeType type, ASN1OctetString raw) {
    return switch (type) {
      case BINARY -> Value.of(raw.getValue());
      case NUMBER -> Value.of(number(raw.stringValue()));
      case BOOLEAN -> Value.of(bool(raw.stringValue()));
      case TEXT, REFERENCE -> Value.of(text(raw));
    };
  }

  /** Replacing what is malformed, as the library does, would write the replacement on elsewhere. */
  private static String text(ASN1OctetString raw) {
    if (!StaticUtils.isValidUTF8(raw.getValue())) {
      throw new IllegalArgumentException("It is not valid UTF-8.");
    }
    return raw.stringValue();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no number.", e);
    }
  }

  private static boolean bool(String text) {
    if (text.equalsIgnoreCase("TRUE") || text.equalsIgnoreCase("FALSE")) {
      return text.equalsIgnoreCase("TRUE");
    }
    throw new IllegalArgumentException("\"" + text + "\" is neither TRUE nor FALSE.");
  }

  /** The attributes of an entry that have a type here; others are left out. */
  static Attributes attributes(Entry entry, Map<AttributeName, AttributeType> types) {
    Attributes.Builder builder = Attributes.builder();
    types.forEach(
        (name, type) -> {
          Attribute attribute = entry.getAttribute(name.name());
          if (attribute != null && attribute.size() > 0) {
            builder.set(name, values(type, attribute));
          }
        });
    return builder.build();
  }

  private static List<Value> values(AttributeType type, Attribute attribute) {
    List<Value> values = new ArrayList<>(attribute.size());
    long bytes = 0;
    try {
      for (ASN1OctetString raw : attribute.getRawValues()) {
        bytes += raw.getValue().length;
        if (bytes > MOST_BYTES) {
          throw new IllegalArgumentException(
              "It holds more than " + MOST_BYTES + " bytes. Leave the attribute out of the rules.");
        }
        values.add(value(type, raw));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Attribute \"" + attribute.getBaseName() + "\": " + e.getMessage(), e);
    }
    return values;
  }

  /** The attribute of a change, as LDAP wants it. */
  static Attribute attribute(AttributeName name, List<Value> values) {
    return new Attribute(name.name(), OctetStringMatchingRule.getInstance(), raw(values));
  }

  static ASN1OctetString[] raw(List<Value> values) {
    return values.stream().map(Decoder::raw).toArray(ASN1OctetString[]::new);
  }

  static ASN1OctetString raw(Value value) {
    if (value instanceof Value.Binary binary) {
      return new ASN1OctetString(binary.bytes());
    }
    if (value instanceof Value.Bool bool) {
      return new ASN1OctetString(bool.value() ? "TRUE" : "FALSE");
    }
    return new ASN1OctetString(value.text());
  }

  /** Whether the identifier of the entry could be read. */
  static boolean hasGuid(Entry entry) {
    return entry.hasAttribute("objectGUID") || entry.hasAttribute("entryUUID");
  }

  /**
   * The {@code objectGUID} of an entry, which every object has; of another directory's than Active
   * Directory the {@code entryUUID} (RFC 4530).
   */
  static ObjectGuid guid(Entry entry) {
    byte[] bytes = entry.getAttributeValueBytes("objectGUID");
    if (bytes == null) {
      String uuid = entry.getAttributeValue("entryUUID");
      if (uuid != null) {
        return ObjectGuid.parse(uuid);
      }
      throw new IllegalArgumentException(
          "\"" + entry.getDN() + "\" came without objectGUID: the account may not read it.");
    }
    return ObjectGuid.ofBytes(bytes);
  }

  /** A SID in text form, {@code S-1-5-21-…}. */
  static String sid(byte[] bytes) {
    if (bytes.length < 8 || bytes.length != 8 + 4 * bytes[1]) {
      throw new IllegalArgumentException("A SID has 8 bytes and 4 for each sub-authority.");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    StringBuilder out = new StringBuilder("S-").append(in.get()).append('-');
    int count = in.get();
    out.append((Short.toUnsignedLong(in.getShort()) << 32) | Integer.toUnsignedLong(in.getInt()));
    in.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      out.append('-').append(Integer.toUnsignedLong(in.getInt()));
    }
    return out.toString();
  }

  /**
   * The bytes of a SID in text form.
   *
   * @throws IllegalArgumentException if the text is no SID
   */
  static byte[] sid(String text) {
    String[] part = text.split("-", -1);
    if (part.length < 3 || !part[0].equals("S")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a SID.");
    }
    ByteBuffer out = ByteBuffer.allocate(8 + 4 * (part.length - 3));
    out.put(Byte.parseByte(part[1])).put((byte) (part.length - 3));
    long authority = Long.parseLong(part[2]);
    out.putShort((short) (authority >>> 32)).putInt((int) authority);
    out.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 3; i < part.length; i++) {
      out.putInt((int) Long.parseLong(part[i]));
    }
    return out.array();
  }

  /** The name of an object that survives renames, understood wherever a DN is. */
  static String guidName(ObjectGuid guid) {
    return "<GUID=" + guid + ">";
  }
}
