package dev.landfall.engine.migration;

import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import java.util.List;
import java.util.Set;

/**
 * Step 6: the scheduler on, one more cycle in staging mode, the gate again, staging mode off, and
 * the first active cycle: it must delete nothing.
 */
final class LeaveStagingStep implements MigrationStep {

  @Override
  public String id() {
    return "6-leave-staging";
  }

  @Override
  public void run(StepContext context) {
    EngineSettings settings = context.world().engine().settings();
    if (!settings.syncCycleEnabled()) {
      context.act("scheduler", "off", "on", () -> settings.syncCycleEnabled(true));
    }
    if (settings.stagingMode()) {
      StepCycle.run(context, "6a", CyclePolicy.DELTA);
      PendingExportsGate.require(context, "6a-pending-exports");
      context.act("staging mode", "on", "off", () -> settings.stagingMode(false));
    }
    List<RunRecord> runs = StepCycle.run(context, "6b", CyclePolicy.DELTA);
    long deletes =
        runs.stream()
            .filter(run -> run.profile() == RunProfile.EXPORT)
            .filter(run -> run.connector().equals(context.world().forest()))
            .mapToLong(run -> run.result().counter("ExportDelete"))
            .sum();
    requireAllPresent(context, deletes);
  }

  private static void requireAllPresent(StepContext context, long deletes) {
    List<String> gone =
        context.plan().groups().stream()
            .filter(
                group ->
                    context
                        .world()
                        .directory()
                        .read(ObjectGuid.parse(group.guid()), Set.of())
                        .isEmpty())
            .map(MigrationPlan.PlannedGroup::dn)
            .toList();
    if (!gone.isEmpty()) {
      throw context.refused(
          "6b-intact",
          gone.size() + " groups are gone, first \"" + gone.get(0) + "\".",
          "Restore them from the recycle bin at once.");
    }
    context.passed(
        "6b-intact",
        context.plan().groups().size() + " groups there, " + deletes + " deletes exported");
  }
}
