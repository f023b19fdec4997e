package dev.landfall.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What differs between two versions of a rule, in words for the audit. */
public final class RuleDifference {
  private final List<String> differences = new ArrayList<>();

  private RuleDifference() {}

  /** One line for each property, flow or group that differs; empty when the rules are equal. */
  public static List<String> between(SyncRule before, SyncRule after) {
    RuleDifference difference = new RuleDifference();
    difference.property("name", SyncRule::name, before, after);
    difference.property("description", SyncRule::description, before, after);
    difference.property("tag", SyncRule::immutableTag, before, after);
    difference.property("direction", rule -> rule.direction().label(), before, after);
    difference.property("disabled", SyncRule::disabled, before, after);
    difference.property("connector", SyncRule::connector, before, after);
    difference.property("source object type", SyncRule::sourceObjectType, before, after);
    difference.property("target object type", SyncRule::targetObjectType, before, after);
    difference.property("link type", rule -> rule.linkType().label(), before, after);
    difference.property("precedence", SyncRule::precedence, before, after);
    difference.property("placed after", SyncRule::precedenceAfter, before, after);
    difference.property("placed before", SyncRule::precedenceBefore, before, after);
    difference.property("soft delete expiry", SyncRule::softDeleteExpiry, before, after);
    difference.property("password sync", SyncRule::enablePasswordSync, before, after);
    difference.property("version", SyncRule::version, before, after);
    difference.items("flow", RuleDifference::flow, before.flows(), after.flows());
    difference.items("join group", RuleDifference::join, before.join(), after.join());
    difference.items("scope group", RuleDifference::scope, before.scope(), after.scope());
    return difference.differences;
  }

  private void property(
      String name, Function<SyncRule, Object> property, SyncRule before, SyncRule after) {
    Object old = property.apply(before);
    Object now = property.apply(after);
    if (!Objects.equals(old, now)) {
      differences.add(name + ": \"" + old + "\" became \"" + now + "\"");
    }
  }

  private <T> void items(String kind, Function<T, String> text, List<T> before, List<T> after) {
    before.stream()
        .filter(item -> !after.contains(item))
        .forEach(gone -> differences.add(kind + " removed: " + text.apply(gone)));
    after.stream()
        .filter(item -> !before.contains(item))
        .forEach(fresh -> differences.add(kind + " added: " + text.apply(fresh)));
    if (!before.equals(after) && before.size() == after.size() && before.containsAll(after)) {
      differences.add(kind + "s: order changed");
    }
  }

  private static String flow(AttributeFlow flow) {
    return flow.transformation()
            .<String>fold(
                direct -> direct.source().name(),
                constant -> "\"" + constant.text() + "\"",
                Transformation.Computed::expression)
        + " → "
        + flow.target()
        + (flow.mergeType() == MergeType.UPDATE ? "" : " (" + flow.mergeType().label() + ")")
        + (flow.executeOnce() ? " (once)" : "");
  }

  private static String join(List<JoinCondition> group) {
    return String.join(
        " and ",
        group.stream()
            .map(
                condition ->
                    condition.csAttribute()
                        + " = "
                        + condition.mvAttribute()
                        + (condition.caseSensitive() ? " (case-sensitive)" : ""))
            .toList());
  }

  private static String scope(List<dev.landfall.engine.rule.scope.ScopeClause> group) {
    return String.join(
        " and ",
        group.stream()
            .map(
                clause ->
                    (clause.attributeText() + " " + clause.operator() + " " + clause.value())
                        .strip())
            .toList());
  }
}
