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
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.sync.InboundDecision;
import dev.landfall.engine.sync.InboundLookups;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import dev.landfall.engine.sync.InboundSynchronization;
import dev.landfall.engine.sync.SourceOfAuthority;
import dev.landfall.engine.sync.SyncErrorException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Synchronizes one connector space with the metaverse, then carries what changed there outwards. A
 * page of objects is one transaction; an object in error changes nothing and is tried again next
 * time.
 */
final class SynchronizeStep {
  private static final int PAGE = 1_000;

  private final Store store;
  private final ConnectorSpace space;
  private final Metaverse metaverse;
  private final InboundSynchronization inbound;
  private final OutboundPass outbound;
  private final Clock clock;
  private final StepResult.Tally tally;
  private final PageBoundary boundary;
  private final Isolation isolation;
  private final Lookups lookups = new Lookups();

  SynchronizeStep(
      Store store,
      ConnectorId connector,
      InboundSynchronization inbound,
      OutboundPass.Targets targets,
      Clock clock,
      StepResult.Tally tally,
      PageBoundary boundary) {
    this.store = store;
    this.space = store.connectorSpace(connector);
    this.metaverse = store.metaverse();
    this.inbound = inbound;
    this.clock = clock;
    this.tally = tally;
    this.boundary = boundary;
    this.isolation = new Isolation(store, tally);
    this.outbound = new OutboundPass(store, targets, tally, boundary, clock);
  }

  /**
   * @param full whether every object is visited and every rule evaluated again, or only objects
   *     with a pending import
   * @param limit the step ends after so many objects
   */
  StepResult run(boolean full, long limit) {
    long after = 0;
    long visited = 0;
    List<CsObject> page;
    while (!(page = page(full, after)).isEmpty()) {
      List<CsObject> current = limited(page, limit - visited);
      prefetch(current);
      isolation.page(current, this::synchronize, this::unforeseen);
      after = current.get(current.size() - 1).id();
      visited += current.size();
      boundary.reached();
      if (tally.errorLimit()) {
        return tally.result(ResultCode.STOPPED_ERROR_LIMIT);
      }
      if (visited >= limit) {
        outbound.run();
        return tally.result(ResultCode.STOPPED_OBJECT_LIMIT);
      }
    }
    outbound.run();
    if (tally.errorLimit()) {
      return tally.result(ResultCode.STOPPED_ERROR_LIMIT);
    }
    return tally.result(outcome());
  }

  private ResultCode outcome() {
    if (tally.anyError()) {
      return ResultCode.COMPLETED_SYNC_ERRORS;
    }
    return tally.anyWarning() ? ResultCode.COMPLETED_WARNINGS : ResultCode.SUCCESS;
  }

  /** Visits one object only, and carries outwards what that changes. */
  StepResult single(long id) {
    List<CsObject> only = space.byIds(List.of(id));
    isolation.page(only, this::synchronize, this::unforeseen);
    outbound.run();
    return tally.result(tally.anyError() ? ResultCode.COMPLETED_SYNC_ERRORS : ResultCode.SUCCESS);
  }

  private void prefetch(List<CsObject> page) {
    space.references().prefetch(page.stream().map(CsObject::id).toList());
    metaverse.prefetch(
        page.stream().flatMap(object -> object.link().stream()).map(Link::metaverseId).toList());
  }

  private List<CsObject> page(boolean full, long after) {
    return full ? space.all(after, PAGE) : space.pendingImports(after, PAGE);
  }

  static <T> List<T> limited(List<T> page, long most) {
    return page.size() <= most ? page : page.subList(0, (int) most);
  }

  private void synchronize(CsObject stale) {
    // An earlier object of the page may have changed this one: a link taken, a delete staged.
    Optional<CsObject> fresh = space.byId(stale.id());
    if (fresh.isEmpty() || fresh.get().kind() == CsObject.Kind.PLACEHOLDER) {
      return;
    }
    CsObject object = fresh.get();
    boolean gone = object.pendingImport() == PendingImport.DELETE;
    try {
      Contribution subject =
          new Contribution(space.connector(), object, CsView.pending(space, object));
      apply(object, inbound.decide(subject, gone, lookups), gone);
    } catch (SyncErrorException error) {
      fail(object, error);
    }
  }

