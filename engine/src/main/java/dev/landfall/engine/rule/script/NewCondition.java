package dev.landfall.engine.rule.script;

import dev.landfall.core.error.NearestName;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptCommand;
import dev.landfall.engine.rule.powershell.ScriptObject;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.rule.scope.ScopeOperator;
import java.util.List;
import java.util.Optional;

/**
 * {@code New-Object} of the two types that rule scripts need: a scope condition of attribute, value
 * and operator in this order, and a join condition of connector-space attribute, metaverse
 * attribute and whether case matters.
 */
final class NewCondition implements ScriptCommand {
  private static final String NAMESPACE = "Microsoft.IdentityManagement.PowerShell.ObjectModel.";
  static final String SCOPE = NAMESPACE + "ScopeCondition";
  static final String JOIN = NAMESPACE + "JoinCondition";

  @Override
  public String name() {
    return "New-Object";
  }

  @Override
  public List<CommandParameter> parameters() {
    return List.of(
        CommandParameter.text("TypeName").mandatory().at(0),
        CommandParameter.list("ArgumentList").at(1));
  }

  @Override
  public List<ScriptValue> run(Invocation call) {
    String type = call.required("TypeName");
    List<ScriptValue> arguments = call.list("ArgumentList");
    if (type.equalsIgnoreCase(SCOPE) || type.equalsIgnoreCase("ScopeCondition")) {
      return List.of(new ScriptValue.Thing(scope(call, arguments)));
    }
    if (type.equalsIgnoreCase(JOIN) || type.equalsIgnoreCase("JoinCondition")) {
      return List.of(new ScriptValue.Thing(join(call, arguments)));
    }
    throw call.problem(
        "TypeName",
        "\"" + type + "\" cannot be made here. " + NearestName.hint(type, List.of(SCOPE, JOIN)));
  }

  private static Condition<ScopeClause> scope(Invocation call, List<ScriptValue> arguments) {
    if (arguments.size() != 3) {
      throw call.problem(
          "ArgumentList",
          "A scope condition wants attribute, value and operator, such as"
              + " 'department','IT','EQUAL'.");
    }
    String attribute = arguments.get(0).text().strip();
    String operator = arguments.get(2).text();
    ScopeOperator found =
        ScopeOperator.parse(operator)
            .orElseThrow(
                () ->
                    call.problem(
                        "ArgumentList",
                        "\""
                            + operator
                            + "\" is not a scope operator; attribute, value and operator are wanted"
                            + " in this order. "
                            + NearestName.hint(operator, ScopeOperator.names())));
    if (attribute.isEmpty() && !found.asksMembership()) {
      throw call.problem("ArgumentList", "The attribute of the scope condition is missing.");
    }
    return new Condition<>(
        "ScopeCondition", ScopeClause.of(attribute, found, arguments.get(1).text()));
  }

  private static Condition<JoinCondition> join(Invocation call, List<ScriptValue> arguments) {
    boolean complete =
        (arguments.size() == 2 || arguments.size() == 3)
            && arguments.subList(0, 2).stream().noneMatch(name -> name.text().isBlank());
    Optional<Boolean> caseSensitive =
        arguments.size() < 3 ? Optional.of(false) : truth(arguments.get(2));
    if (!complete || caseSensitive.isEmpty()) {
      throw call.problem(
          "ArgumentList",
          "A join condition wants connector-space attribute, metaverse attribute, and $true or"
              + " $false for case, such as 'mail','mail',$false.");
    }
    return new Condition<>(
        "JoinCondition",
        new JoinCondition(
            AttributeName.of(arguments.get(0).text().strip()),
            AttributeName.of(arguments.get(1).text().strip()),
            caseSensitive.get()));
  }

  private static Optional<Boolean> truth(ScriptValue value) {
    return value instanceof ScriptValue.Truth truth ? Optional.of(truth.value()) : Optional.empty();
  }

  /** A condition as an object of a script; it has no properties that scripts ask for. */
  record Condition<T>(String typeName, T content) implements ScriptObject {
    @Override
    public List<String> properties() {
      return List.of();
    }

    @Override
    public Optional<ScriptValue> property(String name) {
      return Optional.empty();
    }

    /** The contents of the conditions that a parameter gives. */
    static <T> List<T> all(Invocation call, String parameter, Class<T> type) {
      return call.list(parameter).stream()
          .map(
              value ->
                  value instanceof ScriptValue.Thing thing
                          && thing.object() instanceof Condition<?> condition
                          && type.isInstance(condition.content())
                      ? type.cast(condition.content())
                      : wrong(call, parameter))
          .toList();
    }

    private static <T> T wrong(Invocation call, String parameter) {
      throw call.problem(
          parameter,
          "-"
              + parameter
              + " wants conditions made by New-Object, such as @($condition0[0], $condition1[0]).");
    }
  }
}
