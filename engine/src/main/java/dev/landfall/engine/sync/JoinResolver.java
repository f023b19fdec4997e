package dev.landfall.engine.sync;

import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.SyncRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Finds the one object that the join criteria of the rules in scope lead to. Groups are tried in
 * order; the first with exactly one candidate decides. Rules that lead to different objects are an
 * error.
 */
final class JoinResolver<T> {

  /**
   * As many candidates as tell "exactly one" from "several", one that may not be joined included.
   */
  private static final int FEW = 3;

  /** Looks candidates up by one attribute, at most {@code limit}. */
  interface Search<T> {
    List<T> candidates(SyncRule rule, AttributeName attribute, Value value, int limit);
  }

  /** A match and the rule with the highest precedence that found it. */
  record Match<T>(T object, SyncRule rule) {}

  private final Function<AttributeName, List<Value>> searching;
  private final Function<JoinCondition, AttributeName> searchingSide;
  private final Function<JoinCondition, AttributeName> searchedSide;
  private final Search<T> search;
  private final Predicate<T> eligible;
  private final Function<T, Attributes> image;
  private final ToLongFunction<T> identity;

  private JoinResolver(
      Function<AttributeName, List<Value>> searching,
      Function<JoinCondition, AttributeName> searchingSide,
      Function<JoinCondition, AttributeName> searchedSide,
      Search<T> search,
      Predicate<T> eligible,
      Function<T, Attributes> image,
      ToLongFunction<T> identity) {
    this.searching = searching;
    this.searchingSide = searchingSide;
    this.searchedSide = searchedSide;
    this.search = search;
    this.eligible = eligible;
    this.image = image;
    this.identity = identity;
  }

  /** A connector-space object looks for a metaverse object. */
  static <T> JoinResolver<T> inbound(
      SourceView view,
      Search<T> search,
      Predicate<T> eligible,
      Function<T, Attributes> image,
      ToLongFunction<T> identity) {
    return new JoinResolver<>(
        view::values,
        JoinCondition::csAttribute,
        JoinCondition::mvAttribute,
        search,
        eligible,
        image,
        identity);
  }

  /** A metaverse object looks for a disconnector in a connector space. */
  static <T> JoinResolver<T> outbound(
      SourceView view,
      Search<T> search,
      Function<T, Attributes> image,
      ToLongFunction<T> identity) {
    return new JoinResolver<>(
        view::values,
        JoinCondition::mvAttribute,
        JoinCondition::csAttribute,
        search,
        found -> true,
        image,
        identity);
  }

  /**
   * @param rules rules in scope by precedence
   * @throws SyncErrorException {@code ambiguous-join} if two rules lead to different objects
   */
  Optional<Match<T>> resolve(List<CompiledRule> rules, Explanation explanation) {
    Optional<Match<T>> match = Optional.empty();
    for (CompiledRule compiled : rules) {
      SyncRule rule = compiled.rule();
      for (List<JoinCondition> group : rule.join()) {
        List<T> found = candidates(rule, group);
        if (explanation.listening()) {
          tell(rule, group, found, explanation);
        }
        if (found.size() == 1) {
          T object = found.get(0);
          if (match.isEmpty()) {
            match = Optional.of(new Match<>(object, rule));
          } else if (identity.applyAsLong(match.get().object()) != identity.applyAsLong(object)) {
            throw new SyncErrorException(
                ObjectErrorCode.AMBIGUOUS_JOIN.text(),
                "Rules \""
                    + match.get().rule().name()
                    + "\" and \""
                    + rule.name()
                    + "\" lead to different objects.",
                "");
          }
          break;
        }
      }
    }
    return match;
  }

  private void tell(
      SyncRule rule, List<JoinCondition> group, List<T> found, Explanation explanation) {
    explanation.join(
        rule,
        rule.join().indexOf(group),
        group.stream().map(one -> new Explanation.Operand(one, valuesOf(one))).toList(),
        found.stream().map(identity::applyAsLong).toList());
  }

  private List<T> candidates(SyncRule rule, List<JoinCondition> group) {
    if (group.isEmpty() || group.stream().anyMatch(one -> valuesOf(one).isEmpty())) {
      return List.of();
    }
    return found(rule, group).stream()
        .filter(eligible)
        .filter(candidate -> group.stream().allMatch(one -> holds(one, candidate)))
        .collect(
            java.util.stream.Collectors.toMap(
                identity::applyAsLong,
                Function.identity(),
                (left, right) -> left,
                java.util.LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  /**
   * Objects that hold a value of one condition. If the whole group is that condition, a few are
   * enough; otherwise they are all needed, since the other conditions tell which of them count.
   */
  private List<T> found(SyncRule rule, List<JoinCondition> group) {
    for (JoinCondition condition : group) {
      List<T> few = found(rule, condition, FEW);
      if (few.size() < FEW || (group.size() == 1 && !condition.caseSensitive())) {
        return few;
      }
    }
    return found(rule, group.get(0), Integer.MAX_VALUE);
  }

  private List<T> found(SyncRule rule, JoinCondition condition, int limit) {
    AttributeName searched = searchedSide.apply(condition);
    return valuesOf(condition).stream()
        .flatMap(value -> search.candidates(rule, searched, value, limit).stream())
        .toList();
  }

  private List<Value> valuesOf(JoinCondition condition) {
    return searching.apply(searchingSide.apply(condition));
  }

  private boolean holds(JoinCondition condition, T candidate) {
    List<Value> theirs = image.apply(candidate).get(searchedSide.apply(condition));
    return valuesOf(condition).stream()
        .anyMatch(mine -> theirs.stream().anyMatch(other -> same(mine, other, condition)));
  }

  private static boolean same(Value left, Value right, JoinCondition condition) {
    if (left instanceof Value.Binary || right instanceof Value.Binary) {
      return left.equals(right);
    }
    return condition.caseSensitive()
        ? left.text().equals(right.text())
        : left.text().equalsIgnoreCase(right.text());
  }
}
