package dev.landfall.expression;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A value during evaluation. Absent and {@code NULL} are the same: {@link #NULL}. */
public sealed interface ExpressionValue
    permits ExpressionValue.Text,
        ExpressionValue.Num,
        ExpressionValue.Bool,
        ExpressionValue.Bin,
        ExpressionValue.Ref,
        ExpressionValue.DateTime,
        ExpressionValue.Multi,
        ExpressionValue.Null,
        ExpressionValue.Symbol {

  ExpressionValue NULL = Null.NULL;

  /**
   * A form for people and for the examples of the catalogue: binary as upper-case hex, a collection
   * as <code>{a;b}</code>, nothing as {@code NULL}, dates as ISO 8601.
   */
  String display();

  /** The word for this kind of value in messages. */
  String kind();

  /** The same as a part of a sentence: "a number", "text". */
  default String kindWithArticle() {
    return switch (kind()) {
      case "text", "binary", "NULL", "AuthoritativeNull", "IgnoreThisFlow" -> kind();
      case "enumeration member" -> "an " + kind();
      default -> "a " + kind();
    };
  }

  static ExpressionValue of(String text) {
    return new Text(text);
  }

  /** Small numbers are lengths, places and results of bit tests: they are made once. */
  static ExpressionValue of(long number) {
    return number >= 0 && number < Num.SMALL.length ? Num.SMALL[(int) number] : new Num(number);
  }

  static ExpressionValue of(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  static ExpressionValue multi(String... texts) {
    return new Multi(Arrays.stream(texts).map(ExpressionValue::of).toList());
  }

  record Text(String text) implements ExpressionValue {
    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public String display() {
      return text;
    }

    @Override
    public String kind() {
      return "text";
    }
  }

  record Num(long number) implements ExpressionValue {
    private static final Num[] SMALL = new Num[256];

    static {
      for (int i = 0; i < SMALL.length; i++) {
        SMALL[i] = new Num(i);
      }
    }

    @Override
    public String display() {
      return Long.toString(number);
    }

    @Override
    public String kind() {
      return "number";
    }
  }

  record Bool(boolean value) implements ExpressionValue {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    @Override
    public String display() {
      return value ? "True" : "False";
    }

    @Override
    public String kind() {
      return "Boolean";
    }
  }

  /** Bytes, compared by content. Not copied, because keys and certificates flow by the million. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bin(byte[] bytes) implements ExpressionValue {
    public Bin {
      requireNonNull(bytes, "bytes");
    }

    /** The bytes themselves: callers must not change them. */
    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bin && Arrays.equals(bytes, ((Bin) other).bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Bin[" + display() + "]";
    }

    @Override
    public String display() {
      return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    @Override
    public String kind() {
      return "binary";
    }
  }

  /** The distinguished name of an object, as stored: neither checked nor normalised. */
  record Ref(String dn) implements ExpressionValue {
    public Ref {
      requireNonNull(dn, "dn");
    }

    @Override
    public String display() {
      return dn;
    }

    @Override
    public String kind() {
      return "reference";
    }
  }

  /** A moment in UTC. Exists only inside expressions: attributes cannot store it. */
  record DateTime(Instant instant) implements ExpressionValue {
    public DateTime {
      requireNonNull(instant, "instant");
    }

    @Override
    public String display() {
      return instant.toString();
    }

    @Override
    public String kind() {
      return "date-time";
    }
  }

  /** A collection in import order, possibly with duplicates; never nested and without NULL. */
  record Multi(List<ExpressionValue> values) implements ExpressionValue {
    public Multi {
      values = List.copyOf(values);
      for (ExpressionValue value : values) {
        if (value instanceof Multi || value instanceof Null || value instanceof Symbol) {
          throw new IllegalArgumentException("A collection cannot hold " + value.kind());
        }
      }
    }

    @Override
    public String display() {
      return values.stream()
          .map(ExpressionValue::display)
          .collect(Collectors.joining(";", "{", "}"));
    }

    @Override
    public String kind() {
      return "collection";
    }
  }

  /** Absent. */
  enum Null implements ExpressionValue {
    NULL;

    @Override
    public String display() {
      return "NULL";
    }

    @Override
    public String kind() {
      return "NULL";
    }
  }

  /**
   * A named constant: {@code AuthoritativeNull}, {@code IgnoreThisFlow}, or an enumeration member
   * such as {@code UTF8}. Lives inside an evaluation only; {@link Expression#evaluate} never
   * returns one and a context never supplies one.
   */
  record Symbol(String name) implements ExpressionValue {
    public static final Symbol AUTHORITATIVE_NULL = new Symbol("AuthoritativeNull");
    public static final Symbol IGNORE_THIS_FLOW = new Symbol("IgnoreThisFlow");

    public Symbol {
      requireNonNull(name, "name");
    }

    /** Steers the flow instead of carrying a value, so it is legal only as the final value. */
    public boolean steersFlow() {
      return equals(AUTHORITATIVE_NULL) || equals(IGNORE_THIS_FLOW);
    }

    @Override
    public String display() {
      return name;
    }

    @Override
    public String kind() {
      return steersFlow() ? name : "enumeration member";
    }
  }
}
