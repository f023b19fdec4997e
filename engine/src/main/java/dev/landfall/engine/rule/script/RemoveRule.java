package dev.landfall.engine.rule.script;

import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.List;
import java.util.Locale;

/** {@code Remove-ADSyncRule}: removes the rules that come through the pipe, or one by its id. */
final class RemoveRule implements ScriptCommand {
  private final RuleScriptHost host;

  RemoveRule(RuleScriptHost host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "Remove-ADSyncRule";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(
        CommandParameter.object("SynchronizationRule").piped(),
        CommandParameter.guid("Identifier").at(0),
        CommandParameter.flag("Force"));
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    if (call.has("Identifier")) {
      host.remove(byId(call, call.required("Identifier")));
      return List.of();
    }
    RuleObject.all(call, call.list("SynchronizationRule"))
        .forEach(rule -> host.remove(byId(call, rule.rule().id())));
    return List.of();
  }

  private SyncRule byId(Invocation call, String id) {
    String bare = id.toLowerCase(Locale.ROOT).replaceAll("[{}]", "");
    return host.rules().stream()
        .filter(rule -> rule.id().equals(bare))
        .findFirst()
        .orElseThrow(() -> call.problem("Identifier", "There is no rule \"" + id + "\"."));
  }
}
