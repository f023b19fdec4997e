package dev.landfall.engine.rule.script;

import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.List;

/** {@code Add-ADSyncJoinConditionGroup}: adds a join group to a rule in memory. */
final class AddJoinGroup implements ScriptCommand {

  @Override
  public String name() {
    return "Add-ADSyncJoinConditionGroup";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(
        CommandParameter.object("SynchronizationRule").mandatory().piped(),
        CommandParameter.list("JoinConditions").mandatory());
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    RuleObject rule = RuleObject.of(call, "SynchronizationRule");
    rule.addJoin(NewCondition.Condition.all(call, "JoinConditions", JoinCondition.class));
    return List.of(new ScriptValue.Thing(rule));
  }
}
