package dev.landfall.engine.sync;

import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.Comparison;
import dev.landfall.engine.rule.scope.ScopeClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides whether an object is in scope of a rule: any group, every clause in it, no group at all
 * means everything. An empty text counts as absent.
 */
final class ScopeEvaluator {
  private static final AttributeName DN = AttributeName.of("dn");

  private ScopeEvaluator() {}

  /** Decides, and tells why if somebody listens. */
  static boolean inScope(
      SyncRule rule, SourceView view, Map<String, String> parameters, Explanation explanation) {
    boolean inScope = inScope(rule, view, parameters);
    if (explanation.listening()) {
      explanation.scope(rule, inScope, inScope ? List.of() : misses(rule, view, parameters));
    }
    return inScope;
  }

  private static boolean inScope(SyncRule rule, SourceView view, Map<String, String> parameters) {
    if (rule.scope().isEmpty()) {
      return true;
    }
    for (List<ScopeClause> group : rule.scope()) {
      if (everyHolds(group, view, parameters)) {
        return true;
      }
    }
    return false;
  }

  static boolean everyHolds(
      List<ScopeClause> group, SourceView view, Map<String, String> parameters) {
    for (ScopeClause clause : group) {
      if (!holds(clause, view, parameters)) {
        return false;
      }
    }
    return true;
  }

  /** Every clause that does not hold, group by group: why a rule does not apply. */
  static List<Explanation.Miss> misses(
      SyncRule rule, SourceView view, Map<String, String> parameters) {
    List<Explanation.Miss> misses = new ArrayList<>();
    for (int group = 0; group < rule.scope().size(); group++) {
      for (ScopeClause clause : rule.scope().get(group)) {
        if (!holds(clause, view, parameters)) {
          misses.add(new Explanation.Miss(group, clause, actual(clause, view)));
        }
      }
    }
    return misses;
  }

  private static List<Value> actual(ScopeClause clause, SourceView view) {
    return clause.attribute().equals(DN)
        ? List.of(Value.of(view.dn()))
        : view.values(clause.attribute());
  }

  private static boolean holds(
      ScopeClause clause, SourceView view, Map<String, String> parameters) {
    String operand = substitute(clause.value(), parameters);
    boolean any = any(clause, view, operand);
    return clause.operator().negated() != any;
  }

  private static boolean any(ScopeClause clause, SourceView view, String operand) {
    Comparison comparison = clause.operator().comparison();
    if (comparison == Comparison.MEMBER_OF) {
      return view.memberOf(operand);
    }
    if (clause.attribute().equals(DN)) {
      return !view.dn().isEmpty() && comparison.holds(Value.of(view.dn()), operand);
    }
    for (Value value : view.values(clause.attribute())) {
      boolean empty = value instanceof Value.Text text && text.text().isEmpty();
      if (!empty && comparison.holds(value, operand)) {
        return true;
      }
    }
    return view.referenceCount(clause.attribute()) > 0
        && (comparison == Comparison.PRESENT
            || view.anyReferenceDn(
                clause.attribute(), dn -> comparison.holds(Value.of(dn), operand)));
  }

  /** Replaces {@code %name%} by the value of a parameter; an unknown one stays as it is. */
  static String substitute(String text, Map<String, String> parameters) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    String result = text;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      result = result.replace("%" + parameter.getKey() + "%", parameter.getValue());
    }
    return result;
  }
}
