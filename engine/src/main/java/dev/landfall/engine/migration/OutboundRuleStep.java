package dev.landfall.engine.migration;

/**
 * Step 4: the rule on the Active Directory connector that shields what is marked, and every
 * left-out group besides: they are not migrated, but no step may delete them either.
 */
final class OutboundRuleStep implements MigrationStep {

  @Override
  public String id() {
    return "4-outbound-rule";
  }

  @Override
  public void run(StepContext context) {
    CoexistenceGate.requireRightConnectors(context);
    CoexistenceGate.put(
        context,
        CoexistenceRules.outbound(
            context.world().forest(),
            CoexistenceGate.precedences(context)[1],
            context.plan().leftOut().stream()
                .filter(group -> !group.reasons().contains("BLOCK_M365"))
                .map(MigrationPlan.LeftOut::id)
                .filter(id -> !id.isEmpty())
                .toList()));
  }
}
