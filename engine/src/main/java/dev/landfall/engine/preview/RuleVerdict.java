package dev.landfall.engine.preview;

import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.sync.Explanation.Miss;
import java.util.List;

/**
 * Whether a rule applied.
 *
 * @param misses the clauses that did not hold, when it did not
 */
public record RuleVerdict(SyncRule rule, boolean inScope, List<Miss> misses) {}
