package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/** Security identifiers of the domain: one domain part and a counter. */
final class Sids {
  private final String domainSid;
  private int nextRid = 1103;
  private int spareRid = 0x3fffff00;

  /** Of a domain that has never been. */
  Sids() {
    SecureRandom random = new SecureRandom();
    domainSid =
        "S-1-5-21-"
            + (random.nextInt() & 0x7fffffff)
            + "-"
            + (random.nextInt() & 0x7fffffff)
            + "-"
            + (random.nextInt() & 0x7fffffff);
  }

  Sids(String domainSid) {
    this.domainSid = domainSid;
  }

  String domainSid() {
    return domainSid;
  }

  byte[] next() {
    return withRid(nextRid++);
  }

  /** Notes that an account has a SID already, so that no new one gets it. */
  void taken(ASN1OctetString sid) {
    boolean ours = text(sid.getValue()).startsWith(domainSid + "-");
    int rid = rid(sid.getValue());
    if (ours && rid >= nextRid && rid < 0x3fffff00) {
      nextRid = rid + 1;
    }
  }

  /** A SID far from those of accounts, for an object that has to give up its own. */
  byte[] spare() {
    return withRid(spareRid++);
  }

  byte[] withRid(int rid) {
    return bytes(domainSid + "-" + rid);
  }

  /** The wire form: revision, count, authority big-endian, sub-authorities little-endian. */
  static byte[] bytes(String text) {
    String[] part = text.split("-", -1);
    if (part.length < 3 || !part[0].equalsIgnoreCase("S")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a SID.");
    }
    int count = part.length - 3;
    ByteBuffer out = ByteBuffer.allocate(8 + 4 * count);
    out.put(Byte.parseByte(part[1])).put((byte) count);
    long authority = Long.parseLong(part[2]);
    out.putShort((short) (authority >>> 32)).putInt((int) authority);
    out.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 3; i < part.length; i++) {
      out.putInt((int) Long.parseLong(part[i]));
    }
    return out.array();
  }

  /** The text form; throws {@link IllegalArgumentException} if the bytes are no SID. */
  static String text(byte[] bytes) {
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

  /** The last sub-authority. */
  static int rid(byte[] sid) {
    return ByteBuffer.wrap(sid).order(ByteOrder.LITTLE_ENDIAN).getInt(sid.length - 4);
  }
}
