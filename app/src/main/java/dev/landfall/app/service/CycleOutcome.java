package dev.landfall.app.service;

import dev.landfall.engine.run.RunRecord;
import java.util.List;

/**
 * A cycle that ended.
 *
 * @param result the worst of its runs, or that an operator stopped it, even between two runs
 */
public record CycleOutcome(List<RunRecord> runs, String result) {
  public CycleOutcome {
    runs = List.copyOf(runs);
  }
}
