package dev.landfall.app.fault;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connector during whose import the process dies, at a page of the test's choice. */
final class KilledConnector implements Connector {
  private final Connector inner;
  private final int lastPage;
  private int pages;
  private Optional<ImportRequest> request = Optional.empty();

  /** Nothing of the engine may catch it, as nothing catches a kill. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param lastPage the process dies before the page after it is committed; pages count from 1
   */
  KilledConnector(Connector inner, int lastPage) {
    this.inner = inner;
    this.lastPage = lastPage;
  }

  int pages() {
    return pages;
  }

  /** What the engine asked for last. */
  ImportRequest request() {
    return request.orElseThrow();
  }

  @Override
  public Watermark importObjects(ImportRequest asked, ImportSink sink) {
    request = Optional.of(asked);
    return inner.importObjects(
        asked,
        new ImportSink() {
          @Override
          public void object(ImportedObject object) {
            sink.object(object);
          }

          @Override
          public void references(ImportedReferences portion) {
            sink.references(portion);
          }

          @Override
          public void deleted(Anchor anchor) {
            sink.deleted(anchor);
          }

          @Override
          public void failed(String dnOrAnchor, String code, String message) {
            sink.failed(dnOrAnchor, code, message);
          }

          @Override
          public void warning(String object, String code, String message) {
            sink.warning(object, code, message);
          }

          @Override
          public void page(@Nullable Watermark resume) {
            if (pages >= lastPage) {
              throw new Killed();
            }
            pages++;
            sink.page(resume);
          }
        });
  }

  @Override
  public boolean resumesFullImports() {
    return inner.resumesFullImports();
  }

  @Override
  public ConnectorId id() {
    return inner.id();
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public SystemKind kind() {
    return inner.kind();
  }

  @Override
  public Schema schema() {
    return inner.schema();
  }

  @Override
  public Map<String, String> parameters() {
    return inner.parameters();
  }

  @Override
  public Optional<String> exportsNothingBecause() {
    return inner.exportsNothingBecause();
  }

  @Override
  public List<ExportResult> export(List<ExportRequest> batch) {
    return inner.export(batch);
  }

  @Override
  public List<Check> check() {
    return inner.check();
  }

  @Override
  public void close() {
    inner.close();
  }
}
