package dev.landfall.engine.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a server as they would be with some more of them, or others in their stead. Keeps
 * precedence unique over all rules, whatever their connector and direction, and finds the number of
 * a rule that names the rule it is to stand beside.
 *
 * @param rules all rules by precedence
 * @param problems what keeps this from being stored
 */
public record RuleArrangement(List<SyncRule> rules, List<ConfigurationProblem> problems) {

  public RuleArrangement {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** Puts the wanted rules among the current ones; a rule with the same id gives way. */
  public static RuleArrangement of(List<SyncRule> current, List<SyncRule> wanted) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    Map<String, SyncRule> byId = new LinkedHashMap<>();
    current.forEach(rule -> byId.put(rule.id(), rule));
    Map<String, SyncRule> given = new HashMap<>();
    for (SyncRule rule : wanted) {
      SyncRule twin = given.put(rule.id(), rule);
      if (twin != null) {
        problems.add(
            error(
                "RULE_ID_TAKEN",
                rule,
                "id",
                "The id \"" + rule.id() + "\" belongs to rule \"" + twin.name() + "\" as well."));
      }
      SyncRule former = byId.get(rule.id());
      if (former != null && !former.connector().equals(rule.connector())) {
        problems.add(
            error(
                "RULE_CONNECTOR_FIXED",
                rule,
                "connector",
                "The connector of a rule does not change; remove the rule, or add this one with"
                    + " another id."));
      }
      if (!rule.wantsPlace()) {
        byId.put(rule.id(), rule);
      }
    }
    for (SyncRule rule : wanted) {
      if (rule.wantsPlace()) {
        place(rule, byId, problems);
      }
    }
    requireUnique(byId, given, problems);
    List<SyncRule> arranged = new ArrayList<>(byId.values());
    arranged.sort(Comparator.comparingInt(SyncRule::precedence));
    return new RuleArrangement(arranged, problems);
  }

  /** The rule takes its neighbour's number, or the one behind it; all from there on move by one. */
  private static void place(
      SyncRule rule, Map<String, SyncRule> byId, List<ConfigurationProblem> problems) {
    boolean before = !rule.precedenceBefore().equals(SyncRule.NO_RULE);
    String neighbourId = before ? rule.precedenceBefore() : rule.precedenceAfter();
    SyncRule neighbour = byId.get(neighbourId);
    if (neighbour == null || neighbourId.equals(rule.id())) {
      problems.add(
          error(
              "RULE_NOT_FOUND",
              rule,
              before ? "precedence-before" : "precedence-after",
              "There is no other rule \"" + neighbourId + "\" to stand beside."));
      return;
    }
    SyncRule former = byId.remove(rule.id());
    if (former != null && standsThere(former, neighbour, before, byId)) {
      byId.put(rule.id(), rule.withPrecedence(former.precedence()));
      return;
    }
    int number = before ? neighbour.precedence() : neighbour.precedence() + 1;
    byId.replaceAll(
        (id, other) ->
            other.precedence() >= number ? other.withPrecedence(other.precedence() + 1) : other);
    byId.put(rule.id(), rule.withPrecedence(number));
  }

  /** Whether no other rule stands between the two: saving the same rule again moves nothing. */
  private static boolean standsThere(
      SyncRule former, SyncRule neighbour, boolean before, Map<String, SyncRule> others) {
    int low = Math.min(former.precedence(), neighbour.precedence());
    int high = Math.max(former.precedence(), neighbour.precedence());
    return (former.precedence() < neighbour.precedence()) == before
        && others.values().stream()
            .noneMatch(other -> other.precedence() > low && other.precedence() < high);
  }

  private static void requireUnique(
      Map<String, SyncRule> byId,
      Map<String, SyncRule> given,
      List<ConfigurationProblem> problems) {
    Map<Integer, SyncRule> byPrecedence = new HashMap<>();
    for (SyncRule rule : byId.values()) {
      SyncRule other = byPrecedence.putIfAbsent(rule.precedence(), rule);
      if (other == null) {
        continue;
      }
      // The one that was asked for is to blame, not the one that was there.
      SyncRule late = given.containsKey(rule.id()) ? rule : other;
      SyncRule owner = late == rule ? other : rule;
      problems.add(
          error(
              "PRECEDENCE_TAKEN",
              late,
              "precedence",
              "Precedence "
                  + rule.precedence()
                  + " belongs to rule \""
                  + owner.name()
                  + "\"; precedence is unique over all rules of the server."));
    }
  }

  private static ConfigurationProblem error(
      String code, SyncRule rule, String field, String message) {
    return ConfigurationProblem.error(code, "rule \"" + rule.name() + "\"", 0, field, message);
  }
}
