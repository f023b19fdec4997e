package dev.landfall.engine.sync;

import dev.landfall.engine.rule.SyncRule;
import java.util.List;

/** A rule with its flows ready to run. */
public record CompiledRule(SyncRule rule, List<CompiledFlow> flows) {
  public CompiledRule {
    flows = List.copyOf(flows);
  }
}
