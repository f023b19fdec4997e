package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.pending.Csv;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.preview.RuleChangePreview;
import dev.landfall.engine.preview.RuleChangePreview.Deletes;
import dev.landfall.engine.preview.RuleChangePreview.Difference;
import dev.landfall.engine.preview.RuleChangePreview.Summary;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.run.RuleStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "What a change of rules would do to all objects; nothing is changed.",
    footer = {"", "Example: landfall preview rules my-rule.yaml --disable ID"})
final class PreviewRulesCommand implements Callable<Integer> {
  @ParentCommand private PreviewCommand parent = new PreviewCommand();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "As \"rules import\" takes them.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--disable", paramLabel = "ID", description = "As if this rule were disabled.")
  private List<String> disable = new ArrayList<>();

  @Option(names = "--enable", paramLabel = "ID", description = "As if this rule were enabled.")
  private List<String> enable = new ArrayList<>();

  @Option(names = "--remove", paramLabel = "ID", description = "As if this rule were removed.")
  private List<String> remove = new ArrayList<>();

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "N",
      description = "Objects listed in the table (${DEFAULT-VALUE}); JSON lines and CSV list all.")
  private long limit;

  @Option(names = "--format", defaultValue = "table", paramLabel = "table|jsonl|csv")
  private String format = "table";

  @Override
  public Integer call() {
    if (!List.of("table", "jsonl", "csv").contains(format)) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\"" + format + "\" is no format; there are table, jsonl and csv.");
    }
    if (files.isEmpty() && disable.isEmpty() && enable.isEmpty() && remove.isEmpty()) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "Say what would change: rule files, --disable ID, --enable ID or --remove ID.");
    }
    return parent.root().with(this::preview);
  }

  private int preview(Landfall landfall) {
    Output output = parent.root().output();
    List<ConfigurationProblem> problems = new ArrayList<>();
    List<SyncRule> rules = RuleFiles.read(landfall.store(), files, Map.of(), problems);
    if (Problems.anyError(problems)) {
      Problems.show(output, problems);
      return ExitCodes.CONFIGURATION;
    }
    Function<ConnectorId, String> names = PreviewCommand.names(landfall);
    List<List<String>> listed = new ArrayList<>();
    Summary summary =
        new RuleChangePreview(landfall.engine())
            .of(store -> change(store, rules), lister(output, names, listed));
    Problems.show(output, summary.problems());
    if (summary.refused()) {
      return ExitCodes.CONFIGURATION;
    }
    show(output, names, listed, summary);
    return summary.overThreshold() ? ExitCodes.SAFETY_STOP : ExitCodes.DONE;
  }

  private List<ConfigurationProblem> change(RuleStore store, List<SyncRule> rules) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    remove.forEach(id -> store.remove(find(store, id).id()));
    disable.forEach(id -> problems.addAll(store.put(find(store, id).withDisabled(true))));
    enable.forEach(id -> problems.addAll(store.put(find(store, id).withDisabled(false))));
    problems.addAll(store.putAll(rules));
    return problems;
  }

  private static SyncRule find(RuleStore store, String id) {
    return store
        .find(id.toLowerCase(Locale.ROOT).replace("{", "").replace("}", ""))
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "There is no rule \"" + id + "\"; see \"landfall rules list\"."));
  }

  /** Lines go out as they are found; a table keeps the first ones for its columns. */
  private Consumer<Difference> lister(
      Output output, Function<ConnectorId, String> names, List<List<String>> listed) {
    return difference -> {
      List<String> row =
          List.of(
              difference.effect().label(),
              names.apply(difference.connector()),
              difference.objectType(),
              difference.dn(),
              difference.detail());
      if (format.equals("csv")) {
        if (listed.isEmpty()) {
          output.raw(Csv.line(List.of("Effect", "Connector", "ObjectType", "DN", "Detail")));
          listed.add(row);
        }
        output.raw(Csv.line(row));
      } else if (format.equals("jsonl")) {
        output.jsonLine(
            Output.object()
                .put("effect", row.get(0))
                .put("connector", row.get(1))
                .put("objectType", row.get(2))
                .put("dn", row.get(3))
                .put("detail", row.get(4)));
      } else if (listed.size() < limit) {
        listed.add(row);
      }
    };
  }

  private void show(
      Output output,
      Function<ConnectorId, String> names,
      List<List<String>> listed,
      Summary summary) {
    if (output.json() && format.equals("table")) {
      output.document(json(names, listed, summary));
      return;
    }
    Consumer<String> say = format.equals("table") ? output::say : output::progress;
    if (format.equals("table")) {
      output.table(List.of("effect", "connector", "type", "object", "detail"), listed);
      output.say("");
    }
    say.accept(
        summary.changed().size()
            + " rules change; fully synchronized: "
            + String.join(", ", summary.fullySynchronized().stream().map(names).toList()));
    summary
        .counts()
        .forEach(
            (kind, count) ->
                say.accept(
                    "  "
                        + count
                        + " "
                        + kind.effect().label()
                        + (kind.objectType().isEmpty() ? "" : ", " + kind.objectType())
                        + ", "
                        + names.apply(kind.connector())));
    if (summary.counts().isEmpty()) {
      say.accept("  no object fares otherwise");
    }
    metaverse(summary, say);
    for (Deletes deletes : summary.deletes()) {
      if (deletes.overThreshold()) {
        output.progress(
            "This change would leave "
                + deletes.after()
                + " deletes pending for \""
                + names.apply(deletes.connector())
                + "\" (now "
                + deletes.before()
                + "), over its deletion threshold of "
                + deletes.threshold().orElse(0)
                + ": the next export would be refused.");
      }
    }
    say.accept("Nothing was changed.");
  }

  private static void metaverse(Summary summary, Consumer<String> say) {
    for (Map.Entry<String, Long> before : summary.metaverseBefore().entrySet()) {
      long after = summary.metaverseAfter().getOrDefault(before.getKey(), 0L);
      if (after != before.getValue()) {
        say.accept("  metaverse " + before.getKey() + ": " + before.getValue() + " → " + after);
      }
    }
    summary
        .metaverseAfter()
        .forEach(
            (type, count) -> {
              if (!summary.metaverseBefore().containsKey(type)) {
                say.accept("  metaverse " + type + ": 0 → " + count);
              }
            });
  }

  private static ObjectNode json(
      Function<ConnectorId, String> names, List<List<String>> listed, Summary summary) {
    ObjectNode document = Output.object();
    ArrayNode counts = document.putArray("counts");
    summary
        .counts()
        .forEach(
            (kind, count) ->
                counts
                    .addObject()
                    .put("connector", names.apply(kind.connector()))
                    .put("objectType", kind.objectType())
                    .put("effect", kind.effect().label())
                    .put("count", count));
    ArrayNode deletes = document.putArray("deletes");
    for (Deletes one : summary.deletes()) {
      ObjectNode node =
          deletes
              .addObject()
              .put("connector", names.apply(one.connector()))
              .put("before", one.before())
              .put("after", one.after())
              .put("overThreshold", one.overThreshold());
      one.threshold().ifPresent(threshold -> node.put("threshold", threshold));
    }
    ArrayNode objects = document.putArray("objects");
    for (List<String> row : listed) {
      objects
          .addObject()
          .put("effect", row.get(0))
          .put("connector", row.get(1))
          .put("objectType", row.get(2))
          .put("dn", row.get(3))
          .put("detail", row.get(4));
    }
    ArrayNode full = document.putArray("fullySynchronized");
    summary.fullySynchronized().stream().map(names).forEach(full::add);
    document.set("problems", Problems.json(summary.problems()));
    return document;
  }
}
