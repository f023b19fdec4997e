package dev.landfall.engine.run;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.sync.RuleSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stages what one connected system holds, or what changed in it. Touches nothing else. A page and
 * the watermark it reaches are committed together: a crash repeats work, it never skips it. A full
 * import that was cut off goes on where it was, if its connector can.
 */
final class ImportStep {
  /** A page is cut here even if the connector names no end of it. */
  private static final int LARGEST_PAGE = 2_000;

  private final Store store;
  private final Connector connector;
  private final RuleSet rules;
  private final Watermarks watermarks;
  private final UnfinishedImport unfinished;
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
    this.unfinished = new UnfinishedImport(store.documents());
    this.clock = clock;
    this.tally = tally;
    this.boundary = boundary;
  }

  /**
   * @param limit the step ends after so many objects
   */
  StepResult run(boolean full, long importNumber, long limit) {
    Optional<Watermark> from = full ? Optional.empty() : watermarks.of(connector.id());
    if (!full && from.isEmpty()) {
      return tally.result(ResultCode.NO_START_FULL_IMPORT_REQUIRED);
    }
    Map<String, Set<AttributeName>> selection = rules.selection(connector.id());
    Optional<UnfinishedImport.Cut> cut =
        full && connector.resumesFullImports()
            ? unfinished.of(connector.id(), selection, clock.instant())
            : Optional.empty();
    if (cut.isEmpty()) {
      // After another import, what the first part saw is not what there is any more.
      unfinished.drop(connector.id());
    }
    try {
      return read(selection, from, full, cut, importNumber, limit);
    } catch (LandfallException failure) {
      if (cut.isEmpty() || failure.code() != ErrorCode.FULL_IMPORT_REQUIRED) {
        throw failure;
      }
      unfinished.drop(connector.id());
      return read(selection, from, full, Optional.empty(), importNumber, limit);
    }
  }

  private StepResult read(
      Map<String, Set<AttributeName>> selection,
      Optional<Watermark> from,
      boolean full,
      Optional<UnfinishedImport.Cut> cut,
      long importNumber,
      long limit) {
    long number = cut.map(UnfinishedImport.Cut::number).orElse(importNumber);
    Staging staging =
        new Staging(store.connectorSpace(connector.id()), store.metaverse(), tally, number);
    Pages pages = new Pages(staging, full, number, selection, limit);
    Watermark next;
    try {
      next =
          connector.importObjects(
              new ImportRequest(
                  from,
                  selection,
                  watermarks.of(connector.id()),
                  cut.map(UnfinishedImport.Cut::watermark)),
              pages);
      pages.flush(null);
      boundary.reached();
    } catch (Enough enough) {
      return tally.result(enough.result);
    }
    if (pages.discoveryErrors) {
      unfinished.drop(connector.id());
      return tally.result(ResultCode.COMPLETED_DISCOVERY_ERRORS);
    }
    if (full) {
      staging.obsoleteUnseen(store);
    }
    store.inTransaction(
        () -> {
          watermarks.put(connector.id(), next, clock.instant());
          if (full) {
            unfinished.drop(connector.id());
            new ImportedSelection(store.documents()).put(connector.id(), selection);
          }
        });
    if (store.connectorSpace(connector.id()).transientCount() > 0) {
      return tally.result(ResultCode.COMPLETED_TRANSIENT_OBJECTS);
    }
    return tally.result(tally.anyWarning() ? ResultCode.COMPLETED_WARNINGS : ResultCode.SUCCESS);
  }

  /** Unwinds the import through the connector that feeds it: a limit was reached. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ResultCode result;

    private Enough(ResultCode result) {
      super(result.text(), null, false, false);
      this.result = result;
    }
  }

  /**
   * One thing to stage, and the object it is about.
   *
   * @param anchors of the objects that staging will look for
   * @param dns of those it knows by DN
   */
  private record Change(
      String object, Collection<Anchor> anchors, Collection<String> dns, Runnable work) {}

  /** Collects a page, then stages it in one transaction. */
  private final class Pages implements ImportSink {
    private final Staging staging;
    private final boolean full;
    private final long number;
    private final Map<String, Set<AttributeName>> selection;
    private final long limit;
    private final Isolation isolation = new Isolation(store, tally);
    private final List<Change> page = new ArrayList<>();
    private boolean discoveryErrors;
    private long objects;

    private Pages(
        Staging staging,
        boolean full,
        long number,
        Map<String, Set<AttributeName>> selection,
        long limit) {
      this.staging = staging;
      this.full = full;
      this.number = number;
      this.selection = selection;
      this.limit = limit;
    }

    @Override
    public void object(ImportedObject object) {
      if (objects++ >= limit) {
        flush(null);
        throw new Enough(ResultCode.STOPPED_OBJECT_LIMIT);
      }
      add(
          new Change(
              object.dn(),
              List.of(object.anchor()),
              List.of(object.dn()),
              () -> discoveryErrors |= !staging.object(object)));
    }

    @Override
    public void references(ImportedReferences portion) {
      List<Anchor> anchors = new ArrayList<>(List.of(portion.anchor()));
      List<String> dns = new ArrayList<>();
      for (ReferenceTarget target : portion.present()) {
        if (target instanceof ReferenceTarget.ByAnchor known) {
          anchors.add(known.anchor());
        } else {
          dns.add(((ReferenceTarget.ByDn) target).dn());
        }
      }
      add(new Change(portion.anchor().value(), anchors, dns, () -> staging.references(portion)));
    }

    @Override
    public void deleted(Anchor anchor) {
      add(new Change(anchor.value(), List.of(anchor), List.of(), () -> staging.deleted(anchor)));
    }

    @Override
    public void failed(String dnOrAnchor, String code, String message) {
      discoveryErrors = true;
      staging.failed(dnOrAnchor, code, message);
      if (tally.errorLimit()) {
        flush(null);
        throw new Enough(ResultCode.STOPPED_ERROR_LIMIT);
      }
    }

    @Override
    public void warning(String object, String code, String message) {
      tally.warning(code, object, message);
    }

    @Override
    public void page(@Nullable Watermark resume) {
      flush(resume);
    }

    private void add(Change change) {
      page.add(change);
      if (page.size() >= LARGEST_PAGE) {
        flush(null);
      }
    }

    /** A full import and the delta import before it keep their places apart. */
    private void advance(Watermark resume) {
      if (full) {
        unfinished.put(
            connector.id(), new UnfinishedImport.Cut(number, resume), selection, clock.instant());
      } else {
        watermarks.put(connector.id(), resume, clock.instant());
      }
    }

    private void flush(@Nullable Watermark resume) {
      boolean advance =
          resume != null && (!full || connector.resumesFullImports()) && !discoveryErrors;
      if (page.isEmpty() && !advance) {
        return;
      }
      store
          .connectorSpace(connector.id())
          .prefetch(
              page.stream().flatMap(change -> change.anchors().stream()).toList(),
              page.stream().flatMap(change -> change.dns().stream()).toList());
      isolation.page(
          page,
          change -> change.work().run(),
          (change, failure) ->
              failed(
                  change.object(), ObjectErrorCode.STAGING_ERROR.text(), Isolation.reason(failure)),
          () -> {
            if (advance && resume != null && !discoveryErrors) {
              advance(resume);
            }
          });
      page.clear();
      boundary.reached();
    }
  }
}
