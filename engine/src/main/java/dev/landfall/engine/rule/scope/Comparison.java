package dev.landfall.engine.rule.scope;

import dev.landfall.core.value.Value;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a scope operator asks of one value. Texts compare ordinally without case; numbers
 * numerically when both sides are numbers; binaries by their base64 or hexadecimal text.
 */
public enum Comparison {
  EQUAL {
    @Override
    boolean numbers(long value, long operand) {
      return value == operand;
    }

    @Override
    boolean texts(String value, String operand) {
      return value.equalsIgnoreCase(operand);
    }
  },
  LESS {
    @Override
    boolean numbers(long value, long operand) {
      return value < operand;
    }

    @Override
    boolean texts(String value, String operand) {
      return order(value, operand) < 0;
    }
  },
  LESS_OR_EQUAL {
    @Override
    boolean numbers(long value, long operand) {
      return value <= operand;
    }

    @Override
    boolean texts(String value, String operand) {
      return order(value, operand) <= 0;
    }
  },
  GREATER {
    @Override
    boolean numbers(long value, long operand) {
      return value > operand;
    }

    @Override
    boolean texts(String value, String operand) {
      return order(value, operand) > 0;
    }
  },
  GREATER_OR_EQUAL {
    @Override
    boolean numbers(long value, long operand) {
      return value >= operand;
    }

    @Override
    boolean texts(String value, String operand) {
      return order(value, operand) >= 0;
    }
  },
  CONTAINS {
    @Override
    boolean texts(String value, String operand) {
      return lower(value).contains(lower(operand));
    }
  },
  STARTS_WITH {
    @Override
    boolean texts(String value, String operand) {
      return value.regionMatches(true, 0, operand, 0, operand.length());
    }
  },
  ENDS_WITH {
    @Override
    boolean texts(String value, String operand) {
      int start = value.length() - operand.length();
      return start >= 0 && value.regionMatches(true, start, operand, 0, operand.length());
    }
  },
  PRESENT {
    @Override
    boolean texts(String value, String operand) {
      return true;
    }
  },
  /** The operand is a mask; all of its bits must be set. */
  BITS {
    @Override
    boolean numbers(long value, long operand) {
      return (value & operand) == operand;
    }

    @Override
    boolean texts(String value, String operand) {
      OptionalLong left = number(value);
      OptionalLong right = number(operand);
      return left.isPresent() && right.isPresent() && numbers(left.getAsLong(), right.getAsLong());
    }
  },
  /** Answered from the references of the connector space, never here. */
  MEMBER_OF {
    @Override
    boolean texts(String value, String operand) {
      return false;
    }
  };

  abstract boolean texts(String value, String operand);

  boolean numbers(long value, long operand) {
    return texts(Long.toString(value), Long.toString(operand));
  }

  /** Whether the value satisfies the comparison with the operand. */
  public boolean holds(Value value, String operand) {
    if (value instanceof Value.Number number) {
      OptionalLong right = number(operand);
      if (right.isPresent()) {
        return numbers(number.number(), right.getAsLong());
      }
    }
    if (value instanceof Value.Binary binary && this == EQUAL) {
      return texts(value.text(), operand) || texts(hex(binary.bytes()), operand);
    }
    return texts(value.text(), operand);
  }

  private static int order(String value, String operand) {
    return lower(value).compareTo(lower(operand));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  /** Reads a decimal number, or a hexadecimal one with {@code 0x} or {@code &H}. */
  static OptionalLong number(String text) {
    String trimmed = text.trim();
    try {
      if (trimmed.regionMatches(true, 0, "0x", 0, 2)
          || trimmed.regionMatches(true, 0, "&H", 0, 2)) {
        return OptionalLong.of(Long.parseUnsignedLong(trimmed.substring(2), 16));
      }
      return OptionalLong.of(Long.parseLong(trimmed));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }
}
