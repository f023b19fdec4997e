package dev.landfall.engine.migration;

import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.CyclePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Step 5: a full cycle with the rules, group writeback V2 off, a full cycle without it. The feature
 * is the point of no return: it goes off only when every group of the plan is marked and shielded.
 */
final class FeatureOffStep implements MigrationStep {

  @Override
  public String id() {
    return "5-full-cycle-and-feature-off";
  }

  @Override
  public void run(StepContext context) {
    boolean on =
        context.world().cloud().features().getOrDefault(TenantFeature.GROUP_WRITEBACK_V2, false);
    if (on) {
      protectLinks(context);
      StepCycle.run(context, "5a", CyclePolicy.INITIAL);
      requireShielded(context);
      PendingExportsGate.require(context, "5a-pending-exports");
      context.act(
          "group writeback V2",
          "on",
          "off",
          () -> context.world().cloud().setFeature(TenantFeature.GROUP_WRITEBACK_V2, false));
    }
    if (context.world().cloud().features().getOrDefault(TenantFeature.GROUP_WRITEBACK_V2, true)) {
      throw context.refused(
          "5b-feature", "Group writeback V2 is still on.", "Run again, or switch it off.");
    }
    StepCycle.run(context, "5c", CyclePolicy.INITIAL);
    PendingExportsGate.require(context, "5c-pending-exports");
  }

  /**
   * A group purged in the cloud meanwhile would die in the next cycle before any rule shields it:
   * its link is shielded by hand, and every evaluation of a living group renews the flag anyway.
   */
  private static void protectLinks(StepContext context) {
    Store store = context.world().engine().store();
    ConnectorSpace space = store.connectorSpace(context.world().forest());
    List<String> guids = new ArrayList<>();
    context.plan().groups().forEach(group -> guids.add(group.guid()));
    context.plan().leftOut().stream()
        .filter(group -> !group.reasons().contains("BLOCK_M365"))
        .forEach(group -> guids.add(group.guid()));
    store.inTransaction(
        () -> {
          for (String guid : guids) {
            space
                .byAnchor(new Anchor(guid))
                .filter(object -> object.link().isPresent())
                .ifPresent(object -> space.update(protectedNow(object)));
          }
        });
  }

  private static CsObject protectedNow(CsObject object) {
    return object
        .edit()
        .link(object.link().map(link -> link.with(link.provisionHeld(), true)))
        .done();
  }

  private static void requireShielded(StepContext context) {
    Store store = context.world().engine().store();
    ConnectorSpace space = store.connectorSpace(context.world().forest());
    List<String> open = new ArrayList<>();
    for (MigrationPlan.PlannedGroup group : context.plan().groups()) {
      if (!shielded(store, space, group)) {
        open.add(group.dn());
      }
    }
    if (!open.isEmpty()) {
      throw context.refused(
          "5a-shield",
          open.size()
              + " of "
              + context.plan().groups().size()
              + " groups are not shielded, first \""
              + open.get(0)
              + "\".",
          "V2 stays on and nothing was exported. Both coexistence rules must be there and enabled;"
              + " a group that became mail-enabled must be excluded by a new plan.");
    }
    context.passed("5a-shield", context.plan().groups().size() + " groups marked and shielded");
  }

  /**
   * Marked in the metaverse and protected on the link; a group purged meanwhile has neither link.
   */
  private static boolean shielded(
      Store store, ConnectorSpace space, MigrationPlan.PlannedGroup group) {
    Optional<CsObject> object = space.byAnchor(new Anchor(group.guid()));
    if (object.isEmpty()) {
      return false;
    }
    if (object.get().link().isEmpty()) {
      return !object.get().deleting();
    }
    Optional<MvObject> metaverse = store.metaverse().byId(object.get().link().get().metaverseId());
    boolean marked =
        metaverse
            .flatMap(found -> found.attributes().text("cloudNoFlow"))
            .map("True"::equalsIgnoreCase)
            .orElse(false);
    return marked && object.get().link().get().noFlowProtected();
  }
}
