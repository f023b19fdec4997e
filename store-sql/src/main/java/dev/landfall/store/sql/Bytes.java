package dev.landfall.store.sql;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** A compact binary form: numbers in as few bytes as they need, text as UTF-8 with its length. */
final class Bytes {
  private Bytes() {}

  /** Collects bytes. */
  static final class Writer {
    private byte[] buffer = new byte[512];
    private int size;

    private void reserve(int more) {
      if (size + more > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
      }
    }

    Writer single(int value) {
      reserve(1);
      buffer[size++] = (byte) value;
      return this;
    }

    Writer flag(boolean value) {
      return single(value ? 1 : 0);
    }

    /** A number that is seldom negative: seven bits a byte. */
    Writer number(long value) {
      reserve(10);
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        buffer[size++] = (byte) (rest & 0x7F | 0x80);
        rest >>>= 7;
      }
      buffer[size++] = (byte) rest;
      return this;
    }

    /** A number that may well be negative. */
    Writer signed(long value) {
      return number(value << 1 ^ value >> 63);
    }

    Writer bytes(byte[] value) {
      number(value.length);
      reserve(value.length);
      System.arraycopy(value, 0, buffer, size, value.length);
      size += value.length;
      return this;
    }

    Writer text(String value) {
      return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Writer instant(Instant value) {
      return signed(value.getEpochSecond()).number(value.getNano());
    }

    byte[] done() {
      return Arrays.copyOf(buffer, size);
    }
  }

  /** Reads what a {@link Writer} wrote. */
  static final class Reader {
    private final byte[] buffer;
    private int position;

    Reader(byte[] buffer) {
      this.buffer = buffer;
    }

    /** Starts reading a body of this version. */
    static Reader version(int expected, byte[] buffer) {
      Reader in = new Reader(buffer);
      int version = in.single();
      if (version != expected) {
        throw new IllegalStateException("The store holds a body of unknown version " + version);
      }
      return in;
    }

    int single() {
      return buffer[position++] & 0xFF;
    }

    boolean flag() {
      return single() != 0;
    }

    long number() {
      long value = 0;
      int shift = 0;
      while (true) {
        byte next = buffer[position++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
        shift += 7;
      }
    }

    long signed() {
      long value = number();
      return value >>> 1 ^ -(value & 1);
    }

    int length() {
      return (int) number();
    }

    byte[] bytes() {
      int length = length();
      byte[] value = Arrays.copyOfRange(buffer, position, position + length);
      position += length;
      return value;
    }

    String text() {
      int length = length();
      String value = new String(buffer, position, length, StandardCharsets.UTF_8);
      position += length;
      return value;
    }

    Instant instant() {
      return Instant.ofEpochSecond(signed(), number());
    }
  }
}
