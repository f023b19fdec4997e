package dev.landfall.engine.run;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingExport.Operation;
import dev.landfall.core.store.Store;
import dev.landfall.core.store.TemporaryDn;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what synchronization staged: adds, updates and renames first, then references, then
 * deletes. Every batch is noted as under way before it is sent, and its results are noted before
 * the next one; what a crash leaves under way is sent again.
 */
final class ExportStep {
  private static final Logger LOG = LoggerFactory.getLogger(ExportStep.class);
  private static final int BATCH = 100;

  private final Store store;
  private final Connector connector;
  private final ConnectorSpace space;
  private final OptionalLong deletionThreshold;
  private final Clock clock;
  private final StepResult.Tally tally;
  private final PageBoundary boundary;
  private final ExportRepair repair;
  private final ExportOrder order;

  /** Containers sent ahead of their turn. */
  private final Set<Long> sent = new HashSet<>();

  /** DNs whose former holder could not be deleted: their adds fail, and must not become updates. */
  private final Set<String> replacing = new HashSet<>();

  private long left;

  ExportStep(
      Store store,
      Connector connector,
      OptionalLong deletionThreshold,
      Clock clock,
      StepResult.Tally tally,
      PageBoundary boundary) {
    this.store = store;
    this.connector = connector;
    this.space = store.connectorSpace(connector.id());
    this.deletionThreshold = deletionThreshold;
    this.clock = clock;
    this.tally = tally;
    this.boundary = boundary;
    this.repair = new ExportRepair(space, store.metaverse());
    this.order = new ExportOrder(space);
  }

  /** Whether objects turned out to be there or to be missing and have to be computed anew. */
  boolean turned() {
    return repair.recompute();
  }

  /**
   * @param limit the step ends after so many objects
   */
  StepResult run(long limit) {
    left = limit;
    Optional<String> nothing = connector.exportsNothingBecause();
    if (nothing.isPresent()) {
      tally.warning("exports-nothing", connector.name(), nothing.get());
      return tally.result(ResultCode.COMPLETED_NO_OBJECTS);
    }
    recoverEscrow();
    PendingDeletes deletes = PendingDeletes.of(space);
    if (deletes.exceed(deletionThreshold)) {
      return refuse(deletes, deletionThreshold.orElseThrow());
    }
    // What has a successor of another type under its DN goes before that one can come.
    objects(object -> deleting(object) && TemporaryDn.replaced(object));
    objects(object -> !deleting(object));
    if (goesOn()) {
      new ReferenceExport(store, connector, repair, tally, boundary, clock).run();
    }
    objects(ExportStep::deleting);
    if (tally.errorLimit()) {
      return tally.result(ResultCode.STOPPED_ERROR_LIMIT);
    }
    if (left <= 0) {
      return tally.result(ResultCode.STOPPED_OBJECT_LIMIT);
    }
    return tally.result(tally.anyError() ? ResultCode.COMPLETED_EXPORT_ERRORS : ResultCode.SUCCESS);
  }

  private static boolean deleting(CsObject object) {
    return object.unapplied().operation() == Operation.DELETE;
  }

  private boolean goesOn() {
    return !tally.errorLimit() && left > 0;
  }

  /** Nothing at all is exported: not the adds and updates either. */
  private StepResult refuse(PendingDeletes deletes, long threshold) {
    LOG.warn(
        "deletion threshold exceeded event=116 connector={} pending={} threshold={}",
        connector.name(),
        deletes.byObjectType(),
        threshold);
    tally.add("PendingDeletes", deletes.total());
    deletes.byObjectType().forEach((type, count) -> tally.add("PendingDeletes." + type, count));
    tally.error(
        ResultCode.STOPPED_DELETION_THRESHOLD_EXCEEDED.text(),
        connector.name(),
        deletes.describe()
            + " and the threshold is "
            + threshold
            + ": nothing was exported. Look at them: landfall pending-exports '"
            + connector.name()
            + "' --operation delete. If a scope or container was changed by mistake, correct it; if"
            + " the deletes are wanted: landfall run '"
            + connector.name()
            + "' export --deletion-threshold "
            + deletes.total()
            + ".",
        "");
    return tally.result(ResultCode.STOPPED_DELETION_THRESHOLD_EXCEEDED);
  }

  /** A process that died while sending left its batch in escrow: it goes back to be sent again. */
  private void recoverEscrow() {
    forEachPage(
        object -> true,
        page ->
            store.inTransaction(
                () -> {
                  for (CsObject object : page) {
                    if (!object.escrowed().isNone()) {
                      space.update(unsent(object));
                    }
                    space.references().revertEscrow(object.id());
                  }
                }));
  }

  private static CsObject unsent(CsObject object) {
    return object
        .edit()
        .unapplied(object.escrowed().then(object.unapplied()))
        .escrowed(PendingExport.NONE)
        .done();
  }

  private void objects(Predicate<CsObject> wanted) {
    forEachPage(
        object ->
            !object.unapplied().isNone() && !sent.contains(object.id()) && wanted.test(object),
        this::inOrder);
  }

