package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.api.RunJson;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.run.RunHistory;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.schedule.Durations;
import dev.landfall.engine.schedule.Maintenance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Runs, their counters and the objects behind them, and their errors.",
    footer = {"", "Example: landfall history list"})
final class HistoryCommand {
  /** A list for one connector looks this far back. */
  private static final int FARTHEST = 5_000;

  private static final int PAGE = 200;

  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Lists the latest runs, newest first.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall history list --limit 50 --connector corp.example.com"})
  int list(
      @Option(names = "--limit", defaultValue = "20", paramLabel = "N") int limit,
      @Option(
              names = "--connector",
              paramLabel = "CONNECTOR",
              description = "Of this one only: name, id, or \"entra\".")
          Optional<String> connector) {
    return root.reading(
        store -> {
          Output output = root.output();
          RunHistory history = new RunHistory(store.documents());
          List<RunRecord> runs =
              connector.isEmpty()
                  ? history.latest(limit)
                  : history.latest(FARTHEST).stream()
                      .filter(run -> isMeant(run, connector.get()))
                      .limit(limit)
                      .toList();
          ObjectNode document = Output.object();
          var array = document.putArray("runs");
          runs.forEach(run -> array.add(RunJson.write(run)));
          output.document(document);
          output.table(RunReport.HEADERS, runs.stream().map(RunReport::row).toList());
          return ExitCodes.DONE;
        });
  }

  private static boolean isMeant(RunRecord run, String connector) {
    return run.connectorName().equalsIgnoreCase(connector)
        || run.connector().equals(new ConnectorId(connector))
        || (connector.equalsIgnoreCase("entra") && run.connector().equals(ConnectorId.ENTRA));
  }

  @Command(
      description = "Shows one run with its errors, or the objects behind one of its counters.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall history show 17 --counter StageAdd"})
  int show(
      @Parameters(
              paramLabel = "RUN",
              description = "Number in the first column of the list, or run history id.")
          String which,
      @Option(
              names = "--counter",
              paramLabel = "NAME",
              description = "List the objects that were counted; the first 1,000 are kept.")
          Optional<String> counter) {
    return root.reading(
        store -> {
          RunHistory history = new RunHistory(store.documents());
          RunRecord run = find(history, which);
          counter.ifPresentOrElse(name -> objects(history, run, name), () -> print(run));
          return ExitCodes.DONE;
        });
  }

  private static RunRecord find(RunHistory history, String which) {
    return history
        .find(which)
        .orElseThrow(
            () -> invalid("There is no run " + which + "; see \"landfall history list\"."));
  }

  private void print(RunRecord run) {
    Output output = root.output();
    output.document(RunJson.write(run));
    output.table(RunReport.HEADERS, List.of(RunReport.row(run)));
    output.say(
        "id "
            + run.id()
            + ", run "
            + run.number()
            + " of its connector, started by "
            + run.user()
            + run.ended().map(ended -> ", ended " + ended).orElse(", not ended"));
    RunReport.errors(output, run);
  }

  private void objects(RunHistory history, RunRecord run, String counter) {
    if (!run.result().counters().containsKey(counter)) {
      throw invalid(
          "Run "
              + run.sequence()
              + " has no counter \""
              + counter
              + "\"; it has "
              + run.result().counters().keySet()
              + ".");
    }
    Output output = root.output();
    List<String> objects = history.objects(run, counter);
    ObjectNode document = Output.object();
    document.put("counter", counter).put("count", run.result().counter(counter));
    var array = document.putArray("objects");
    objects.forEach(array::add);
    output.document(document);
    output.table(List.of("object"), objects.stream().map(List::of).toList());
    if (objects.size() < run.result().counter(counter)) {
      output.say("… of " + run.result().counter(counter) + "; only these were kept.");
    }
  }

  @Command(
      description = "Writes all runs with their errors, oldest first, as JSON lines.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall history export > history.jsonl"})
  int export() {
    return root.reading(
        store -> {
          Output output = root.output();
          RunHistory history = new RunHistory(store.documents());
          List<RunRecord> page = history.after(0, PAGE);
          while (!page.isEmpty()) {
            for (RunRecord run : page) {
              output.jsonLine(RunJson.write(history.find(run.sequence()).orElse(run)));
            }
            page = history.after(page.get(page.size() - 1).sequence(), PAGE);
          }
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Removes old runs from the history.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall history purge --older-than 30d"})
  int purge(
      @Option(
              names = "--older-than",
              paramLabel = "D",
              description = "By default the purge interval of the scheduler.")
          Optional<String> olderThan) {
    Optional<Duration> age =
        olderThan.map(
            text ->
                Durations.parse(text)
                    .orElseThrow(
                        () -> invalid("\"" + text + "\" is no duration; write 30d or P30D.")));
    return root.withStore(store -> purge(store, age));
  }

  private int purge(Store store, Optional<Duration> given) {
    Duration age =
        given.orElseGet(() -> new EngineSettings(store.documents()).purgeRunHistoryInterval());
    int purged = new Maintenance(store, Clock.systemUTC()).purgeRunHistory(age);
    Output output = root.output();
    output.document(Output.object().put("purged", purged));
    output.say(purged + " runs removed.");
    return ExitCodes.DONE;
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }
}
