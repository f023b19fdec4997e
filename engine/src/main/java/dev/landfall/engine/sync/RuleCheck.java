package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.ConfigurationProblem.Severity;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is wrong with rules before an object meets it. An error keeps a rule from being used;
 * a warning says what is probably not meant.
 */
public final class RuleCheck {
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  private RuleCheck() {}

  /** What can be said of each rule alone. A disabled rule has warnings where others have errors. */
  public static List<ConfigurationProblem> each(List<SyncRule> rules) {
    RuleCheck check = new RuleCheck();
    rules.forEach(check::alone);
    return check.problems;
  }

  /**
   * What can be said of all rules of a server together.
   *
   * @param systems the schemas of those connected systems whose schema is known
   */
  public static List<ConfigurationProblem> all(
      List<SyncRule> rules, Map<ConnectorId, Schema> systems, Schema metaverse) {
    RuleCheck check = new RuleCheck();
    rules.forEach(check::alone);
    List<SyncRule> enabled = rules.stream().filter(rule -> !rule.disabled()).toList();
    SchemaCheck schemas = new SchemaCheck(systems, metaverse, check.problems);
    enabled.forEach(schemas::rule);
    new RuleOverlap(check.problems).check(enabled);
    return check.problems;
  }

  private void alone(SyncRule rule) {
    RuleSet.of(List.of(rule.withDisabled(false)))
        .problems()
        .forEach(problem -> add(rule, problem.code(), problem.field(), problem.message()));
    Set<AttributeName> targets = new HashSet<>();
    for (AttributeFlow flow : rule.flows()) {
      if (!targets.add(flow.target())) {
        add(
            rule,
            "DUPLICATE_TARGET",
            flow.target().name(),
            "Two flows of the rule write \"" + flow.target() + "\"; keep one of them.");
      }
    }
    if (rule.linkType() == LinkType.JOIN_NO_FLOW && !rule.flows().isEmpty()) {
      problems.add(
          warning(
              rule,
              "JOIN_NO_FLOW_WITH_FLOWS",
              "flows",
              "A JoinNoFlow rule lets nothing flow; its flows have no effect."));
    }
  }

  private void add(SyncRule rule, String code, String field, String message) {
    problems.add(
        new ConfigurationProblem(
            rule.disabled() ? Severity.WARNING : Severity.ERROR,
            code,
            place(rule),
            0,
            field,
            message
                + (rule.disabled() ? " The rule can be stored as long as it is disabled." : "")));
  }

  static ConfigurationProblem warning(SyncRule rule, String code, String field, String message) {
    return ConfigurationProblem.warning(code, place(rule), 0, field, message);
  }

  static String place(SyncRule rule) {
    return "rule \"" + rule.name() + "\"";
  }
}
