package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.landfall.core.check.Check;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The connector of one Active Directory domain, talking to one domain controller. Connects when
 * first needed. Anchor: {@code objectGUID}.
 */
public final class AdConnector implements Connector {
  /** Writes under way on one connection: the next ones travel while the server does one. */
  private static final int WRITES_PER_CONNECTION = 2;

  private final ConnectorId id;
  private final String name;
  private final AdSettings settings;
  private final Controllers controllers;
  private final LdapLink link;
  private final LdapLink writing;
  private final PagedSearch search;
  private final ExecutorService threads;
  private @Nullable Schema schema;
  private @Nullable ObjectNames names;

  /**
   * @param name shown to operators, usually the DNS name of the domain
   */
  public AdConnector(ConnectorId id, String name, AdSettings settings) {
    this.id = id;
    this.name = name;
    this.settings = settings;
    this.controllers = Controllers.forRuns(settings.controllers());
    this.link = new LdapLink(settings, controllers, LdapLink.Sharing.EXCLUSIVE);
    this.writing = new LdapLink(settings, controllers, LdapLink.Sharing.SHARED);
    this.search = new PagedSearch(link, settings.pageSize());
    this.threads =
        Executors.newFixedThreadPool(
            LdapLink.MOST_WRITING * WRITES_PER_CONNECTION,
            work -> {
              Thread thread = new Thread(work, "ad-export-" + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public ConnectorId id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SystemKind kind() {
    return SystemKind.ACTIVE_DIRECTORY;
  }

  @Override
  public Schema schema() {
    Schema known = schema;
    if (known == null) {
      known = new SchemaReader(search).read(DomainFacts.read(link).schemaDn());
      schema = known;
    }
    return known;
  }

  @Override
  public Map<String, String> parameters() {
    controllers.begin(Optional.empty());
    DomainFacts facts = DomainFacts.read(link);
    return Map.of(
        "Domain.FQDN", DomainFacts.dns(facts.domainDn()),
        "Domain.Netbios", facts.netBiosName(link, facts.domainDn()),
        "Domain.LDAP", facts.domainDn(),
        "Forest.FQDN", DomainFacts.dns(facts.forestDn()),
        "Forest.Netbios", facts.netBiosName(link, facts.forestDn()),
        "Forest.LDAP", facts.forestDn());
  }

  @Override
  public Watermark importObjects(ImportRequest request, ImportSink sink) {
    controllers.begin(request.last().map(SelectedContainers::bare).flatMap(AdWatermark::server));
    DomainFacts facts = DomainFacts.read(link);
    Selection selection = new Selection(request, schema());
    if (selection.isEmpty()) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "None of the selected object types is in the schema of \"" + name + "\".");
    }
    SelectedContainers containers =
        SelectedContainers.find(link, settings, facts.domainDn(), request.last());
    Scope scope = containers.scope();
    ImportOutput output = new ImportOutput(sink, containers::mark, new RangeReader(link));
    if (request.from().isPresent()) {
      Watermark from = request.from().get();
      containers.requireSameSelection(from);
      containers.warn(sink);
      return containers.mark(delta(SelectedContainers.bare(from), facts, scope, selection, output));
    }
    containers.requireAll(name);
    // The watermark is taken before the reading: what changes meanwhile is read twice, never
    // missed.
    AdWatermark next = watermark(facts);
    new FullImport(search, scope, selection, output).run();
    return containers.mark(next);
  }

  private AdWatermark delta(
      Watermark watermark,
      DomainFacts facts,
      Scope scope,
      Selection selection,
      ImportOutput output) {
    AdWatermark from = AdWatermark.parse(watermark);
    from.requireOrigin(origin(facts));
    if (from instanceof AdWatermark.Cookie cookie) {
      Rereader rereader = new Rereader(link, search, facts.domainDn(), scope, selection, output);
      return new DirSyncImport(link, facts.domainDn(), scope, selection, output, rereader)
          .run(cookie);
    }
    return new UsnImport(search, facts, scope, selection, output).run((AdWatermark.Usn) from);
  }

  private AdWatermark watermark(DomainFacts facts) {
    if (settings.changes() != AdSettings.Changes.USN) {
      try {
        return new AdWatermark.Cookie(origin(facts), DirSyncImport.now(link, facts.domainDn()));
      } catch (LDAPException e) {
        boolean refused =
            e.getResultCode() == ResultCode.INSUFFICIENT_ACCESS_RIGHTS
                || e.getResultCode() == ResultCode.UNWILLING_TO_PERFORM
                || e.getResultCode() == ResultCode.UNAVAILABLE_CRITICAL_EXTENSION;
        if (!refused || settings.changes() == AdSettings.Changes.DIR_SYNC) {
          throw Failures.of(e, link.server(), "asking for changes (Replicating Directory Changes)");
        }
      }
    }
    return new AdWatermark.Usn(origin(facts), facts.highestUsn());
  }

  private AdWatermark.Origin origin(DomainFacts facts) {
    return new AdWatermark.Origin(facts.invocationId(), link.server());
  }

  @Override
  public Optional<String> exportsNothingBecause() {
    return Optional.empty();
  }

  @Override
  public List<ExportResult> export(List<ExportRequest> batch) {
    controllers.begin(Optional.empty());
    ObjectNames known = names;
    if (known == null) {
      known = ObjectNames.of(writing);
      names = known;
    }
    return new ExportBatch(
            new Exporter(writing, known),
            new ReferenceExporter(writing, known, schema()),
            new AnchorReader(writing, known),
            threads,
            batch)
        .run();
  }

  @Override
  public List<Check> check() {
    controllers.begin(Optional.empty());
    return new AdChecks(link, search, settings).run();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    link.close();
    writing.close();
  }
}
