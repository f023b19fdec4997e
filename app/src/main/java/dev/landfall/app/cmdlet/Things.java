package dev.landfall.app.cmdlet;

import dev.landfall.engine.rule.powershell.ScriptObject;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds the objects that cmdlets put out, property by property in documented order. */
final class Things {
  private final String typeName;
  private final Map<String, ScriptValue> properties = new LinkedHashMap<>();

  private Things(String typeName) {
    this.typeName = typeName;
  }

  static Things of(String typeName) {
    return new Things(typeName);
  }

  Things with(String name, String text) {
    properties.put(name, ScriptValue.of(text));
    return this;
  }

  Things with(String name, long number) {
    properties.put(name, ScriptValue.of(number));
    return this;
  }

  Things with(String name, boolean value) {
    properties.put(name, ScriptValue.of(value));
    return this;
  }

  /** Absent is {@code $null}. */
  Things with(String name, Optional<String> text) {
    properties.put(name, ScriptValue.of(text));
    return this;
  }

  ScriptValue thing() {
    return new ScriptValue.Thing(ScriptObject.of(typeName, properties));
  }
}
