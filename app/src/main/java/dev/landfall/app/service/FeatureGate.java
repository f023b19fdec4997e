package dev.landfall.app.service;

import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.engine.sync.WritebackMark;
import java.util.ArrayList;
import java.util.List;

/** What must hold before group writeback V2 goes off, whoever turns it off. */
public final class FeatureGate {
  private FeatureGate() {}

  /**
   * Refuses to turn group writeback V2 off while groups would be deleted by it, or unconfirmed.
   *
   * @throws LandfallException {@code MIGRATION_GATE}
   */
  public static void requireSafe(Landfall landfall, boolean yes, boolean acceptDeletions) {
    List<String> unshielded = unshielded(landfall);
    if (!unshielded.isEmpty() && !acceptDeletions) {
      throw new LandfallException(
          ErrorCode.MIGRATION_GATE,
          unshielded.size()
              + " written-back groups are shielded by no coexistence rule and would be deleted,"
              + " first \""
              + unshielded.get(0)
              + "\". Use \"landfall migrate run\", or add --accept-deletions.");
    }
    if (!yes) {
      throw new LandfallException(
          ErrorCode.MIGRATION_GATE,
          "Turning group writeback V2 off cannot be undone. Add --yes to confirm.");
    }
  }

  private static List<String> unshielded(Landfall landfall) {
    List<String> found = new ArrayList<>();
    if (landfall.configuration().groupWriteback().isEmpty()) {
      return found;
    }
    ConnectorSpace space =
        landfall
            .store()
            .connectorSpace(
                landfall.connectorId(landfall.configuration().groupWriteback().get().forest()));
    long after = 0;
    List<CsObject> page;
    while (!(page = space.all(after, 500)).isEmpty()) {
      for (CsObject object : page) {
        boolean held =
            object.link().map(Link::provisionHeld).orElse(false)
                && !object.link().map(Link::noFlowProtected).orElse(false);
        if (held && WritebackMark.on(object.expectedImage())) {
          found.add(object.dn());
        }
      }
      after = page.get(page.size() - 1).id();
    }
    return found;
  }
}
