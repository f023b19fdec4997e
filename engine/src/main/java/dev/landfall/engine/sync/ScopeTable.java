package dev.landfall.engine.sync;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All enabled rules of one connector and source type, asked which an object is in scope of. */
final class ScopeTable {
  private final List<CompiledRule> rules;
  private final Map<String, String> parameters;
  private final Map<BitSet, RulesInScope> combinations = new ConcurrentHashMap<>();

  ScopeTable(List<CompiledRule> rules, Map<String, String> parameters) {
    this.rules = rules;
    this.parameters = parameters;
  }

  RulesInScope of(SourceView view, Explanation explanation) {
    BitSet inScope = new BitSet(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      if (ScopeEvaluator.inScope(rules.get(i).rule(), view, parameters, explanation)) {
        inScope.set(i);
      }
    }
    RulesInScope known = combinations.get(inScope);
    return known != null ? known : combinations.computeIfAbsent(inScope, this::combine);
  }

  private RulesInScope combine(BitSet inScope) {
    List<CompiledRule> combined = new ArrayList<>();
    inScope.stream().forEach(i -> combined.add(rules.get(i)));
    return new RulesInScope(combined);
  }
}
