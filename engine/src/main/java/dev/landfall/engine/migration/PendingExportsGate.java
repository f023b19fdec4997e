package dev.landfall.engine.migration;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.WritebackMark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what the next export would do and refuses if it would touch a written-back group: no delete
 * of any of them, no update of a migrated one, no unforeseen add, and no group on its way up to the
 * cloud that is one of them.
 */
final class PendingExportsGate {
  private PendingExportsGate() {}

  static void require(StepContext context, String gate) {
    Set<String> migrated = new HashSet<>();
    context.plan().groups().forEach(group -> migrated.add(group.guid()));
    Set<String> all = new HashSet<>(migrated);
    context.plan().leftOut().forEach(group -> all.add(group.guid()));
    Store store = context.world().engine().store();
    ConnectorSpace space = store.connectorSpace(context.world().forest());
    List<String> deletes = new ArrayList<>();
    List<String> writes = new ArrayList<>();
    long after = 0;
    List<CsObject> page;
    while (!(page = space.pendingExports(after, 500)).isEmpty()) {
      for (CsObject object : page) {
        String guid = object.anchor().map(Object::toString).orElse("");
        boolean delete = object.unapplied().operation() == PendingExport.Operation.DELETE;
        if (delete && (all.contains(guid) || WritebackMark.on(object.importedImage()))) {
          deletes.add(object.dn());
        } else if (migrated.contains(guid)) {
          writes.add(object.dn());
        }
      }
      after = page.get(page.size() - 1).id();
    }
    if (!deletes.isEmpty() || !writes.isEmpty()) {
      throw context.refused(
          gate,
          deletes.size()
              + " deletes and "
              + writes.size()
              + " updates of written-back groups are pending, first \""
              + (deletes.isEmpty() ? writes.get(0) : deletes.get(0))
              + "\".",
          "Nothing was exported. Keep staging mode on and the scheduler off; look at \"landfall"
              + " pending-exports\" and at the two coexistence rules.");
    }
    requireNoEcho(context, gate);
    context.passed(gate, "0 deletes, 0 updates of written-back groups, 0 groups on their way up");
  }

  /** A written-back group must not come up to the cloud as a new, synchronized group. */
  private static void requireNoEcho(StepContext context, String gate) {
    Store store = context.world().engine().store();
    ConnectorSpace forest = store.connectorSpace(context.world().forest());
    ConnectorSpace cloud = store.connectorSpace(ConnectorId.ENTRA);
    for (MigrationPlan.PlannedGroup group : context.plan().groups()) {
      boolean echo =
          forest
              .byAnchor(new dev.landfall.core.connector.Anchor(group.guid()))
              .flatMap(CsObject::link)
              .flatMap(link -> cloud.linkedTo(link.metaverseId()))
              .map(object -> object.unapplied().operation() == PendingExport.Operation.ADD)
              .orElse(false);
      if (echo) {
        throw context.refused(
            gate,
            "\"" + group.dn() + "\" would be synchronized up as a new cloud group.",
            "Restore \"adminDescription NOTSTARTSWITH Group_\" in the scope of the inbound rules.");
      }
    }
  }
}
