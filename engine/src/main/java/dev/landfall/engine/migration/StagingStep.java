package dev.landfall.engine.migration;

import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.sync.NoFlowReferences;

/**
 * Step 2: the scheduler off, then staging mode on, so that nothing is exported until the result has
 * been inspected. From here on JoinNoFlow lets nothing through, references included.
 */
final class StagingStep implements MigrationStep {

  @Override
  public String id() {
    return "2-staging-and-scheduler-off";
  }

  @Override
  public void run(StepContext context) {
    EngineSettings settings = context.world().engine().settings();
    if (settings.syncCycleEnabled()) {
      context.act("scheduler", "on", "off", () -> settings.syncCycleEnabled(false));
    }
    if (!settings.stagingMode()) {
      context.act("staging mode", "off", "on", () -> settings.stagingMode(true));
    }
    if (settings.noFlowReferences() != NoFlowReferences.STRICT) {
      context.act(
          "JoinNoFlow references",
          settings.noFlowReferences().name(),
          NoFlowReferences.STRICT.name(),
          () -> settings.noFlowReferences(NoFlowReferences.STRICT));
    }
    if (!settings.stagingMode() || settings.syncCycleEnabled()) {
      throw context.refused("frozen", "Staging mode or scheduler changed back.", "Run again.");
    }
    context.passed("frozen", "staging mode on, scheduler off");
  }
}
