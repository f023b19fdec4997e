package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.IndexKey;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.Store;
import dev.landfall.core.store.TemporaryDn;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.sync.ExportDifference;
import dev.landfall.engine.sync.OutboundDecision;
import dev.landfall.engine.sync.OutboundLookups;
import dev.landfall.engine.sync.OutboundSynchronization;
import dev.landfall.engine.sync.SourceOfAuthority;
import dev.landfall.engine.sync.SyncErrorException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries changed metaverse objects into every connector space. Two passes: the first provisions
 * and sets values, the second sets references, since a reference can only be resolved once its
 * target is there. A metaverse object stays marked until the second pass has seen it.
 */
final class OutboundPass {
  /** A metaverse object that could not be carried into a connector space. */
  record Failure(long metaverseId, String connector) {}

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
  private final MarkedObjects marked;
  private final Deprovisioning deprovisioning;
  private final ReferencesWanted wanted = new ReferencesWanted();
  private final Map<Long, ObjectError> earlierErrors = new HashMap<>();
  private final Set<Failure> failed = new HashSet<>();

  OutboundPass(
      Store store, Targets targets, StepResult.Tally tally, PageBoundary boundary, Clock clock) {
    this.store = store;
    this.metaverse = store.metaverse();
    this.targets = targets;
    this.tally = tally;
    this.clock = clock;
    this.marked = new MarkedObjects(store, tally, boundary);
    this.deprovisioning = new Deprovisioning(store, targets, tally, clock);
  }

  Deprovisioning deprovisioning() {
    return deprovisioning;
  }

  /** How an object failed when it was synchronized before: an error that comes again is a retry. */
  void earlierError(long csObject, ObjectError error) {
    earlierErrors.put(csObject, error);
  }

  void run() {
    failed.clear();
    wanted.clear();
    marked.forEach(
        page -> {
          metaverse.prefetch(page);
          return this::setValues;
        },
        this::unforeseen);
    new ReferencePass(store, targets, failed, wanted).over(marked, this::unforeseen);
    wanted.clear();
  }

  /** The first pass: everything but references. */
  private void setValues(long id) {
    Optional<MvObject> object = metaverse.byId(id);
    boolean later = false;
    wanted.begin(id);
    if (object.isPresent()) {
      for (Map.Entry<ConnectorId, OutboundSynchronization> target :
          targets.byConnector().entrySet()) {
        ConnectorSpace space = store.connectorSpace(target.getKey());
        try {
          later |= evaluate(object.get(), space, target.getValue());
        } catch (SyncErrorException error) {
          fail(object.get(), space.connector().value(), error);
        }
      }
    }
    if (!later) {
      metaverse.clearDirty(id);
    }
  }

  /** Returns whether the object has to be looked at again. */
  private boolean evaluate(
      MvObject object, ConnectorSpace space, OutboundSynchronization synchronization) {
    MvView view = new MvView(store, object);
    Lookups lookups = new Lookups(space);
    OutboundDecision decision =
        synchronization.decide(object, view, space.linkedTo(object.id()), lookups);
    boolean later = apply(object, space, decision);
    if (decision instanceof OutboundDecision.Deprovision) {
      // Another type may be wanted in its place: the old object goes, a new one comes.
      OutboundDecision successor = synchronization.decide(object, view, Optional.empty(), lookups);
      later |= apply(object, space, successor);
    }
    return later;
  }

  private void unforeseen(long id, RuntimeException failure) {
    metaverse
        .byId(id)
        .ifPresent(
            object ->
                fail(
                    object,
                    "",
                    new SyncErrorException(
                        ObjectErrorCode.UNEXPECTED_ERROR.text(), Isolation.reason(failure), "")));
    metaverse.clearDirty(id);
  }

  /** Returns whether references remain for the second pass. */
  private boolean apply(MvObject object, ConnectorSpace space, OutboundDecision decision) {
    if (decision instanceof OutboundDecision.Provision provision) {
      CsObject bare =
          CsObject.blank(
              CsObject.Kind.EXPORT, Optional.empty(), provision.dn(), provision.objectType());
      long id =
          insertOrClaim(
              space,
              bare.edit()
                  .link(Optional.of(provision.link()))
                  .unapplied(ExportDifference.of(bare, provision.flow()))
                  .contributed(provision.flow().contributed())
                  .done());
      tally.count("ProvisioningAdds", provision.dn());
      markReferrers(object.id());
      return wants(object, space, id, provision.flow());
    }
    if (decision instanceof OutboundDecision.Update update) {
      PendingExport difference = ExportDifference.of(update.object(), update.flow());
      CsObject next =
          update
              .object()
              .edit()
              .dn(ownDn(update.object()))
              .link(Optional.of(update.link()))
              .unapplied(difference)
              .contributed(update.flow().contributed())
              .deprovisionAt(Optional.empty())
              .done();
      if (next != update.object()) {
        space.update(next);
        if (!difference.isNone() && !difference.equals(update.object().unapplied())) {
          tally.count("ExportFlows", next.dn());
        }
      }
      if (update.newlyLinked()) {
        tally.count("OutboundJoins", next.dn());
        markReferrers(object.id());
      }
      if (update.link().noFlowProtected()) {
        // What a shield lets through may depend on the references that the second pass finds.
        wanted.leave(object.id());
        return !update.flow().references().isEmpty();
      }
      return wants(object, space, next.id(), update.flow());
    }
    if (decision instanceof OutboundDecision.Shield shield) {
      boolean shieldedBefore =
          shield.object().link().map(Link::noFlowProtected).orElse(shield.newlyLinked());
      if (SourceOfAuthority.leftCloud(object) && !shieldedBefore) {
        deprovisioning.tellMoved(shield.object());
      }
      shield(space, shield);
      return false;
    }
    if (decision instanceof OutboundDecision.Await await) {
      wanted.leave(object.id());
      space.references().dropUnapplied(await.object().id());
      space.update(
          await
              .object()
              .edit()
              .unapplied(PendingExport.NONE)
              .deprovisionAt(Optional.of(await.until()))
              .done());
      return true;
    }
    if (decision instanceof OutboundDecision.Deprovision deprovision) {
      deprovisioning.delete(space, deprovision.object());
    } else if (decision instanceof OutboundDecision.Disconnect disconnect) {
      deprovisioning.disconnect(space, disconnect.object());
    }
    return false;
  }

