package dev.landfall.core.connector;

import dev.landfall.core.check.Check;
import dev.landfall.core.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our adapter to one connected system: an Active Directory forest or an Entra tenant. A connector
 * holds no state that matters between runs: what must be remembered is in the {@link Watermark} and
 * the connector space. Used by one thread at a time; what it does inside is its own affair.
 *
 * <p>Every method may throw {@link dev.landfall.core.error.LandfallException} with {@code
 * CONNECTED_SYSTEM_UNAVAILABLE}, {@code CREDENTIALS_REJECTED}, {@code CERTIFICATE_NOT_TRUSTED} or
 * {@code PERMISSION_DENIED}. The message names host and next step.
 */
public interface Connector extends AutoCloseable {

  ConnectorId id();

  /** The name operators know: {@code corp.example.com} or {@code contoso.onmicrosoft.com - AAD}. */
  String name();

  SystemKind kind();

  /** Object types and attributes, read from the system; cached by the connector. */
  Schema schema();

  /**
   * Values of expression parameters, without percent signs: {@code Domain.FQDN}, {@code
   * Domain.Netbios}, {@code Domain.LDAP}, {@code Forest.FQDN}, {@code Forest.Netbios}, {@code
   * Forest.LDAP}. Empty for Entra.
   */
  Map<String, String> parameters();

  /**
   * Streams objects into the sink.
   *
   * <p>A read that ends early – lost connection, half a page, truncated answer, size limit – ends
   * with an exception ({@code INCOMPLETE_READ} or {@code CONNECTED_SYSTEM_UNAVAILABLE}), never with
   * a normal return: a normal return of a full import makes everything unseen a pending delete. A
   * watermark that cannot be used any more ends with {@code FULL_IMPORT_REQUIRED}.
   *
   * @return where the next delta import starts
   */
  Watermark importObjects(ImportRequest request, ImportSink sink);

  /**
   * Whether a full import, too, tells page by page where it could be taken up again. Deletions from
   * then on must show in what is read later: the rest of it, or the next delta import.
   */
  default boolean resumesFullImports() {
    return false;
  }

  /**
   * Why this connector exports nothing, or empty if it exports. A real tenant offers no write path
   * for synchronized objects.
   */
  Optional<String> exportsNothingBecause();

  /**
   * Applies a batch; results come in the order of the requests, one each. A refusal by the system
   * is a failed {@link ExportResult}, not an exception; an exception means that the fate of the
   * batch is unknown and that it may be sent again, so applying twice must be harmless.
   */
  List<ExportResult> export(List<ExportRequest> batch);

  /** Connectivity, schema and permissions, as {@code landfall check} shows them. */
  List<Check> check();

  @Override
  void close();
}
