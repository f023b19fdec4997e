package dev.landfall.engine.sync;

import dev.landfall.engine.rule.scope.ScopeClause;
import java.util.List;
import java.util.Map;

/** Clauses with the operators of scope filters, all of which must hold; for searching objects. */
public record Filter(List<ScopeClause> clauses) {
  public Filter {
    clauses = List.copyOf(clauses);
  }

  public boolean holds(SourceView view) {
    return ScopeEvaluator.everyHolds(clauses, view, Map.of());
  }
}
