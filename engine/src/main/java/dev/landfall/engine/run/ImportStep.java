package dev.landfall.engine.run;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.RuleSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stages what one connected system holds, or what changed in it. Touches nothing else. A page and
 * the watermark it reaches are committed together: a crash repeats work, it never skips it.
 */
final class ImportStep {
  /** A page is cut here even if the connector names no end of it. */
  private static final int LARGEST_PAGE = 2_000;

  private final Store store;
  private final Connector connector;
  private final RuleSet rules;
  private final Watermarks watermarks;
  private final Clock clock;
  private final StepResult.Tally tally;
  private final PageBoundary boundary;

  ImportStep(
      Store store,
      Connector connector,
      RuleSet rules,
      Clock clock,
      StepResult.Tally tally,
      PageBoundary boundary) {
    this.store = store;
    this.connector = connector;
    this.rules = rules;
    this.watermarks = new Watermarks(store.documents());
    this.clock = clock;
    this.tally = tally;
    this.boundary = boundary;
  }

  StepResult run(boolean full, long importNumber) {
    Optional<Watermark> from = full ? Optional.empty() : watermarks.of(connector.id());
    if (!full && from.isEmpty()) {
      return tally.result("no-start-full-import-required");
    }
    Staging staging =
        new Staging(store.connectorSpace(connector.id()), store.metaverse(), tally, importNumber);
    Pages pages = new Pages(staging, full);
    Watermark next =
        connector.importObjects(new ImportRequest(from, rules.selection(connector.id())), pages);
    pages.flush(null);
    boundary.reached();
    if (pages.discoveryErrors) {
      return tally.result("completed-discovery-errors");
    }
    if (full) {
      staging.obsoleteUnseen(store);
    }
    store.inTransaction(() -> watermarks.put(connector.id(), next, clock.instant()));
    if (store.connectorSpace(connector.id()).transientCount() > 0) {
      return tally.result("completed-transient-objects");
    }
    return tally.result(tally.anyWarning() ? "completed-warnings" : "success");
  }

  /** Collects a page, then stages it in one transaction. */
  private final class Pages implements ImportSink {
    private final Staging staging;
    private final boolean full;
    private final List<Runnable> page = new ArrayList<>();
    private boolean discoveryErrors;

    private Pages(Staging staging, boolean full) {
      this.staging = staging;
      this.full = full;
    }

    @Override
    public void object(ImportedObject object) {
      add(() -> staging.object(object));
    }

    @Override
    public void references(ImportedReferences portion) {
      add(() -> staging.references(portion));
    }

    @Override
    public void deleted(Anchor anchor) {
      add(() -> staging.deleted(anchor));
    }

    @Override
    public void failed(String dnOrAnchor, String code, String message) {
      discoveryErrors = true;
      staging.failed(dnOrAnchor, code, message);
    }

    @Override
    public void page(@Nullable Watermark resume) {
      flush(resume);
    }

    private void add(Runnable change) {
      page.add(change);
      if (page.size() >= LARGEST_PAGE) {
        flush(null);
      }
    }

    /**
     * A full import begins afresh after a crash: only then is everything unseen known to be gone.
     */
    private void flush(@Nullable Watermark resume) {
      boolean advance = resume != null && !full && !discoveryErrors;
      if (page.isEmpty() && !advance) {
        return;
      }
      store.inTransaction(
          () -> {
            page.forEach(Runnable::run);
            if (advance && resume != null) {
              watermarks.put(connector.id(), resume, clock.instant());
            }
          });
      page.clear();
      boundary.reached();
    }
  }
}
