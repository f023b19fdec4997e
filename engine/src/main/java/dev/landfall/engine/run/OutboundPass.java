package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.IndexKey;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.References;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.sync.ExportDifference;
import dev.landfall.engine.sync.OutboundDecision;
import dev.landfall.engine.sync.OutboundLookups;
import dev.landfall.engine.sync.OutboundSynchronization;
import dev.landfall.engine.sync.ReferenceDifference;
import dev.landfall.engine.sync.SyncErrorException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries changed metaverse objects into every connector space. Two passes: the first provisions
 * and sets values, the second sets references, since a reference can only be resolved once its
 * target is there. A metaverse object stays marked until the second pass has seen it.
 */
final class OutboundPass {
  private static final int PAGE = 200;

  /** The outbound synchronization of each connector, in the order of connectors. */
  record Targets(Map<ConnectorId, OutboundSynchronization> byConnector) {
    Targets {
      byConnector = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byConnector));
    }
  }

  private final Store store;
  private final Metaverse metaverse;
  private final Targets targets;
  private final StepResult.Tally tally;
  private final Clock clock;

  OutboundPass(Store store, Targets targets, StepResult.Tally tally, Clock clock) {
    this.store = store;
    this.metaverse = store.metaverse();
    this.targets = targets;
    this.tally = tally;
    this.clock = clock;
  }

  void run() {
    pass(false);
    pass(true);
  }

  private void pass(boolean references) {
    long after = 0;
    List<Long> page;
    while (!(page = metaverse.dirty(after, PAGE)).isEmpty()) {
      List<Long> current = page;
      store.inTransaction(() -> current.forEach(id -> evaluate(id, references)));
      after = current.get(current.size() - 1);
    }
  }

  private void evaluate(long id, boolean references) {
    Optional<MvObject> object = metaverse.byId(id);
    if (object.isEmpty()) {
      metaverse.clearDirty(id);
      return;
    }
    boolean later = false;
    for (Map.Entry<ConnectorId, OutboundSynchronization> target :
        targets.byConnector().entrySet()) {
      ConnectorSpace space = store.connectorSpace(target.getKey());
      try {
        OutboundDecision decision =
            target
                .getValue()
                .decide(
                    object.get(),
                    new MvView(store, object.get()),
                    space.linkedTo(id),
                    new Lookups(space));
        later |= apply(object.get(), space, decision, references);
      } catch (SyncErrorException error) {
        fail(object.get(), space, error);
      }
    }
    if (!later) {
      metaverse.clearDirty(id);
    }
  }

  /** Returns whether references remain for the second pass. */
  private boolean apply(
      MvObject object, ConnectorSpace space, OutboundDecision decision, boolean references) {
    if (decision instanceof OutboundDecision.Provision provision) {
      CsObject made =
          CsObject.blank(
              CsObject.Kind.EXPORT, Optional.empty(), provision.dn(), provision.objectType());
      CsObject bare = withId(made, insertOrClaim(space, made));
      CsObject full =
          bare.edit()
              .link(Optional.of(provision.link()))
              .unapplied(ExportDifference.of(bare, provision.flow()))
              .contributed(provision.flow().contributed())
              .done();
      space.update(full);
      tally.count("ProvisioningAdds");
      markReferrers(object.id());
      return setReferences(space, full, provision.flow(), references);
    }
    if (decision instanceof OutboundDecision.Update update) {
      PendingExport difference = ExportDifference.of(update.object(), update.flow());
      CsObject next =
          update
              .object()
              .edit()
              .link(Optional.of(update.link()))
              .unapplied(difference)
              .contributed(update.flow().contributed())
              .deprovisionAt(Optional.empty())
              .done();
      if (next != update.object()) {
        space.update(next);
        if (!difference.isNone() && !difference.equals(update.object().unapplied())) {
          tally.count("ExportFlows");
        }
      }
      if (update.newlyLinked()) {
        tally.count("OutboundJoins");
        markReferrers(object.id());
      }
      return setReferences(space, next, update.flow(), references);
    }
    if (decision instanceof OutboundDecision.Shield shield) {
      shield(space, shield);
      return false;
    }
    if (decision instanceof OutboundDecision.Deprovision deprovision) {
      deprovision(space, deprovision.object());
    } else if (decision instanceof OutboundDecision.Disconnect disconnect) {
      disconnect(space, disconnect.object());
    }
    return false;
  }

  private static CsObject withId(CsObject object, long id) {
    return object.edit().id(id).done();
  }

  /** A placeholder at the DN is the new object from now on, so that references to it stay. */
  private static long insertOrClaim(ConnectorSpace space, CsObject made) {
    Optional<CsObject> placeholder = space.byDn(made.dn());
    if (placeholder.isPresent()) {
      long id = placeholder.get().id();
      space.update(withId(made, id));
      return id;
    }
    return space.insert(made);
  }

  private boolean setReferences(
      ConnectorSpace space, CsObject object, OutboundDecision.Flow flow, boolean references) {
    if (flow.references().isEmpty()) {
      return false;
    }
    if (!references) {
      return true;
    }
    for (Map.Entry<AttributeName, Optional<ReferenceSource>> entry : flow.references().entrySet()) {
      References own = space.references();
      try (LongCursor wanted = wanted(entry.getValue(), space.connector());
          LongCursor expected = own.expected(object.id(), entry.getKey())) {
        ReferenceDifference.between(expected, wanted)
            .inPortions((add, remove) -> own.stageExport(object.id(), entry.getKey(), add, remove));
      }
    }
    return false;
  }

  private LongCursor wanted(Optional<ReferenceSource> source, ConnectorId connector) {
    return source
        .map(
            from ->
                store
                    .connectorSpace(from.connector())
                    .references()
                    .resolved(from.csObject(), from.attribute(), connector))
        .orElse(() -> LongCursor.END);
  }

  /** Nothing may be written, and nothing computed earlier may slip out either. */
  private void shield(ConnectorSpace space, OutboundDecision.Shield shield) {
    CsObject object = shield.object();
    space.references().dropUnapplied(object.id());
    if (neverExported(object)) {
      space.remove(object.id());
      return;
    }
    CsObject next =
        object.edit().link(Optional.of(shield.link())).unapplied(PendingExport.NONE).done();
    if (next != object) {
      space.update(next);
      tally.count("NoFlow");
    }
  }

  private static boolean neverExported(CsObject object) {
    return object.kind() == CsObject.Kind.EXPORT
        && object.escrowed().isNone()
        && object.unconfirmed().isNone();
  }

  private void deprovision(ConnectorSpace space, CsObject object) {
    space.references().dropUnapplied(object.id());
    markReferrers(space, object.id());
    if (neverExported(object)) {
      space.remove(object.id());
    } else {
      space.update(
          object
              .edit()
              .link(Optional.empty())
              .unapplied(
                  new PendingExport(PendingExport.Operation.DELETE, Map.of(), Optional.empty()))
              .done());
    }
    tally.count("ProvisioningDeletes");
  }

  private void disconnect(ConnectorSpace space, CsObject object) {
    space.references().dropUnapplied(object.id());
    markReferrers(space, object.id());
    if (neverExported(object)) {
      space.remove(object.id());
    } else {
      space.update(object.edit().link(Optional.empty()).unapplied(PendingExport.NONE).done());
    }
    tally.count("OutboundDisconnects");
  }

  /** A metaverse object that nobody keeps alive: what it held is deleted or let go. */
  void removeMetaverseObject(long id) {
    for (Metaverse.Linked linked : metaverse.links(id)) {
      ConnectorSpace space = store.connectorSpace(linked.connector());
      if (OutboundSynchronization.orphaned(linked.object())
          instanceof OutboundDecision.Deprovision) {
        deprovision(space, linked.object());
      } else {
        disconnect(space, linked.object());
      }
    }
    metaverse.clearDirty(id);
    metaverse.remove(id);
  }

  /** Whoever refers to an object of this metaverse object may now be able to resolve it. */
  private void markReferrers(long metaverseId) {
    for (Metaverse.Linked linked : metaverse.links(metaverseId)) {
      markReferrers(store.connectorSpace(linked.connector()), linked.object().id());
    }
  }

  /** Marks the metaverse objects of everything that refers to an object. */
  void markReferrers(ConnectorSpace space, long target) {
    long after = 0;
    List<Long> page;
    while (!(page = space.references().referencing(target, after, 500)).isEmpty()) {
      for (CsObject referrer : space.byIds(page)) {
        referrer.link().map(Link::metaverseId).ifPresent(metaverse::markDirty);
      }
      after = page.get(page.size() - 1);
    }
  }

  /** The error belongs to the object that would be written, or else to the one it comes from. */
  private void fail(MvObject object, ConnectorSpace space, SyncErrorException error) {
    List<Metaverse.Linked> links = metaverse.links(object.id());
    Optional<Metaverse.Linked> source =
        links.stream().filter(one -> one.object().link().orElseThrow().inbound()).findFirst();
    String name = source.map(one -> one.object().dn()).orElse("metaverse object " + object.id());
    source.ifPresent(
        one ->
            store
                .connectorSpace(one.connector())
                .update(SynchronizeStep.inError(one.object(), error, clock)));
    tally.error(
        error.code(),
        name,
        error.getMessage(),
        error.detail() + " (outbound to connector " + space.connector() + ")");
  }

  /** What outbound decisions look up, straight from the store. */
  private record Lookups(ConnectorSpace space) implements OutboundLookups {
    @Override
    public List<CsObject> disconnectors(String objectType, AttributeName attribute, Value value) {
      return space.disconnectorsWith(objectType, attribute, IndexKey.of(value), 3).stream()
          .filter(object -> !object.deleting())
          .toList();
    }

    @Override
    public Optional<CsObject> byDn(String dn) {
      return space.byDn(dn);
    }
  }
}
