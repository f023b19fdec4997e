package dev.landfall.app.bench;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant that holds nothing and accepts everything. */
final class EmptyTenant implements Connector {
  private final Schema schema;
  private long references;

  EmptyTenant(Schema schema) {
    this.schema = schema;
  }

  /** Reference values written so far. */
  long references() {
    return references;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public ConnectorId id() {
    return ConnectorId.ENTRA;
  }

  @Override
  public String name() {
    return "contoso.onmicrosoft.com - AAD";
  }

  @Override
  public SystemKind kind() {
    return SystemKind.ENTRA;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }

  @Override
  public Watermark importObjects(ImportRequest request, ImportSink sink) {
    return new Watermark("empty");
  }

  @Override
  public Optional<String> exportsNothingBecause() {
    return Optional.empty();
  }

  @Override
  public List<ExportResult> export(List<ExportRequest> batch) {
    batch.forEach(request -> references += request.references().size());
    return batch.stream()
        .map(
            request ->
                ExportResult.accepted(
                    request.key(), Optional.of(new Anchor("Object_" + request.key()))))
        .toList();
  }

  @Override
  public List<Check> check() {
    return List.of(Check.pass("connect", "The tenant is empty."));
  }

  @Override
  public void close() {}
}
