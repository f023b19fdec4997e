package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.pending.Csv;
import dev.landfall.app.preview.Words;
import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.ObjectSearch;
import dev.landfall.engine.run.ObjectState;
import dev.landfall.engine.sync.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Finds objects by type, attributes, place and state.",
    footer = {
      "",
      "Example: landfall objects search --connector entra --state pending-export:delete",
      "Operators are those of scope filters: --where 'department EQUAL Sales'."
    })
final class ObjectsSearchCommand implements Callable<Integer> {
  @ParentCommand private ObjectsCommand parent = new ObjectsCommand();

  @Option(names = "--connector", paramLabel = "C", description = "Name, id, or \"entra\".")
  private @Nullable String connector;

  @Option(names = "--metaverse", description = "Search the metaverse.")
  private boolean metaverse;

  @Option(names = "--type", paramLabel = "T", description = "Object type.")
  private @Nullable String type;

  @Option(
      names = "--where",
      paramLabel = "'ATTR OPERATOR VALUE'",
      description = "Repeatable; all must hold.")
  private List<String> where = new ArrayList<>();

  @Option(names = "--below", paramLabel = "DN", description = "At and below this DN.")
  private @Nullable String below;

  @Option(names = "--dn", paramLabel = "DN", description = "The object with this DN.")
  private Optional<String> dn = Optional.empty();

  @Option(names = "--anchor", paramLabel = "A", description = "The object with this anchor.")
  private Optional<String> anchor = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "S",
      description =
          "pending-import[:add|update|delete], pending-export[:…], connector, disconnector,"
              + " sync-error, export-error, transient, placeholder.")
  private @Nullable String state;

  @Option(names = "--columns", split = ",", paramLabel = "A,B", description = "Attributes to show.")
  private List<String> columns = new ArrayList<>();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many (table: 100).")
  private @Nullable Long limit;

  @Option(names = "--format", defaultValue = "table", paramLabel = "table|jsonl|csv")
  private String format = "table";

  private boolean first = true;

  @Override
  public Integer call() {
    if (metaverse == (connector != null)) {
      throw wrong("Say where: --connector C or --metaverse.");
    }
    if (!List.of("table", "jsonl", "csv").contains(format)) {
      throw wrong("\"" + format + "\" is no format; there are table, jsonl and csv.");
    }
    if (metaverse && (state != null || below != null || dn.isPresent() || anchor.isPresent())) {
      throw wrong("--state, --below, --dn and --anchor ask for objects of a connector space.");
    }
    if (dn.isPresent() && anchor.isPresent()) {
      throw wrong("--dn and --anchor exclude each other.");
    }
    Filter filter = new Filter(where.stream().map(ObjectsSearchCommand::clause).toList());
    boolean table = forPeople();
    long most = limit != null ? limit : table ? 100 : Long.MAX_VALUE;
    ObjectSearch search =
        new ObjectSearch(
            Optional.ofNullable(type),
            filter,
            Optional.ofNullable(below),
            Optional.ofNullable(state).map(ObjectsSearchCommand::state),
            most);
    return parent.root().reading(store -> search(store, search, table));
  }

  private int search(Store store, ObjectSearch search, boolean table) {
    Output output = parent.root().output();
    List<List<String>> rows = new ArrayList<>();
    String name = connector;
    long found;
    if (name == null) {
      found = search.inMetaverse(store, object -> told(output, table, rows, row(object)));
    } else {
      ConnectorNames.Named named =
          new ConnectorNames(parent.root().configuration(), store).find(name);
      ConnectorSpace space = store.connectorSpace(named.id());
      Consumer<CsObject> tell = object -> told(output, table, rows, row(object));
      found =
          dn.isPresent() || anchor.isPresent()
              ? search.only(space, dn.flatMap(space::byDn).or(() -> byAnchor(space)), tell)
              : search.in(space, tell);
    }
    if (first && format.equals("csv") && !output.json()) {
      output.raw(Csv.line(headers()));
    }
    if (table) {
      output.table(headers(), rows);
      output.say(found + " found" + (found >= search.limit() ? "; --limit shows more." : "."));
    }
    return ExitCodes.DONE;
  }

  private Optional<CsObject> byAnchor(ConnectorSpace space) {
    return anchor.map(Anchor::new).flatMap(space::byAnchor);
  }

  private List<String> headers() {
    List<String> headers =
        new ArrayList<>(
            metaverse
                ? List.of("id", "type")
                : List.of("id", "type", "dn", "link", "import", "export", "error"));
    headers.addAll(columns);
    return headers;
  }

  private List<String> row(CsObject object) {
    List<String> row =
        new ArrayList<>(
            List.of(
                Long.toString(object.id()),
                object.objectType(),
                object.currentDn(),
                object.link().map(Link::metaverseId).map(String::valueOf).orElse(""),
                word(object.pendingImport()),
                word(object.unapplied().operation()),
                object.syncError().or(object::exportError).map(error -> error.code()).orElse("")));
    addColumns(row, object.expectedImage());
    return row;
  }

  private List<String> row(MvObject object) {
    List<String> row = new ArrayList<>(List.of(Long.toString(object.id()), object.objectType()));
    addColumns(row, object.attributes());
    return row;
  }

  /** Long values are cut for people only: what a program reads is whole. */
  private boolean forPeople() {
    return format.equals("table") && !parent.root().output().json();
  }

  private void addColumns(List<String> row, Attributes image) {
    for (String column : columns) {
      var values = image.get(AttributeName.of(column));
      row.add(
          values.isEmpty()
              ? ""
              : forPeople()
                  ? Words.values(values)
                  : values.stream().map(Value::text).collect(Collectors.joining("; ")));
    }
  }

  private static String word(Enum<?> state) {
    return state.name().equals("NONE") ? "" : state.name().toLowerCase(Locale.ROOT);
  }

  /** Tables are kept for their columns, everything else goes out as it is found. */
  private void told(Output output, boolean table, List<List<String>> rows, List<String> row) {
    if (table) {
      rows.add(row);
    } else if (format.equals("csv") && !output.json()) {
      if (first) {
        output.raw(Csv.line(headers()));
        first = false;
      }
      output.raw(Csv.line(row));
    } else {
      ObjectNode node = Output.object();
      List<String> headers = headers();
      for (int i = 0; i < headers.size(); i++) {
        node.put(headers.get(i), row.get(i));
      }
      output.jsonLine(node);
    }
  }

  private static ScopeClause clause(String text) {
    String[] parts = text.strip().split("\\s+", 3);
    ScopeOperator operator = parts.length < 2 ? null : ScopeOperator.parse(parts[1]).orElse(null);
    if (operator == null) {
      throw wrong(
          "\""
              + text
              + "\" is not \"ATTRIBUTE OPERATOR VALUE\"; operators are "
              + Arrays.toString(ScopeOperator.values())
              + ".");
    }
    return new ScopeClause(AttributeName.of(parts[0]), operator, parts.length > 2 ? parts[2] : "");
  }

  private static ObjectState.Wanted state(String text) {
    return ObjectState.parse(text)
        .orElseThrow(
            () -> wrong("\"" + text + "\" is no state; there are " + ObjectState.labels() + "."));
  }

  private static LandfallException wrong(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }
}
