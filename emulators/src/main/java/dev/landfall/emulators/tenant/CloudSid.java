package dev.landfall.emulators.tenant;

import dev.landfall.core.value.ObjectGuid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Security identifiers: the cloud's own, and the text form of binary ones. */
final class CloudSid {
  private CloudSid() {}

  /** {@code S-1-12-1-a-b-c-d}: the four little-endian words of the GUID's Windows layout. */
  static String of(String id) {
    ByteBuffer words = ByteBuffer.wrap(ObjectGuid.parse(id).bytes()).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder sid = new StringBuilder("S-1-12-1");
    while (words.hasRemaining()) {
      sid.append('-').append(Integer.toUnsignedString(words.getInt()));
    }
    return sid.toString();
  }

  /**
   * The text of a binary SID.
   *
   * @throws IllegalArgumentException if the bytes are no SID
   */
  static String text(byte[] sid) {
    if (sid.length < 8 || sid.length != 8 + 4 * (sid[1] & 0xff)) {
      throw new IllegalArgumentException("These bytes are no SID.");
    }
    long authority = 0;
    for (int i = 2; i < 8; i++) {
      authority = authority << 8 | (sid[i] & 0xff);
    }
    StringBuilder text = new StringBuilder("S-" + sid[0] + "-" + authority);
    ByteBuffer words = ByteBuffer.wrap(sid, 8, sid.length - 8).order(ByteOrder.LITTLE_ENDIAN);
    while (words.hasRemaining()) {
      text.append('-').append(Integer.toUnsignedString(words.getInt()));
    }
    return text.toString();
  }
}
