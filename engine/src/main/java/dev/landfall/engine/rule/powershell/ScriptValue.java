package dev.landfall.engine.rule.powershell;

import java.util.List;
import java.util.Optional;

/** What a variable, an argument or an output of a script can be. */
public sealed interface ScriptValue {

  /** The value as PowerShell would put it into a text. */
  String text();

  static ScriptValue of(String text) {
    return new Text(text);
  }

  static ScriptValue of(long number) {
    return new Whole(number);
  }

  static ScriptValue of(boolean value) {
    return new Truth(value);
  }

  static ScriptValue of(Optional<String> text) {
    return text.<ScriptValue>map(Text::new).orElse(Nothing.NULL);
  }

  static ScriptValue of(List<? extends ScriptValue> items) {
    return new Items(List.copyOf(items));
  }

  /** The values in it: none for {@code $null}, the items of a list, else itself. */
  default List<ScriptValue> items() {
    return List.of(this);
  }

  /** Unicode text. */
  record Text(String text) implements ScriptValue {}

  /** A whole number. */
  record Whole(long number) implements ScriptValue {
    @Override
    public String text() {
      return Long.toString(number);
    }
  }

  /** {@code $true} or {@code $false}. */
  record Truth(boolean value) implements ScriptValue {
    @Override
    public String text() {
      return value ? "True" : "False";
    }
  }

  /** {@code $null}. */
  enum Nothing implements ScriptValue {
    NULL;

    @Override
    public String text() {
      return "";
    }

    @Override
    public List<ScriptValue> items() {
      return List.of();
    }
  }

  /** A list. */
  record Items(List<ScriptValue> items) implements ScriptValue {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String text() {
      return String.join(" ", items.stream().map(ScriptValue::text).toList());
    }
  }

  /** An object with properties, e.g. a rule. */
  record Thing(ScriptObject object) implements ScriptValue {
    @Override
    public String text() {
      return object.typeName();
    }
  }

  /** A filter in braces, to be asked of one object at a time. */
  record Filter(ScriptExpression condition) implements ScriptValue {
    @Override
    public String text() {
      return "{…}";
    }
  }
}
