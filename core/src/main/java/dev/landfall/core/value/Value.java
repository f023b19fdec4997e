package dev.landfall.core.value;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Base64;

/**
 * One value of a non-reference attribute. Absence is never a value: an attribute that has none is
 * not in the {@link Attributes} at all. References are kept apart from object bodies (see {@code
 * core.store}).
 */
public sealed interface Value {

  /** The value as text: booleans as {@code True}/{@code False}, binaries as base64. */
  String text();

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Number(number);
  }

  static Value of(boolean bool) {
    return bool ? Bool.TRUE : Bool.FALSE;
  }

  static Value of(byte[] bytes) {
    return new Binary(bytes);
  }

  /** Unicode text. */
  record Text(String text) implements Value {
    public Text {
      requireNonNull(text, "text");
    }
  }

  /** A 64-bit signed integer. */
  record Number(long number) implements Value {
    @Override
    public String text() {
      return Long.toString(number);
    }
  }

  /** A truth value. */
  record Bool(boolean value) implements Value {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);

    @Override
    public String text() {
      return value ? "True" : "False";
    }
  }

  /** Bytes. The array is not copied: nobody changes it after construction. */
  @SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below go by content
  record Binary(byte[] bytes) implements Value {
    public Binary {
      requireNonNull(bytes, "bytes");
    }

    @Override
    public String text() {
      return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Binary[" + text() + "]";
    }
  }
}
