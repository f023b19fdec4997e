package dev.landfall.expression.certificate;

import java.util.Arrays;

/** One DER element and the way to those inside it: just what the certificate functions need. */
final class Der {
  private final byte[] bytes;
  private final int start;
  private final int contentStart;
  private final int end;

  private Der(byte[] bytes, int start) {
    this.bytes = bytes;
    this.start = start;
    int at = start + 1;
    int length = bytes[at++] & 0xff;
    if (length > 127) {
      int count = length & 0x7f;
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | (bytes[at++] & 0xff);
      }
    }
    contentStart = at;
    end = at + length;
    if (length < 0 || end > bytes.length) {
      throw new IndexOutOfBoundsException("DER length");
    }
  }

  static Der of(byte[] bytes) {
    return new Der(bytes, 0);
  }

  Der child(int index) {
    Der child = new Der(bytes, contentStart);
    for (int i = 0; i < index; i++) {
      child = new Der(bytes, child.end);
    }
    return child;
  }

  boolean hasChild(int index) {
    int at = contentStart;
    for (int i = 0; i < index && at < end; i++) {
      at = new Der(bytes, at).end;
    }
    return at < end;
  }

  byte[] content() {
    return Arrays.copyOfRange(bytes, contentStart, end);
  }

  byte[] encoded() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** The dotted form of an object identifier. */
  String oid() {
    StringBuilder dotted = new StringBuilder();
    long arc = 0;
    for (int i = contentStart; i < end; i++) {
      arc = arc << 7 | (bytes[i] & 0x7f);
      if (bytes[i] < 0) {
        continue;
      }
      if (dotted.length() == 0) {
        long first = Math.min(arc / 40, 2);
        dotted.append(first).append('.').append(arc - first * 40);
      } else {
        dotted.append('.').append(arc);
      }
      arc = 0;
    }
    return dotted.toString();
  }
}