  private void unforeseen(CsObject object, RuntimeException failure) {
    space
        .byId(object.id())
        .ifPresent(
            now ->
                fail(
                    now,
                    new SyncErrorException(
                        ObjectErrorCode.UNEXPECTED_ERROR.text(), Isolation.reason(failure), "")));
  }

  private void apply(CsObject object, InboundDecision decision, boolean gone) {
    Optional<Link> link = decision.link();
    for (InboundDecision.MvChange change : decision.changes()) {
      MvObject next = change.object();
      if (next.id() == 0) {
        long id = metaverse.insert(next);
        link = decision.link().map(made -> withMetaverse(made, id));
        metaverse.markDirty(id);
        tally.count("Projections", object.dn());
      } else {
        if (change.changed()) {
          metaverse.update(next);
          tally.count("FlowUpdates", object.dn());
        }
        // Whatever brought the object here may need an answer outwards, also where it came from: an
        // edit in the target is undone although no metaverse value changed.
        metaverse.markDirty(next.id());
      }
    }
    boolean linkChanged =
        object.pendingImport() == PendingImport.DELETE_ADD || !sameMetaverse(object.link(), link);
    save(object, link, gone, linkChanged);
    count(decision.outcome(), object.dn());
    for (long dead : decision.deletions()) {
      outbound.deprovisioning().removeMetaverseObject(dead, SourceOfAuthority.leavesCloud(object));
      tally.count("MvDeletes", object.dn());
    }
    if (gone) {
      space.remove(object.id());
    }
  }

  private void save(CsObject object, Optional<Link> link, boolean gone, boolean linkChanged) {
    object.syncError().ifPresent(error -> outbound.earlierError(object.id(), error));
    boolean waiting = !gone && link.isEmpty() && object.deprovisionAt().isPresent();
    CsObject done =
        object
            .edit()
            .link(link)
            .synchronizedImage(object.importedImage())
            .pendingImport(gone ? PendingImport.DELETE : PendingImport.NONE)
            .retry(waiting)
            .syncError(Optional.empty())
            .done();
    if (done != object) {
      space.update(done);
    }
    if (waiting) {
      outbound.deprovisioning().deleteIfDue(space, done);
    }
    space.references().markSynchronized(object.id());
    if (linkChanged) {
      outbound.markReferrers(space, object.id());
    }
  }

  private static Link withMetaverse(Link link, long id) {
    return new Link(
        id,
        link.ruleId(),
        link.inbound(),
        link.method(),
        link.provisionHeld(),
        link.noFlowProtected());
  }

  private static boolean sameMetaverse(Optional<Link> left, Optional<Link> right) {
    return left.map(Link::metaverseId).equals(right.map(Link::metaverseId));
  }

  private void count(InboundDecision.Outcome outcome, String dn) {
    switch (outcome) {
      case JOINED -> tally.count("Joins", dn);
      case DISCONNECTED -> tally.count("Disconnected", dn);
      case DISCONNECTOR -> tally.count("Disconnectors", dn);
      case PROJECTED, KEPT -> {
        // Projections are counted where the object is made; a kept link is no event.
      }
    }
  }

  private void fail(CsObject object, SyncErrorException error) {
    space.update(inError(object, error, clock));
    tally.error(error.code(), object.currentDn(), error.getMessage(), error.detail());
  }

  /** The object with the error of this synchronization, to be visited again by the next one. */
  static CsObject inError(CsObject object, SyncErrorException error, Clock clock) {
    ObjectError record =
        ObjectError.after(
            object.syncError(), error.code(), error.getMessage(), error.detail(), clock.instant());
    return object.edit().syncError(Optional.of(record)).retry(true).done();
  }

  /** What inbound decisions look up, straight from the store. */
  private final class Lookups implements InboundLookups {
    @Override
    public MvObject metaverse(long id) {
      return metaverse.byId(id).orElseThrow();
    }

    @Override
    public List<Contribution> linked(long metaverseId) {
      return metaverse.links(metaverseId).stream()
          .map(
              linked ->
                  new Contribution(
                      linked.connector(),
                      linked.object(),
                      CsView.synchronizedState(
                          store.connectorSpace(linked.connector()), linked.object())))
          .toList();
    }

    @Override
    public List<MvObject> candidates(
        String objectType, AttributeName attribute, Value value, int limit) {
      return metaverse.with(objectType, attribute, IndexKey.of(value), limit);
    }
  }
}
