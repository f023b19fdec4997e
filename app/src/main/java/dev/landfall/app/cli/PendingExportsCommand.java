package dev.landfall.app.cli;

import dev.landfall.app.pending.AttributeRules;
import dev.landfall.app.pending.CsvPendingExports;
import dev.landfall.app.pending.JsonPendingExports;
import dev.landfall.app.pending.LdifPendingExports;
import dev.landfall.app.pending.PendingExportReader;
import dev.landfall.app.pending.PendingExportWriter;
import dev.landfall.app.pending.TablePendingExports;
import dev.landfall.app.pending.XmlPendingExports;
import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "pending-exports",
    mixinStandardHelpOptions = true,
    description = {
      "What the next export would do, and to which objects.",
      "Read beside whoever works with the store; as many as there are, without gathering them."
    },
    footer = {"", "Example: landfall pending-exports corp.example.com --format csv"})
final class PendingExportsCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("table", "json", "csv", "ldif", "xml");

  @ParentCommand private RootCommand root = new RootCommand();

  @Parameters(paramLabel = "CONNECTOR", description = "Name, id, or \"entra\".")
  private String connector = "";

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "table|json|csv|ldif|xml",
      description = "csv: one row per change; xml: as csexport writes it.")
  private String format = "table";

  @Option(
      names = "--operation",
      paramLabel = "add|update|delete",
      description = "These only; an update may be a rename or a change of members.")
  private Optional<String> operation = Optional.empty();

  @Option(names = "--object-type", paramLabel = "TYPE", description = "These only, e.g. group.")
  private Optional<String> objectType = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many objects.")
  private Optional<Long> limit = Optional.empty();

  @Override
  public Integer call() {
    if (!FORMATS.contains(format)) {
      throw invalid("\"" + format + "\" is no format; there are table, json, csv, ldif and xml.");
    }
    PendingExportReader.Filter filter =
        new PendingExportReader.Filter(
            operation.map(
                text ->
                    PendingExportReader.operation(text)
                        .orElseThrow(
                            () -> invalid("\"" + text + "\" is neither add, update nor delete."))),
            objectType,
            limit.orElse(Long.MAX_VALUE));
    return root.reading(store -> print(store, filter));
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }

  private int print(Store store, PendingExportReader.Filter filter) {
    ConnectorId id = new ConnectorNames(root.configuration(), store).find(connector).id();
    try (Writer out = root.output().writer()) {
      new PendingExportReader(store, id, filter).writeTo(writer(store, id, out));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return ExitCodes.DONE;
  }

  private PendingExportWriter writer(Store store, ConnectorId id, Writer out) throws IOException {
    return switch (root.output().json() ? "json" : format) {
      case "json" -> new JsonPendingExports(out);
      case "csv" ->
          new CsvPendingExports(out, new AttributeRules(RootCommand.rules(store).all(), id));
      case "ldif" -> new LdifPendingExports(out);
      case "xml" -> new XmlPendingExports(out);
      default -> new TablePendingExports(out);
    };
  }
}
