package dev.landfall.engine.rule.script;

import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptException;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.ArrayList;
import java.util.List;

/** {@code Add-ADSyncRule}: saves a rule, a new one or one that is there already. */
final class AddRule implements ScriptCommand {
  private final RuleScriptHost host;

  AddRule(RuleScriptHost host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "Add-ADSyncRule";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(
        CommandParameter.object("SynchronizationRule").mandatory().at(0).piped(),
        CommandParameter.flag("Force"));
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    List<ScriptValue> saved = new ArrayList<>();
    for (RuleObject rule : RuleObject.all(call, call.list("SynchronizationRule"))) {
      List<String> errors =
          host.save(rule.rule()).stream()
              .filter(ConfigurationProblem::isError)
              .map(ConfigurationProblem::display)
              .toList();
      if (!errors.isEmpty()) {
        throw new ScriptException(call.position(), String.join("\n", errors));
      }
      saved.add(new ScriptValue.Thing(rule));
    }
    return saved;
  }
}
