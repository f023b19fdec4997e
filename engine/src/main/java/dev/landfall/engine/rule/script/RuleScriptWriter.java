package dev.landfall.engine.rule.script;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.powershell.Quotes;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.schedule.Durations;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a rule as the script that the Rules Editor exports: the rule, its flows, its scope groups,
 * its join groups, then the line that saves it and one that shows it. A line for each parameter,
 * with back-ticks between; lines end with LF. The version of a rule is not in it; a script makes
 * version 1.
 */
public final class RuleScriptWriter {
  private static final String RULE = "$syncRule[0]";

  private final StringBuilder script = new StringBuilder();

  private RuleScriptWriter() {}

  public static String write(SyncRule rule) {
    RuleScriptWriter writer = new RuleScriptWriter();
    writer.rule(rule);
    rule.flows().forEach(writer::flow);
    rule.scope().forEach(writer::scope);
    rule.join().forEach(writer::join);
    writer.command("Add-ADSyncRule", List.of("-SynchronizationRule " + RULE));
    writer.command("Get-ADSyncRule", List.of("-Identifier " + Quotes.quoted(rule.id())));
    return writer.script.toString();
  }

  private void rule(SyncRule rule) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                text("Name", rule.name()),
                text("Identifier", rule.id()),
                text("Description", rule.description()),
                text("Direction", rule.direction().label()),
                "-Precedence " + rule.precedence(),
                text("PrecedenceAfter", rule.precedenceAfter()),
                text("PrecedenceBefore", rule.precedenceBefore()),
                text("SourceObjectType", rule.sourceObjectType()),
                text("TargetObjectType", rule.targetObjectType()),
                text("Connector", rule.connector().value()),
                text("LinkType", rule.linkType().label()),
                rule.softDeleteExpiry().isZero()
                    ? "-SoftDeleteExpiryInterval 0"
                    : text("SoftDeleteExpiryInterval", Durations.timeSpan(rule.softDeleteExpiry())),
                text("ImmutableTag", rule.immutableTag())));
    if (rule.enablePasswordSync()) {
      lines.add("-EnablePasswordSync");
    }
    if (rule.disabled()) {
      lines.add("-Disabled");
    }
    lines.add("-OutVariable syncRule");
    command("New-ADSyncRule", lines);
  }

  private void flow(AttributeFlow flow) {
    List<String> lines = new ArrayList<>();
    lines.add("-SynchronizationRule " + RULE);
    List<String> sources =
        flow.transformation()
            .fold(
                direct -> List.of(direct.source().name()),
                constant -> List.of(constant.text()),
                computed -> computed.sources().stream().map(AttributeName::name).toList());
    if (!sources.isEmpty()) {
      lines.add(
          "-Source @(" + String.join(",", sources.stream().map(Quotes::quoted).toList()) + ")");
    }
    lines.add(text("Destination", flow.target().name()));
    lines.add(
        text(
            "FlowType",
            flow.transformation()
                .<String>fold(
                    direct -> "Direct", constant -> "Constant", computed -> "Expression")));
    lines.add(text("ValueMergeType", flow.mergeType().label()));
    if (flow.transformation() instanceof Transformation.Computed computed) {
      lines.add(text("Expression", computed.expression()));
    }
    if (flow.executeOnce()) {
      lines.add("-ExecuteOnce");
    }
    lines.add("-OutVariable syncRule");
    command("Add-ADSyncAttributeFlowMapping", lines);
  }

  private void scope(List<ScopeClause> group) {
    for (int i = 0; i < group.size(); i++) {
      ScopeClause clause = group.get(i);
      condition(
          i,
          NewCondition.SCOPE,
          Quotes.quoted(clause.attributeText())
              + ","
              + Quotes.quoted(clause.value())
              + ","
              + Quotes.quoted(clause.operator().name()));
    }
    group("Add-ADSyncScopeConditionGroup", "-ScopeConditions ", group.size());
  }

  private void join(List<JoinCondition> group) {
    for (int i = 0; i < group.size(); i++) {
      JoinCondition condition = group.get(i);
      condition(
          i,
          NewCondition.JOIN,
          Quotes.quoted(condition.csAttribute().name())
              + ","
              + Quotes.quoted(condition.mvAttribute().name())
              + ","
              + (condition.caseSensitive() ? "$true" : "$false"));
    }
    group("Add-ADSyncJoinConditionGroup", "-JoinConditions ", group.size());
  }

  private void condition(int number, String type, String arguments) {
    command(
        "New-Object",
        List.of(
            text("TypeName", type),
            "-ArgumentList " + arguments,
            "-OutVariable condition" + number));
  }

  private void group(String name, String parameter, int size) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      conditions.add("$condition" + i + "[0]");
    }
    command(
        name,
        List.of(
            "-SynchronizationRule " + RULE,
            parameter + "@(" + String.join(",", conditions) + ")",
            "-OutVariable syncRule"));
  }

  private static String text(String parameter, String value) {
    return "-" + parameter + " " + Quotes.quoted(value);
  }

  private void command(String name, List<String> lines) {
    script.append(name).append("  `\n").append(String.join(" `\n", lines)).append("\n\n");
  }
}
