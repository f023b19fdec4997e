package dev.landfall.store.sql;

import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.NameMap;
import dev.landfall.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attributes and changes of attributes in binary form; names go by number. */
final class AttributesCodec {
  private static final int TEXT = 0;
  private static final int NUMBER = 1;
  private static final int TRUE = 2;
  private static final int FALSE = 3;
  private static final int BINARY = 4;

  private static final int NOTHING = 255;

  private static final PendingExport.Operation[] OPERATIONS = PendingExport.Operation.values();

  private final Names names;

  AttributesCodec(Names names) {
    this.names = names;
  }

  void write(Bytes.Writer out, Attributes attributes) {
    out.number(attributes.names().size());
    for (Map.Entry<AttributeName, List<Value>> entry : attributes.entries()) {
      out.number(names.id(entry.getKey().name()));
      write(out, entry.getValue());
    }
  }

  Attributes attributes(Bytes.Reader in) {
    int count = in.length();
    if (count == 0) {
      return Attributes.NONE;
    }
    Attributes.Builder attributes = Attributes.builder();
    for (int i = 0; i < count; i++) {
      attributes.set(names.attribute(in.number()), values(in));
    }
    return attributes.build();
  }

  void write(Bytes.Writer out, PendingExport export) {
    if (export.equals(PendingExport.NONE)) {
      out.single(NOTHING);
      return;
    }
    out.single(export.operation().ordinal());
    out.number(export.changes().size());
    export
        .changes()
        .forEach(
            (name, values) -> {
              out.number(names.id(name.name()));
              write(out, values);
            });
    out.flag(export.newDn().isPresent());
    export.newDn().ifPresent(out::text);
  }

  PendingExport pendingExport(Bytes.Reader in) {
    int operation = in.single();
    if (operation == NOTHING) {
      return PendingExport.NONE;
    }
    int count = in.length();
    NameMap.Builder<List<Value>> changes = NameMap.builder();
    for (int i = 0; i < count; i++) {
      changes.put(names.attribute(in.number()), values(in));
    }
    Optional<String> newDn = in.flag() ? Optional.of(in.text()) : Optional.empty();
    return new PendingExport(OPERATIONS[operation], changes.build(), newDn);
  }

  private static void write(Bytes.Writer out, List<Value> values) {
    out.number(values.size());
    for (Value value : values) {
      write(out, value);
    }
  }

  private static void write(Bytes.Writer out, Value value) {
    if (value instanceof Value.Text text) {
      out.single(TEXT).text(text.text());
    } else if (value instanceof Value.Number number) {
      out.single(NUMBER).signed(number.number());
    } else if (value instanceof Value.Bool bool) {
      out.single(bool.value() ? TRUE : FALSE);
    } else {
      out.single(BINARY).bytes(((Value.Binary) value).bytes());
    }
  }

  private static List<Value> values(Bytes.Reader in) {
    int count = in.length();
    if (count == 1) {
      return List.of(value(in));
    }
    List<Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(in));
    }
    return values;
  }

  private static Value value(Bytes.Reader in) {
    int kind = in.single();
    return switch (kind) {
      case TEXT -> Value.of(in.text());
      case NUMBER -> Value.of(in.signed());
      case TRUE -> Value.of(true);
      case FALSE -> Value.of(false);
      case BINARY -> Value.of(in.bytes());
      default -> throw new IllegalStateException("The store holds an unknown value kind " + kind);
    };
  }
}
