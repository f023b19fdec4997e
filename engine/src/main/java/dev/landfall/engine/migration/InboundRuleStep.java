package dev.landfall.engine.migration;

import dev.landfall.engine.rule.SyncRule;

/** Step 3: the rule on the Entra connector that marks every cloud group without mail. */
final class InboundRuleStep implements MigrationStep {

  @Override
  public String id() {
    return "3-inbound-rule";
  }

  @Override
  public void run(StepContext context) {
    if (!context.world().engine().settings().stagingMode()
        || context.world().engine().settings().syncCycleEnabled()) {
      throw context.refused(
          "frozen", "Staging mode is off or the scheduler is on.", "Run step 2 again.");
    }
    CoexistenceGate.requireRightConnectors(context);
    SyncRule rule = CoexistenceRules.inbound(CoexistenceGate.precedences(context)[0]);
    CoexistenceGate.put(context, rule);
  }
}
