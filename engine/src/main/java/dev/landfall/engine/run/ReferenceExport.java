package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.References;
import dev.landfall.core.store.References.Change;
import dev.landfall.core.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The second part of an export: reference values, in portions, for objects that exist by now. A
 * target that does not exist in the connected system yet is left for the next export.
 */
final class ReferenceExport {
  private static final int PAGE = 200;
  private static final int MOST_CHANGES = 20_000;

  private final Store store;
  private final Connector connector;
  private final ConnectorSpace space;
  private final References references;
  private final ExportRepair repair;
  private final StepResult.Tally tally;
  private final PageBoundary boundary;
  private final Clock clock;

  ReferenceExport(
      Store store,
      Connector connector,
      ExportRepair repair,
      StepResult.Tally tally,
      PageBoundary boundary,
      Clock clock) {
    this.store = store;
    this.connector = connector;
    this.space = store.connectorSpace(connector.id());
    this.references = space.references();
    this.repair = repair;
    this.tally = tally;
    this.boundary = boundary;
    this.clock = clock;
  }

  /** A portion of one object's changes, and what it was made from. */
  private record Portion(CsObject object, ExportRequest request, List<Change> changes) {}

  void run() {
    long after = 0;
    List<CsObject> page;
    while (!(page = space.pendingExports(after, PAGE)).isEmpty() && !tally.errorLimit()) {
      after = page.get(page.size() - 1).id();
      send(page.stream().filter(this::ready).toList());
      boundary.reached();
    }
  }

  private boolean ready(CsObject object) {
    return object.anchor().isPresent()
        && !object.deleting()
        && references.hasUnapplied(object.id());
  }

  /**
   * Sends the changes of several objects at once, but never more than fit in memory comfortably.
   */
  private void send(List<CsObject> objects) {
    for (CsObject object : objects) {
      store.inTransaction(() -> references.escrow(object.id()));
    }
    List<Portion> portions = new ArrayList<>();
    Map<Long, List<Change>> unsent = new HashMap<>();
    int changes = 0;
    for (CsObject object : objects) {
      unsent.put(object.id(), new ArrayList<>());
      long row = 0;
      List<Change> part;
      while (!(part = references.escrowedChanges(object.id(), row, ExportRequest.MOST_REFERENCES))
          .isEmpty()) {
        row = part.get(part.size() - 1).row();
        portion(object, part, unsent).ifPresent(portions::add);
        changes += part.size();
        if (changes >= MOST_CHANGES) {
          deliver(portions, unsent);
          portions.clear();
          changes = 0;
        }
      }
    }
    deliver(portions, unsent);
    store.inTransaction(() -> unsent.forEach(references::accepted));
  }

  private Optional<Portion> portion(
      CsObject object, List<Change> changes, Map<Long, List<Change>> unsent) {
    Map<Long, CsObject> targets = new HashMap<>();
    space
        .byIds(changes.stream().map(Change::target).distinct().toList())
        .forEach(target -> targets.put(target.id(), target));
    List<ReferenceChange> wire = new ArrayList<>();
    List<Change> sent = new ArrayList<>();
    for (Change change : changes) {
      CsObject target = targets.get(change.target());
      if (target != null
          && (target.anchor().isPresent() || target.kind() != CsObject.Kind.EXPORT)) {
        wire.add(
            new ReferenceChange(change.attribute(), change.add(), target.dn(), target.anchor()));
        sent.add(change);
      } else {
        unsent.getOrDefault(object.id(), new ArrayList<>()).add(change);
      }
    }
    if (wire.isEmpty()) {
      return Optional.empty();
    }
    ExportRequest request =
        new ExportRequest(
            object.id(),
            ExportRequest.Operation.UPDATE,
            object.objectType(),
            object.anchor(),
            object.dn(),
            Optional.empty(),
            List.of(),
            wire);
    return Optional.of(new Portion(object, request, sent));
  }

  private void deliver(List<Portion> portions, Map<Long, List<Change>> unsent) {
    if (portions.isEmpty()) {
      return;
    }
    List<ExportResult> results = connector.export(portions.stream().map(Portion::request).toList());
    store.inTransaction(
        () -> {
          for (int i = 0; i < results.size(); i++) {
            note(portions.get(i), results.get(i), unsent);
          }
        });
  }

  private void note(Portion portion, ExportResult result, Map<Long, List<Change>> unsent) {
    List<Change> back = unsent.getOrDefault(portion.object().id(), new ArrayList<>());
    if (result.error().isPresent()) {
      back.addAll(portion.changes());
      fail(portion.object(), result.error().get());
      return;
    }
    for (ExportResult.RejectedReference rejected : result.rejected()) {
      int index = portion.request().references().indexOf(rejected.change());
      if (index >= 0) {
        back.add(portion.changes().get(index));
      }
      fail(portion.object(), rejected.error());
    }
    long refused = result.rejected().size();
    tally.add("ExportReferences", portion.changes().size() - refused);
  }

  private void fail(CsObject object, ExportError error) {
    CsObject current = space.byId(object.id()).orElse(object);
    CsObject inError = ExportStep.failed(current, error, clock);
    space.update(repair.repaired(inError, error).orElse(inError));
    tally.error(error.code(), object.dn(), error.message(), error.serverDetail());
    tally.count("ExportFailure", object.dn());
  }
}
