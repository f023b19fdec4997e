package dev.landfall.engine.sync;

import dev.landfall.engine.rule.LinkType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules of one connector and object type that an object is in scope of, by precedence. There is
 * one instance for each combination that occurs, so that what follows from a combination is worked
 * out once and not for every object. Thread-safe.
 */
final class RulesInScope {
  static final RulesInScope NONE = new RulesInScope(List.of());

  private final List<CompiledRule> rules;
  private final List<CompiledRule> linking;
  private final boolean noFlow;
  private final boolean provisions;
  private final boolean keepsAlive;
  private final Map<String, RulesInScope> byTarget = new ConcurrentHashMap<>();

  RulesInScope(List<CompiledRule> rules) {
    this.rules = List.copyOf(rules);
    this.linking = this.rules.stream().filter(rule -> rule.rule().linking()).toList();
    this.noFlow = has(LinkType.JOIN_NO_FLOW);
    this.provisions = has(LinkType.PROVISION);
    this.keepsAlive = provisions || has(LinkType.STICKY_JOIN);
  }

  private boolean has(LinkType type) {
    return rules.stream().anyMatch(rule -> rule.rule().linkType() == type);
  }

  List<CompiledRule> rules() {
    return rules;
  }

  /** Those that can make or hold a link. */
  List<CompiledRule> linking() {
    return linking;
  }

  /** Whether one of them is JoinNoFlow. */
  boolean noFlow() {
    return noFlow;
  }

  /** Whether one of them is Provision. */
  boolean provisions() {
    return provisions;
  }

  /** Whether one of them keeps a metaverse object alive. */
  boolean keepsAlive() {
    return keepsAlive;
  }

  boolean contains(String ruleId) {
    for (CompiledRule rule : rules) {
      if (rule.rule().id().equals(ruleId)) {
        return true;
      }
    }
    return false;
  }

  /** Those that write to objects of this type. */
  RulesInScope toType(String objectType) {
    return byTarget.computeIfAbsent(
        objectType.toLowerCase(Locale.ROOT),
        type ->
            new RulesInScope(
                rules.stream()
                    .filter(rule -> rule.rule().targetObjectType().equalsIgnoreCase(type))
                    .toList()));
  }
}
