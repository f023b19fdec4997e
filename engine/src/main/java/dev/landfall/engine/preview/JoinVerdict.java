package dev.landfall.engine.preview;

import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.sync.Explanation.Operand;
import java.util.List;

/**
 * What a join group found.
 *
 * @param group its number in the rule, from 0
 * @param candidates ids of metaverse objects inbound, of connector-space objects outbound
 */
public record JoinVerdict(SyncRule rule, int group, List<Operand> operands, List<Long> candidates) {

  /** Whether the group leads to an object: exactly one candidate. */
  public boolean found() {
    return candidates.size() == 1;
  }
}
