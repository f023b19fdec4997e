package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import java.util.List;

/** What was found on both sides: every written-back group, every prerequisite. */
public record Assessment(List<GroupAssessment> groups, List<Check> prerequisites) {
  public Assessment {
    groups = List.copyOf(groups);
    prerequisites = List.copyOf(prerequisites);
  }

  public boolean anyPrerequisiteFails() {
    return prerequisites.stream().anyMatch(check -> check.status() == Check.Status.FAIL);
  }

  public boolean needsAttention() {
    return groups.stream().anyMatch(group -> group.verdict() == GroupAssessment.Verdict.ATTENTION);
  }
}
