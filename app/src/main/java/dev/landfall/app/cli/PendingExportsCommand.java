package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.References;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "pending-exports",
    mixinStandardHelpOptions = true,
    description = "What the next export would do, and to which objects.",
    footer = {"", "Example: landfall pending-exports corp.example.com --format csv"})
final class PendingExportsCommand implements Callable<Integer> {
  private static final int MOST_REFERENCES_SHOWN = 20;

  @ParentCommand private RootCommand root = new RootCommand();

  @Parameters(paramLabel = "CONNECTOR", description = "Name, id, or \"entra\".")
  private String connector = "";

  @Option(names = "--format", defaultValue = "table", paramLabel = "table|json|csv|ldif")
  private String format = "table";

  /** A change of one attribute: references are counted, the first ones named. */
  private record Change(String attribute, String operation, String oldValue, String newValue) {}

  private record Export(CsObject object, String operation, List<Change> changes) {}

  @Override
  public Integer call() {
    if (!List.of("table", "json", "csv", "ldif").contains(format)) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + format + "\" is no format; there are table, json, csv and ldif.");
    }
    return root.with(
        landfall -> {
          ConnectorId id = landfall.connector(connector).id();
          ConnectorSpace space = landfall.store().connectorSpace(id);
          print(read(space));
          return ExitCodes.DONE;
        });
  }

  private static List<Export> read(ConnectorSpace space) {
    List<Export> exports = new ArrayList<>();
    long after = 0;
    List<CsObject> page;
    while (!(page = space.pendingExports(after, 500)).isEmpty()) {
      page.forEach(object -> exports.add(export(space, object)));
      after = page.get(page.size() - 1).id();
    }
    return exports;
  }

  private static Export export(ConnectorSpace space, CsObject object) {
    PendingExport.Operation operation =
        object.unapplied().isNone()
            ? PendingExport.Operation.UPDATE
            : object.unapplied().operation();
    List<Change> changes = new ArrayList<>();
    object
        .unapplied()
        .newDn()
        .ifPresent(dn -> changes.add(new Change("dn", "update", object.dn(), dn)));
    for (Map.Entry<AttributeName, List<Value>> change : object.unapplied().changes().entrySet()) {
      List<Value> before = object.importedImage().get(change.getKey());
      String kind = change.getValue().isEmpty() ? "delete" : before.isEmpty() ? "add" : "update";
      changes.add(new Change(change.getKey().name(), kind, text(before), text(change.getValue())));
    }
    long row = 0;
    int shown = 0;
    List<References.Change> references;
    while (!(references = space.references().unappliedChanges(object.id(), row, 1_000)).isEmpty()) {
      for (References.Change reference : references) {
        if (shown++ < MOST_REFERENCES_SHOWN) {
          String dn = space.byId(reference.target()).map(CsObject::expectedDn).orElse("(unknown)");
          changes.add(
              new Change(
                  reference.attribute().name(),
                  reference.add() ? "add" : "delete",
                  reference.add() ? "" : dn,
                  reference.add() ? dn : ""));
        }
        row = reference.row();
      }
    }
    if (shown > MOST_REFERENCES_SHOWN) {
      changes.add(new Change("(references)", "update", "", "… " + shown + " changes in all"));
    }
    return new Export(object, operation.name().toLowerCase(Locale.ROOT), changes);
  }

  private static String text(List<Value> values) {
    return values.stream().map(Value::text).collect(Collectors.joining("; "));
  }

  private void print(List<Export> exports) {
    Output output = root.output();
    if (output.json() || format.equals("json")) {
      new Output(true, false).document(json(exports));
      return;
    }
    switch (format) {
      case "csv" -> output.raw(csv(exports));
      case "ldif" ->
          output.raw(
              PendingExportLdif.of(
                  exports.stream()
                      .map(
                          one ->
                              new PendingExportLdif.Entry(
                                  one.object().dn(),
                                  one.operation(),
                                  one.changes().stream()
                                      .map(
                                          c ->
                                              List.of(
                                                  c.attribute(),
                                                  c.operation(),
                                                  c.oldValue(),
                                                  c.newValue()))
                                      .toList()))
                      .toList()));
      default -> {
        output.table(
            List.of("operation", "type", "dn", "changes"),
            exports.stream().map(PendingExportsCommand::row).toList());
        output.say(exports.size() + " objects have pending exports.");
      }
    }
  }

  private static List<String> row(Export export) {
    return List.of(
        export.operation(),
        export.object().objectType(),
        export.object().dn(),
        export.changes().stream()
            .map(Change::attribute)
            .distinct()
            .collect(Collectors.joining(", ")));
  }

  private static ObjectNode json(List<Export> exports) {
    ObjectNode document = Output.object();
    ArrayNode array = document.putArray("exports");
    for (Export export : exports) {
      ObjectNode node = array.addObject();
      node.put("dn", export.object().dn());
      node.put("objectType", export.object().objectType());
      node.put("operation", export.operation());
      ArrayNode changes = node.putArray("changes");
      for (Change change : export.changes()) {
        changes
            .addObject()
            .put("attribute", change.attribute())
            .put("operation", change.operation())
            .put("oldValue", change.oldValue())
            .put("newValue", change.newValue());
      }
    }
    return document;
  }

  private static String csv(List<Export> exports) {
    StringBuilder csv =
        new StringBuilder("DN,ObjectType,OMODT,Attribute,AMODT,OldValue,NewValue\n");
    for (Export export : exports) {
      List<Change> changes =
          export.changes().isEmpty() ? List.of(new Change("", "", "", "")) : export.changes();
      for (Change change : changes) {
        csv.append(
            List.of(
                    export.object().dn(),
                    export.object().objectType(),
                    export.operation(),
                    change.attribute(),
                    change.operation(),
                    change.oldValue(),
                    change.newValue())
                .stream()
                .map(PendingExportsCommand::quoted)
                .collect(Collectors.joining(",")));
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  /**
   * Quoted as RFC 4180 says; a leading sign that a spreadsheet would take for a formula is escaped.
   */
  private static String quoted(String text) {
    String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
