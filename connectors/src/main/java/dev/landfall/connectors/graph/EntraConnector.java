package dev.landfall.connectors.graph;

import static java.util.Objects.requireNonNull;

import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connect Sync's connector to an Entra tenant. It reads through Graph delta queries. It writes
 * through the directory synchronization endpoint of the embedded tenant; a real tenant has no
 * public one, so there the connector exports nothing and says so.
 */
public final class EntraConnector implements Connector {
  private static final Logger LOG = LoggerFactory.getLogger(EntraConnector.class);

  private final GraphClient client;
  private final TenantReader tenant;
  private final Schema schema = EntraSchema.schema();
  private @Nullable Boolean synchronizationEndpoint;

  /** The connector closes the client. */
  public EntraConnector(GraphClient client) {
    this.client = requireNonNull(client);
    this.tenant = new TenantReader(client);
  }

  @Override
  public ConnectorId id() {
    return ConnectorId.ENTRA;
  }

  @Override
  public String name() {
    return name(client.settings().tenantName());
  }

  /** The name of the connector of a tenant. */
  public static String name(String tenantName) {
    return tenantName + " - AAD";
  }

  @Override
  public SystemKind kind() {
    return SystemKind.ENTRA;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }

  @Override
  public Watermark importObjects(ImportRequest request, ImportSink sink) {
    Map<TenantFeature, Boolean> features = tenant.features();
    WritebackScope scope =
        new WritebackScope(
            features.getOrDefault(TenantFeature.GROUP_WRITEBACK_V2, false),
            features.getOrDefault(TenantFeature.UNIFIED_GROUP_WRITEBACK, false),
            client.settings().returnSecurityGroupsWithoutV2());
    GraphStatistics before = client.statistics();
    try {
      return new EntraImport(client, scope, hasSynchronizationEndpoint(), request, sink).run();
    } finally {
      GraphStatistics used = client.statistics().since(before);
      LOG.info(
          "Import of \"{}\": {} requests, {} refused for now, {} s waited.",
          name(),
          used.requests(),
          used.throttled(),
          used.waited().toSeconds());
    }
  }

  @Override
  public boolean resumesFullImports() {
    return true;
  }

  /** Asks once; only our own endpoint answers with {@code available}. */
  private boolean hasSynchronizationEndpoint() {
    if (synchronizationEndpoint == null) {
      try {
        synchronizationEndpoint =
            client
                .find("/landfall/directorySynchronization")
                .filter(probe -> probe.path("available").asBoolean())
                .isPresent();
      } catch (GraphRefusal refusal) {
        // Graph answers 400 for an unknown version segment.
        if (refusal.status() != 400 && refusal.status() != 405) {
          throw refusal;
        }
        synchronizationEndpoint = false;
      }
    }
    return synchronizationEndpoint;
  }

  @Override
  public Optional<String> exportsNothingBecause() {
    return hasSynchronizationEndpoint()
        ? Optional.empty()
        : Optional.of(
            "Tenant \""
                + client.settings().tenantName()
                + "\" offers no public write path for synchronized objects; Microsoft's own client"
                + " uses a private one. Users and groups from Active Directory stay its business.");
  }

  @Override
  public List<ExportResult> export(List<ExportRequest> batch) {
    Optional<String> why = exportsNothingBecause();
    if (why.isPresent()) {
      throw new LandfallException(ErrorCode.OBJECT_REFUSED, why.get());
    }
    return new EntraExport(client, schema).run(batch);
  }

  @Override
  public List<Check> check() {
    return tenant.check();
  }

  @Override
  public void close() {
    client.close();
  }
}
