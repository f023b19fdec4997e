package dev.landfall.engine.rule.powershell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An object that commands exchange: named properties, found in any case. */
public interface ScriptObject {

  /** What it is, in one word. */
  String typeName();

  /** The names of its properties as they are documented, in order. */
  List<String> properties();

  Optional<ScriptValue> property(String name);

  /** An object whose properties do not change. */
  static ScriptObject of(String typeName, Map<String, ScriptValue> properties) {
    List<String> names = List.copyOf(properties.keySet());
    Map<String, ScriptValue> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(properties);
    return new ScriptObject() {
      @Override
      public String typeName() {
        return typeName;
      }

      @Override
      public List<String> properties() {
        return names;
      }

      @Override
      public Optional<ScriptValue> property(String name) {
        return Optional.ofNullable(byName.get(name));
      }
    };
  }
}
