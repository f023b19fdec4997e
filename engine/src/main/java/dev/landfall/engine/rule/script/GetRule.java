package dev.landfall.engine.rule.script;

import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code Get-ADSyncRule}: all rules by precedence, or the one with an id. */
final class GetRule implements ScriptCommand {
  private final RuleScriptHost host;

  GetRule(RuleScriptHost host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "Get-ADSyncRule";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(CommandParameter.guid("Identifier").at(0));
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    String wanted =
        call.text("Identifier").orElse("").toLowerCase(Locale.ROOT).replaceAll("[{}]", "");
    List<ScriptValue> found = new ArrayList<>();
    for (SyncRule rule : host.rules()) {
      if (wanted.isEmpty() || rule.id().equals(wanted)) {
        found.add(new ScriptValue.Thing(new RuleObject(rule)));
      }
    }
    return found;
  }
}
