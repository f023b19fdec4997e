package dev.landfall.engine.cloudsync;

import dev.landfall.core.cloud.CloudGroup;
import java.util.Optional;

/**
 * Whether a group is in scope of a job: the fixed clauses that nobody can remove, then the
 * selection.
 */
final class Scoping {
  private Scoping() {}

  /** Why the group is out of scope; empty if it is in. */
  static Optional<String> outBecause(JobDefinition job, CloudGroup group) {
    if (!group.securityEnabled()) {
      return Optional.of("securityEnabled IS TRUE does not hold");
    }
    if (group.onPremisesSyncEnabled().orElse(false)) {
      return Optional.of("dirSyncEnabled IS FALSE does not hold: the group comes from AD");
    }
    if (group.mailEnabled()) {
      return Optional.of("mailEnabled IS FALSE does not hold");
    }
    return job.selects(group.id())
        ? Optional.empty()
        : Optional.of("the group is not assigned to the job");
  }
}
