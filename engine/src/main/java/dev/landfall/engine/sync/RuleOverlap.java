package dev.landfall.engine.sync;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.Comparison;
import dev.landfall.engine.rule.scope.ScopeClause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rules that one object may meet together say against each other. */
final class RuleOverlap {
  private final List<ConfigurationProblem> problems;

  RuleOverlap(List<ConfigurationProblem> problems) {
    this.problems = problems;
  }

  void check(List<SyncRule> enabled) {
    for (int i = 0; i < enabled.size(); i++) {
      for (int j = i + 1; j < enabled.size(); j++) {
        pair(enabled.get(i), enabled.get(j));
      }
    }
    mergeTypes(enabled);
  }

  private void pair(SyncRule first, SyncRule second) {
    if (!sameObjects(first, second) || exclude(first, second)) {
      return;
    }
    if (!first.join().isEmpty()
        && !second.join().isEmpty()
        && !first.join().equals(second.join())) {
      problems.add(
          RuleCheck.warning(
              second,
              "JOIN_CRITERIA_OVERLAP",
              "join",
              "An object may be in scope of this rule and of rule \""
                  + first.name()
                  + "\", and their join criteria differ. When they find different objects, the"
                  + " object stays unlinked (ambiguous-join)."));
    }
    shadow(first, second);
    shadow(second, first);
  }

  private void shadow(SyncRule shield, SyncRule provision) {
    if (shield.linkType() == LinkType.JOIN_NO_FLOW
        && provision.linkType() == LinkType.PROVISION
        && !shield.inbound()
        && shield.precedence() > provision.precedence()) {
      problems.add(
          RuleCheck.warning(
              shield,
              "JOIN_NO_FLOW_PRECEDENCE",
              "precedence",
              "Precedence "
                  + shield.precedence()
                  + " comes after that of rule \""
                  + provision.name()
                  + "\" ("
                  + provision.precedence()
                  + "), which it protects against. It works here all the same; elsewhere it needs a"
                  + " lower number, below 100."));
    }
  }

  private static boolean sameObjects(SyncRule first, SyncRule second) {
    return first.direction() == second.direction()
        && first.connector().equals(second.connector())
        && first.csObjectType().equalsIgnoreCase(second.csObjectType())
        && first.mvObjectType().equalsIgnoreCase(second.mvObjectType());
  }

  /** Whether no object is in scope of both: every pair of groups holds a contradiction. */
  private static boolean exclude(SyncRule first, SyncRule second) {
    return !first.scope().isEmpty()
        && !second.scope().isEmpty()
        && first.scope().stream()
            .allMatch(
                one -> second.scope().stream().allMatch(other -> groupsContradict(one, other)));
  }

  private static boolean groupsContradict(List<ScopeClause> one, List<ScopeClause> other) {
    return one.stream()
        .anyMatch(clause -> other.stream().anyMatch(against -> contradict(clause, against)));
  }

  /** The contradictions that are certain; two values of a many-valued attribute are none. */
  private static boolean contradict(ScopeClause one, ScopeClause other) {
    if (!one.attribute().equals(other.attribute())) {
      return false;
    }
    Comparison comparison = one.operator().comparison();
    boolean opposite = one.operator().negated() != other.operator().negated();
    if (comparison == Comparison.PRESENT || other.operator().comparison() == Comparison.PRESENT) {
      return impossibleWhenAbsent(one, other) || impossibleWhenAbsent(other, one);
    }
    return opposite
        && comparison == other.operator().comparison()
        && one.value().equalsIgnoreCase(other.value());
  }

  /** ISNULL against anything that wants a value. */
  private static boolean impossibleWhenAbsent(ScopeClause absent, ScopeClause other) {
    return absent.operator().comparison() == Comparison.PRESENT
        && absent.operator().negated()
        && !other.operator().negated();
  }

  private void mergeTypes(List<SyncRule> enabled) {
    Map<String, Map<AttributeName, AttributeFlow>> first = new HashMap<>();
    for (SyncRule rule : enabled) {
      String target = rule.inbound() ? "in/" : "out/" + rule.connector() + "/";
      for (AttributeFlow flow : rule.flows()) {
        Optional<AttributeFlow> earlier =
            Optional.ofNullable(
                first
                    .computeIfAbsent(target + rule.targetObjectType(), fresh -> new HashMap<>())
                    .putIfAbsent(flow.target(), flow));
        earlier
            .filter(other -> other.mergeType().unites() != flow.mergeType().unites())
            .ifPresent(
                other ->
                    problems.add(
                        RuleCheck.warning(
                            rule,
                            "MERGE_TYPES_DIFFER",
                            flow.target().name(),
                            "The flow has merge type "
                                + flow.mergeType().label()
                                + ", another one to \""
                                + flow.target()
                                + "\" has "
                                + other.mergeType().label()
                                + ". An object in scope of both gets an error; give both the same"
                                + " type.")));
      }
    }
  }
}
