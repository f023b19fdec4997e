package dev.landfall.engine.run;

import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.ConnectorSpace.ExportCount;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingExport.Operation;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Sends what synchronization staged: adds, updates and renames first, then references, then
 * deletes. Every batch is noted as under way before it is sent, and its results are noted before
 * the next one; what a crash leaves under way is sent again.
 */
final class ExportStep {
  private static final int BATCH = 100;

  private final Store store;
  private final Connector connector;
  private final ConnectorSpace space;
  private final OptionalLong deletionThreshold;
  private final Clock clock;
  private final StepResult.Tally tally;
  private final PageBoundary boundary;

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
  }

  StepResult run() {
    Optional<String> nothing = connector.exportsNothingBecause();
    if (nothing.isPresent()) {
      tally.warning("exports-nothing", connector.name(), nothing.get());
      return tally.result("completed-no-objects");
    }
    recoverEscrow();
    long deletes = deletes();
    if (deletionThreshold.isPresent() && deletes > deletionThreshold.getAsLong()) {
      tally.add("PendingDeletes", deletes);
      tally.error(
          "stopped-deletion-threshold-exceeded",
          connector.name(),
          deletes
              + " deletes are pending and the threshold is "
              + deletionThreshold.getAsLong()
              + ": nothing was exported. Review \"landfall pending-exports\"; if the deletes are"
              + " wanted: landfall run CONNECTOR export --deletion-threshold "
              + deletes
              + ".",
          "");
      return tally.result("stopped-deletion-threshold-exceeded");
    }
    objects(object -> object.unapplied().operation() != Operation.DELETE);
    if (!tally.errorLimit()) {
      new ReferenceExport(store, connector, tally, boundary, clock).run();
    }
    if (!tally.errorLimit()) {
      objects(object -> object.unapplied().operation() == Operation.DELETE);
    }
    if (tally.errorLimit()) {
      return tally.result("stopped-error-limit");
    }
    return tally.result(tally.anyError() ? "completed-export-errors" : "success");
  }

  private long deletes() {
    long deletes = 0;
    for (Map.Entry<ExportCount, Long> count : space.exportCounts().entrySet()) {
      if (count.getKey().operation() == Operation.DELETE) {
        deletes += count.getValue();
      }
    }
    return deletes;
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
    forEachPage(object -> !object.unapplied().isNone() && wanted.test(object), this::send);
  }

  private void forEachPage(
      Predicate<CsObject> wanted, java.util.function.Consumer<List<CsObject>> work) {
    long after = 0;
    List<CsObject> page;
    while (!(page = space.pendingExports(after, BATCH)).isEmpty() && !tally.errorLimit()) {
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
        object.dn(),
        export.newDn(),
        changes,
        List.of());
  }

  private void note(CsObject object, ExportResult result) {
    if (result.error().isPresent()) {
      ExportError error = result.error().get();
      space.update(unsent(failed(object, error, clock)));
      tally.error(error.code(), object.dn(), error.message(), error.serverDetail());
      tally.count("ExportFailure", object.dn());
      return;
    }
    PendingExport sent = object.escrowed();
    CsObject.Edit accepted =
        object
            .edit()
            .escrowed(PendingExport.NONE)
            .unconfirmed(object.unconfirmed().then(sent))
            .anchor(object.anchor().or(result::anchor))
            .exportError(Optional.empty());
    sent.newDn().filter(dn -> free(dn, object)).ifPresent(accepted::dn);
    space.update(accepted.done());
    tally.count(
        switch (sent.operation()) {
          case ADD -> "ExportAdd";
          case DELETE -> "ExportDelete";
          case UPDATE, NONE -> sent.newDn().isPresent() ? "ExportRename" : "ExportUpdate";
        },
        object.dn());
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
