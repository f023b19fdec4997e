package dev.landfall.engine.rule.powershell;

import dev.landfall.core.error.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The commands that a script may call, by name in any case. */
public final class ScriptCommands {
  private final Map<String, ScriptCommand> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> names = new ArrayList<>();

  private ScriptCommands(List<ScriptCommand> commands) {
    for (ScriptCommand command : commands) {
      byName.put(command.name(), command);
      names.add(command.name());
    }
    ObjectCommands.ALIASES.forEach(
        (alias, name) -> {
          ScriptCommand command = byName.get(name);
          if (command != null) {
            byName.put(alias, command);
          }
        });
  }

  /** The commands given, and those that work on objects of any kind (pipes, output, modules). */
  public static ScriptCommands of(Collection<? extends ScriptCommand> commands, ScriptHost host) {
    List<ScriptCommand> all = new ArrayList<>(commands);
    all.addAll(ObjectCommands.all(host));
    return new ScriptCommands(all);
  }

  ScriptCommand find(Pipeline.Command call) {
    ScriptCommand command = byName.get(call.name());
    if (command == null) {
      throw new ScriptException(
          call.position(),
          "\""
              + call.name()
              + "\" is not a command that is known here."
              + NearestName.of(call.name(), names)
                  .map(near -> " Did you mean \"" + near + "\"?")
                  .orElse(""));
    }
    return command;
  }
}
