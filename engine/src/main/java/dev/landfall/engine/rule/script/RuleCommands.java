package dev.landfall.engine.rule.script;

import dev.landfall.engine.rule.powershell.ScriptCommand;
import java.util.List;

/** The commands that make, find, save and remove rules, under the names of module ADSync. */
public final class RuleCommands {
  private RuleCommands() {}

  public static List<ScriptCommand> all(RuleScriptHost host) {
    return List.of(
        new NewRule(host),
        new AddFlowMapping(),
        new NewCondition(),
        new AddScopeGroup(),
        new AddJoinGroup(),
        new AddRule(host),
        new GetRule(host),
        new RemoveRule(host));
  }
}