  private void inOrder(List<CsObject> batch) {
    List<CsObject> allowed = SynchronizeStep.limited(batch, left);
    left -= allowed.size();
    boolean deletes = allowed.stream().allMatch(ExportStep::deleting);
    List<List<CsObject>> parts =
        deletes ? ExportOrder.deepestFirst(allowed) : order.addsFirst(allowed);
    if (!deletes) {
      parts.subList(0, parts.size() - 1).forEach(ahead -> ahead.forEach(one -> sent.add(one.id())));
    }
    parts.forEach(this::send);
  }

  private void forEachPage(
      Predicate<CsObject> wanted, java.util.function.Consumer<List<CsObject>> work) {
    long after = 0;
    List<CsObject> page;
    while (goesOn() && !(page = space.pendingExports(after, BATCH)).isEmpty()) {
      after = page.get(page.size() - 1).id();
      List<CsObject> batch = page.stream().filter(wanted).toList();
      if (!batch.isEmpty()) {
        work.accept(batch);
        boundary.reached();
      }
    }
  }

  private void send(List<CsObject> batch) {
    List<CsObject> escrowed = new ArrayList<>();
    store.inTransaction(
        () -> {
          for (CsObject object : batch) {
            CsObject sending =
                object.edit().escrowed(object.unapplied()).unapplied(PendingExport.NONE).done();
            space.update(sending);
            escrowed.add(sending);
          }
        });
    List<ExportResult> results =
        connector.export(escrowed.stream().map(ExportStep::request).toList());
    store.inTransaction(
        () -> {
          for (int i = 0; i < results.size(); i++) {
            note(escrowed.get(i), results.get(i));
          }
        });
  }

  private static ExportRequest request(CsObject object) {
    PendingExport export = object.escrowed();
    List<AttributeChange> changes = new ArrayList<>();
    for (Map.Entry<AttributeName, List<Value>> change : export.changes().entrySet()) {
      changes.add(new AttributeChange(change.getKey(), change.getValue()));
    }
    return new ExportRequest(
        object.id(),
        ExportRequest.Operation.valueOf(export.operation().name()),
        object.objectType(),
        object.anchor(),
        object.currentDn(),
        export.newDn(),
        changes,
        List.of());
  }

  private void note(CsObject object, ExportResult result) {
    if (result.error().isPresent()) {
      refused(object, result.error().get());
      return;
    }
    PendingExport accepted = object.escrowed();
    result.anchor().ifPresent(anchor -> inherit(anchor, object));
    CsObject.Edit done =
        object
            .edit()
            .escrowed(PendingExport.NONE)
            .unconfirmed(object.unconfirmed().then(accepted))
            .anchor(object.anchor().or(() -> result.anchor().filter(this::unknown)))
            .exportError(Optional.empty());
    accepted.newDn().filter(dn -> free(dn, object)).ifPresent(done::dn);
    space.update(done.done());
    tally.count(
        switch (accepted.operation()) {
          case ADD -> "ExportAdd";
          case DELETE -> "ExportDelete";
          case UPDATE, NONE -> accepted.newDn().isPresent() ? "ExportRename" : "ExportUpdate";
        },
        object.currentDn());
  }

  private void refused(CsObject object, ExportError error) {
    CsObject inError = failed(object, error, clock);
    boolean successor = replacing.contains(DnKey.of(object.dn()));
    space.update(
        Optional.of(inError)
            .filter(any -> !successor)
            .flatMap(any -> repair.repaired(any, error))
            .orElseGet(() -> unsent(inError)));
    if (TemporaryDn.replaced(object)) {
      replacing.add(DnKey.of(object.currentDn()));
    }
    tally.error(error.code(), object.currentDn(), error.message(), error.serverDetail());
    tally.count("ExportFailure", object.currentDn());
  }

  /** Deleted and added again, an object may come back as the very same one. */
  private void inherit(Anchor anchor, CsObject successor) {
    space
        .byAnchor(anchor)
        .filter(there -> there.id() != successor.id())
        .filter(there -> there.deleting() && TemporaryDn.replaced(there))
        .ifPresent(
            there -> {
              space.references().retarget(there.id(), successor.id());
              space.remove(there.id());
            });
  }

  /**
   * The add may have been matched to an object imported long ago. Then that one keeps its anchor,
   * and the next import, which finds it under the DN, brings the two together.
   */
  private boolean unknown(Anchor anchor) {
    return space.byAnchor(anchor).isEmpty();
  }

  private boolean free(String dn, CsObject object) {
    return space.byDn(dn).map(there -> there.id() == object.id()).orElse(true);
  }

  /** The object with the error of its last export. */
  static CsObject failed(CsObject object, ExportError error, Clock clock) {
    ObjectError record =
        ObjectError.after(
            object.exportError(),
            error.code(),
            error.message(),
            error.serverDetail(),
            clock.instant());
    return object.edit().exportError(Optional.of(record)).done();
  }
}
