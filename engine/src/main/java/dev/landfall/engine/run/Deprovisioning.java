package dev.landfall.engine.run;

import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.sync.OutboundDecision;
import dev.landfall.engine.sync.OutboundSynchronization;
import dev.landfall.engine.sync.WritebackMark;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** How objects of connector spaces end: deleted, let go, or waiting for a soft-delete expiry. */
final class Deprovisioning {
  private final Store store;
  private final Metaverse metaverse;
  private final OutboundPass.Targets targets;
  private final StepResult.Tally tally;
  private final Clock clock;

  Deprovisioning(Store store, OutboundPass.Targets targets, StepResult.Tally tally, Clock clock) {
    this.store = store;
    this.metaverse = store.metaverse();
    this.targets = targets;
    this.tally = tally;
    this.clock = clock;
  }

  static boolean neverExported(CsObject object) {
    return object.kind() == CsObject.Kind.EXPORT
        && object.escrowed().isNone()
        && object.unconfirmed().isNone();
  }

  /** Stages a delete; an object nobody ever saw is simply dropped. */
  void delete(ConnectorSpace space, CsObject object) {
    space.references().dropUnapplied(object.id());
    space.references().markReferrersDirty(object.id());
    if (neverExported(object)) {
      space.remove(object.id());
    } else {
      space.update(
          object
              .edit()
              .link(Optional.empty())
              .unapplied(
                  new PendingExport(PendingExport.Operation.DELETE, Map.of(), Optional.empty()))
              .contributed(Attributes.NONE)
              .deprovisionAt(Optional.empty())
              .retry(false)
              .done());
    }
    tally.count("ProvisioningDeletes", object.dn());
  }

  /** An object let go earlier whose soft-delete expiry is over is deleted now. */
  void deleteIfDue(ConnectorSpace space, CsObject object) {
    if (object.deprovisionAt().filter(at -> !clock.instant().isBefore(at)).isPresent()) {
      delete(space, object);
    }
  }

  /** Without a metaverse object left to come back to: unlinked, and visited until it is due. */
  private void awaitUnlinked(ConnectorSpace space, OutboundDecision.Await await) {
    CsObject object = await.object();
    space.references().dropUnapplied(object.id());
    space.references().markReferrersDirty(object.id());
    space.update(
        object
            .edit()
            .link(Optional.empty())
            .unapplied(PendingExport.NONE)
            .deprovisionAt(Optional.of(await.until()))
            .retry(true)
            .done());
    tally.count("OutboundDisconnects", object.currentDn());
  }

  /** Lets an object go. */
  void disconnect(ConnectorSpace space, CsObject object) {
    space.references().dropUnapplied(object.id());
    space.references().markReferrersDirty(object.id());
    if (neverExported(object)) {
      space.remove(object.id());
    } else {
      space.update(
          object
              .edit()
              .link(Optional.empty())
              .unapplied(PendingExport.NONE)
              .contributed(Attributes.NONE)
              .deprovisionAt(Optional.empty())
              .done());
    }
    tally.count("OutboundDisconnects", object.dn());
  }

  /**
   * A metaverse object that nobody keeps alive: what it held is deleted or let go.
   *
   * @param moved whether it dies because Active Directory masters it from now on
   */
  void removeMetaverseObject(long id, boolean moved) {
    for (Metaverse.Linked linked : metaverse.links(id)) {
      ConnectorSpace space = store.connectorSpace(linked.connector());
      OutboundDecision decision = orphaned(linked);
      if (moved
          && WritebackMark.on(linked.object().expectedImage())
          && !(decision instanceof OutboundDecision.Disconnect)) {
        tellMoved(linked.object());
        decision = new OutboundDecision.Disconnect(linked.object());
      }
      if (decision instanceof OutboundDecision.Await await && !neverExported(linked.object())) {
        awaitUnlinked(space, await);
      } else if (decision instanceof OutboundDecision.Disconnect) {
        disconnect(space, linked.object());
      } else {
        delete(space, linked.object());
      }
    }
    metaverse.clearDirty(id);
    metaverse.remove(id);
  }

  void tellMoved(CsObject writtenBack) {
    tally.warning(
        ObjectErrorCode.SOURCE_OF_AUTHORITY_MOVED.text(),
        writtenBack.currentDn(),
        "The group is mastered in Active Directory now; it is written back no more and stays as it"
            + " is. To synchronize it upwards, clear its adminDescription.");
  }

  private OutboundDecision orphaned(Metaverse.Linked linked) {
    OutboundSynchronization target = targets.byConnector().get(linked.connector());
    return target == null
        ? new OutboundDecision.Disconnect(linked.object())
        : target.orphaned(linked.object());
  }
}
