package dev.landfall.app.demo;

import dev.landfall.engine.migration.Invariants;
import dev.landfall.engine.migration.Migration;
import java.util.List;

/** What the demo found. */
public record DemoReport(
    List<Migration.StepStatus> steps, Invariants invariants, AfterMigration afterMigration) {

  /** Whether each later cloud change arrived in Active Directory. */
  public record AfterMigration(
      boolean memberAdded,
      boolean memberRemoved,
      boolean groupCreated,
      boolean groupRenamed,
      boolean groupDeleted) {
    boolean all() {
      return memberAdded && memberRemoved && groupCreated && groupRenamed && groupDeleted;
    }
  }

  public boolean success() {
    return invariants.hold()
        && afterMigration.all()
        && steps.stream().allMatch(step -> step.status() == Migration.Status.VERIFIED);
  }
}
