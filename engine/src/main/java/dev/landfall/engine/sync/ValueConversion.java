package dev.landfall.engine.sync;

import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.value.Value;

/** Brings a value to the type that the target's schema wants. */
final class ValueConversion {
  /** Indexed metaverse texts are limited to this many characters. */
  static final int INDEXED_LENGTH = 448;

  private ValueConversion() {}

  static Value convert(Value value, AttributeDefinition target, CompiledFlow flow) {
    return switch (target.type()) {
      case TEXT, REFERENCE -> text(value, target, flow);
      case NUMBER -> number(value, flow);
      case BOOLEAN -> bool(value, flow);
      case BINARY -> {
        if (value instanceof Value.Binary) {
          yield value;
        }
        throw mismatch(value, "binary", flow);
      }
    };
  }

  private static Value text(Value value, AttributeDefinition target, CompiledFlow flow) {
    if (value instanceof Value.Binary) {
      throw mismatch(value, "text", flow);
    }
    Value text = value instanceof Value.Text ? value : Value.of(value.text());
    if (target.indexed() && text.text().length() > INDEXED_LENGTH) {
      throw new SyncErrorException(
          ObjectErrorCode.MV_CONSTRAINT_VIOLATION.text(),
          "The value for \""
              + flow.target()
              + "\" has "
              + text.text().length()
              + " characters; an indexed attribute holds at most "
              + INDEXED_LENGTH
              + ".",
          flow.describe());
    }
    return text;
  }

  private static Value number(Value value, CompiledFlow flow) {
    if (value instanceof Value.Number) {
      return value;
    }
    try {
      return Value.of(Long.parseLong(value.text().strip()));
    } catch (NumberFormatException notANumber) {
      throw mismatch(value, "number", flow);
    }
  }

  private static Value bool(Value value, CompiledFlow flow) {
    if (value instanceof Value.Bool) {
      return value;
    }
    if (value instanceof Value.Text text) {
      if (text.text().equalsIgnoreCase("true")) {
        return Value.of(true);
      }
      if (text.text().equalsIgnoreCase("false")) {
        return Value.of(false);
      }
    }
    throw mismatch(value, "Boolean", flow);
  }

  private static SyncErrorException mismatch(Value value, String wanted, CompiledFlow flow) {
    return new SyncErrorException(
        ObjectErrorCode.CS_ATTRIBUTE_TYPE_MISMATCH.text(),
        "The "
            + value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)
            + " value cannot flow to \""
            + flow.target()
            + "\", which holds a "
            + wanted
            + ".",
        flow.describe());
  }
}
