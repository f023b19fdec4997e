package dev.landfall.engine.migration;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import java.util.List;
import java.util.Optional;

/** What the two rule steps share: right connectors, free precedences, storing a rule. */
final class CoexistenceGate {
  private CoexistenceGate() {}

  /** Rules built as the procedure was first published are refused by name. */
  static void requireRightConnectors(StepContext context) {
    List<SyncRule> wrong =
        context.world().engine().rules().all().stream()
            .filter(CoexistenceRules::onWrongConnector)
            .toList();
    if (!wrong.isEmpty()) {
      throw new LandfallException(
          ErrorCode.RULE_WRONG_CONNECTOR,
          "RULE_WRONG_CONNECTOR: rule \""
              + wrong.get(0).name()
              + "\" is on the wrong connector: the marker belongs on the Entra connector, the"
              + " shield on the Active Directory connector. Remove it with \"landfall rules remove "
              + wrong.get(0).id()
              + "\".");
    }
  }

  static int[] precedences(StepContext context) {
    List<SyncRule> rules = context.world().engine().rules().all();
    Optional<SyncRule> inbound = find(rules, CoexistenceRules.INBOUND_ID);
    Optional<SyncRule> outbound = find(rules, CoexistenceRules.OUTBOUND_ID);
    int[] free =
        CoexistenceRules.freePrecedences(rules)
            .orElseThrow(
                () ->
                    context.refused(
                        "precedence", "No two precedences below 100 are free.", "Free two."));
    int first = inbound.map(SyncRule::precedence).orElse(free[0]);
    int second = outbound.map(SyncRule::precedence).orElse(first == free[1] ? free[0] : free[1]);
    return new int[] {first, second};
  }

  private static Optional<SyncRule> find(List<SyncRule> rules, String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Stores a rule unless it is there already, field for field. */
  static void put(StepContext context, SyncRule rule) {
    Optional<SyncRule> there = context.world().engine().rules().find(rule.id());
    if (there.equals(Optional.of(rule))) {
      context.already("rule " + rule.name(), rule.id());
    } else {
      context.act(
          "rule " + rule.name(),
          there.map(SyncRule::id).orElse(""),
          rule.id(),
          () -> {
            List<ConfigurationProblem> problems = context.world().engine().rules().put(rule);
            if (!problems.isEmpty()) {
              throw context.refused("rule", problems.get(0).message(), "Free the precedence.");
            }
          });
    }
    context.passed("rule stored", rule.name() + ", precedence " + rule.precedence());
  }
}
