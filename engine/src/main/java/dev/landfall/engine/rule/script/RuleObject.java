package dev.landfall.engine.rule.script;

import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptException;
import dev.landfall.engine.rule.powershell.ScriptObject;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.schedule.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule as scripts have it: an object in memory that commands add to, until it is saved. For one
 * thread.
 */
public final class RuleObject implements ScriptObject {
  private SyncRule rule;

  public RuleObject(SyncRule rule) {
    this.rule = rule;
  }

  public SyncRule rule() {
    return rule;
  }

  /** The only rule that a parameter, or the pipe, gives. */
  static RuleObject of(Invocation call, String parameter) {
    List<ScriptValue> given = call.list(parameter);
    if (given.size() == 1
        && given.get(0) instanceof ScriptValue.Thing thing
        && thing.object() instanceof RuleObject rule) {
      return rule;
    }
    throw call.problem(
        parameter,
        "-"
            + parameter
            + " wants one rule, such as $syncRule[0] after New-ADSyncRule -OutVariable syncRule.");
  }

  /** The rules in a list of values; anything else is a mistake. */
  static List<RuleObject> all(Invocation call, List<ScriptValue> values) {
    List<RuleObject> rules = new ArrayList<>();
    for (ScriptValue value : values) {
      if (!(value instanceof ScriptValue.Thing thing && thing.object() instanceof RuleObject one)) {
        throw new ScriptException(call.position(), "\"" + value.text() + "\" is not a rule.");
      }
      rules.add(one);
    }
    return rules;
  }

  void add(AttributeFlow flow) {
    rule = rule.withContent(with(rule.flows(), flow), rule.join(), rule.scope());
  }

  void addJoin(List<JoinCondition> group) {
    rule = rule.withContent(rule.flows(), with(rule.join(), group), rule.scope());
  }

  void addScope(List<ScopeClause> group) {
    rule = rule.withContent(rule.flows(), rule.join(), with(rule.scope(), group));
  }

  private static <T> List<T> with(List<T> items, T item) {
    List<T> more = new ArrayList<>(items);
    more.add(item);
    return more;
  }

  @Override
  public String typeName() {
    return "SynchronizationRule";
  }

  @Override
  public List<String> properties() {
    return List.copyOf(values().keySet());
  }

  @Override
  public Optional<ScriptValue> property(String name) {
    return ScriptObject.of(typeName(), values()).property(name);
  }

  private Map<String, ScriptValue> values() {
    Map<String, ScriptValue> values = new LinkedHashMap<>();
    values.put("Name", ScriptValue.of(rule.name()));
    values.put("Identifier", ScriptValue.of(rule.id()));
    values.put("Description", ScriptValue.of(rule.description()));
    values.put("Direction", ScriptValue.of(rule.direction().label()));
    values.put("Precedence", ScriptValue.of(rule.precedence()));
    values.put("PrecedenceAfter", ScriptValue.of(rule.precedenceAfter()));
    values.put("PrecedenceBefore", ScriptValue.of(rule.precedenceBefore()));
    values.put("SourceObjectType", ScriptValue.of(rule.sourceObjectType()));
    values.put("TargetObjectType", ScriptValue.of(rule.targetObjectType()));
    values.put("Connector", ScriptValue.of(rule.connector().value()));
    values.put("LinkType", ScriptValue.of(rule.linkType().label()));
    values.put(
        "SoftDeleteExpiryInterval", ScriptValue.of(Durations.timeSpan(rule.softDeleteExpiry())));
    values.put("ImmutableTag", ScriptValue.of(rule.immutableTag()));
    values.put("EnablePasswordSync", ScriptValue.of(rule.enablePasswordSync()));
    values.put("Disabled", ScriptValue.of(rule.disabled()));
    return values;
  }
}