  /**
   * A placeholder at the DN is the new object from now on, so that references to it stay. An object
   * on its way out gives up the DN: it is deleted before the new one is added.
   */
  private static long insertOrClaim(ConnectorSpace space, CsObject made) {
    Optional<CsObject> there = space.byDn(made.dn());
    if (there.isPresent() && there.get().kind() == CsObject.Kind.PLACEHOLDER) {
      space.update(made.edit().id(there.get().id()).done());
      return there.get().id();
    }
    there.filter(CsObject::deleting).ifPresent(old -> giveWay(space, old));
    return space.insert(made);
  }

  /** Whether references remain for the second pass. */
  private boolean wants(
      MvObject object, ConnectorSpace space, long csObject, OutboundDecision.Flow flow) {
    if (flow.references().isEmpty()) {
      return false;
    }
    wanted.add(object.id(), space.connector(), csObject, flow.references());
    return true;
  }

  private static void giveWay(ConnectorSpace space, CsObject old) {
    String name = TemporaryDn.ofReplaced(old.currentDn());
    boolean free = space.byDn(name).isEmpty();
    space.update(old.edit().dn(free ? name : TemporaryDn.another(old)).done());
  }

  /** An object that is not to be deleted after all has its name back. */
  private static String ownDn(CsObject object) {
    return TemporaryDn.replaced(object) ? object.currentDn() : object.dn();
  }

  /** Nothing may be written, and nothing computed earlier may slip out either. */
  private void shield(ConnectorSpace space, OutboundDecision.Shield shield) {
    CsObject object = shield.object();
    space.references().dropUnapplied(object.id());
    if (Deprovisioning.neverExported(object)) {
      space.remove(object.id());
      return;
    }
    CsObject next =
        object.edit().link(Optional.of(shield.link())).unapplied(PendingExport.NONE).done();
    if (next != object) {
      space.update(next);
      tally.count("NoFlow", next.dn());
    }
  }

  /** Whoever refers to an object of this metaverse object may now be able to resolve it. */
  private void markReferrers(long metaverseId) {
    for (Metaverse.Linked linked : metaverse.links(metaverseId)) {
      markReferrers(store.connectorSpace(linked.connector()), linked.object().id());
    }
  }

  /** Marks the metaverse objects of everything that refers to an object. */
  void markReferrers(ConnectorSpace space, long target) {
    space.references().markReferrersDirty(target);
  }

  /** The error belongs to the object the metaverse object comes from: that one is visited again. */
  private void fail(MvObject object, String connector, SyncErrorException error) {
    failed.add(new Failure(object.id(), connector));
    Optional<Metaverse.Linked> source =
        metaverse.links(object.id()).stream()
            .filter(one -> one.object().link().orElseThrow().inbound())
            .findFirst();
    String name =
        source.map(one -> one.object().currentDn()).orElse("metaverse object " + object.id());
    source.ifPresent(
        one ->
            store
                .connectorSpace(one.connector())
                .update(SynchronizeStep.inError(withEarlierError(one.object()), error, clock)));
    tally.error(
        error.code(),
        name,
        error.getMessage(),
        error.detail() + " (outbound to connector " + connector + ")");
  }

  private CsObject withEarlierError(CsObject object) {
    ObjectError earlier = earlierErrors.get(object.id());
    return earlier == null || object.syncError().isPresent()
        ? object
        : object.edit().syncError(Optional.of(earlier)).done();
  }

  /** What outbound decisions look up, straight from the store. */
  private record Lookups(ConnectorSpace space) implements OutboundLookups {
    @Override
    public List<CsObject> disconnectors(
        String objectType, AttributeName attribute, Value value, int limit) {
      return space.disconnectorsWith(objectType, attribute, IndexKey.of(value), limit);
    }

    @Override
    public Optional<CsObject> byDn(String dn) {
      return space.byDn(dn);
    }
  }
}
