package dev.landfall.engine.run;

import dev.landfall.core.connector.ExportError;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingExport.Operation;
import dev.landfall.core.store.References;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.sync.WritebackMark;
import java.util.Map;
import java.util.Optional;

/**
 * Two refusals that the engine can act upon: an update of an object that is gone becomes an add,
 * and an add of one that is there becomes an update. Both are still errors of this export; the next
 * one sends what is right.
 */
final class ExportRepair {
  /** No import has this number, so nothing counts as seen by it. */
  private static final long NO_IMPORT = -1;

  private final ConnectorSpace space;
  private final Metaverse metaverse;
  private boolean recompute;

  ExportRepair(ConnectorSpace space, Metaverse metaverse) {
    this.space = space;
    this.metaverse = metaverse;
  }

  /** Whether some object has to be computed anew before it can be sent. */
  boolean recompute() {
    return recompute;
  }

  /**
   * The object as the next export needs it; empty if the refusal is not one of these. A
   * written-back group whose name another object has stays refused: the twelve digits it ends with
   * may collide, and a stranger is never adopted. If it is ours after all, the next import says so.
   *
   * @param object with what was sent in escrow
   */
  Optional<CsObject> repaired(CsObject object, ExportError error) {
    Operation sent = object.escrowed().operation();
    boolean updating = sent == Operation.UPDATE || sent == Operation.NONE;
    if (updating && ObjectErrorCode.CD_MISSING_OBJECT.is(error.code())) {
      return object.link().map(link -> missing(object, link));
    }
    return sent == Operation.ADD
            && ObjectErrorCode.CD_EXISTING_OBJECT.is(error.code())
            && !WritebackMark.in(object.escrowed().changes())
        ? Optional.of(existing(object))
        : Optional.empty();
  }

  /**
   * All of it has to be written again, and what that is only the rules know: the metaverse object
   * is marked, and nothing is sent before it was looked at.
   */
  private CsObject missing(CsObject object, Link link) {
    recompute = true;
    metaverse.markDirty(link.metaverseId());
    References references = space.references();
    references
        .attributes(object.id())
        .forEach(attribute -> references.sweep(object.id(), attribute, NO_IMPORT));
    references.markSynchronized(object.id());
    return object
        .edit()
        .kind(CsObject.Kind.EXPORT)
        .anchor(Optional.empty())
        .importedImage(Attributes.NONE)
        .synchronizedImage(Attributes.NONE)
        .escrowed(PendingExport.NONE)
        .unconfirmed(PendingExport.NONE)
        .unapplied(PendingExport.NONE)
        .contributed(Attributes.NONE)
        .done();
  }

  /** The add counts as done, its values are still to be written. */
  private static CsObject existing(CsObject object) {
    PendingExport update =
        new PendingExport(Operation.UPDATE, object.escrowed().changes(), Optional.empty());
    return object
        .edit()
        .escrowed(PendingExport.NONE)
        .unconfirmed(new PendingExport(Operation.ADD, Map.of(), Optional.empty()))
        .unapplied(update.then(object.unapplied()))
        .done();
  }
}
