package dev.landfall.engine.rule.script;

import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.rule.scope.ScopeClause;
import java.util.List;

/** {@code Add-ADSyncScopeConditionGroup}: adds a group of clauses to a rule in memory. */
final class AddScopeGroup implements ScriptCommand {

  @Override
  public String name() {
    return "Add-ADSyncScopeConditionGroup";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(
        CommandParameter.object("SynchronizationRule").mandatory().piped(),
        CommandParameter.list("ScopeConditions").mandatory());
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    RuleObject rule = RuleObject.of(call, "SynchronizationRule");
    rule.addScope(NewCondition.Condition.all(call, "ScopeConditions", ScopeClause.class));
    return List.of(new ScriptValue.Thing(rule));
  }
}
