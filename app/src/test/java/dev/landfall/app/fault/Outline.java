package dev.landfall.app.fault;

import dev.landfall.engine.cloudsync.CycleCounts;
import dev.landfall.engine.run.RunRecord;
import java.util.List;

/** What came of a cycle, short enough for the message of a failed test. */
final class Outline {
  private Outline() {}

  static String of(List<RunRecord> runs) {
    return runs.stream()
        .map(
            run ->
                run.connectorName()
                    + " "
                    + run.profile()
                    + " "
                    + run.result().result()
                    + " "
                    + run.result().counters()
                    + run.result().errors().stream()
                        .map(it -> it.code() + " " + it.object())
                        .toList())
        .toList()
        .toString();
  }

  static String of(CycleCounts counts) {
    return counts.countDeleted()
        + " deleted, "
        + counts.countMembersRemoved()
        + " members removed, "
        + counts.failures().stream().map(entry -> entry.code() + " " + entry.reason()).toList();
  }
}
