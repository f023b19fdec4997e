package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.run.RunHistory;
import dev.landfall.engine.run.RunRecord;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "cycle",
    mixinStandardHelpOptions = true,
    description = "A synchronization cycle over all connectors.",
    footer = {"", "Example: landfall cycle start --policy initial"})
final class CycleCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Runs a cycle now; the scheduler being off does not matter.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cycle start --policy delta"})
  int start(
      @Option(
              names = "--policy",
              paramLabel = "delta|initial",
              description = "By default the scheduler's next policy.")
          Optional<String> policy) {
    Optional<CyclePolicy> chosen = policy.map(CycleCommand::parse);
    return root.with(
        landfall -> {
          Output output = root.output();
          List<RunRecord> runs =
              landfall
                  .engine()
                  .cycle(
                      chosen.orElseGet(() -> landfall.engine().settings().nextPolicy()),
                      System.getProperty("user.name", ""),
                      run -> {
                        output.progress(
                            run.connectorName()
                                + ", "
                                + run.profile().label()
                                + ": "
                                + run.result().result()
                                + " "
                                + RunReport.counters(run.result().counters()));
                        RunReport.errors(output, run);
                      });
          ObjectNode document = Output.object();
          var list = document.putArray("runs");
          runs.forEach(run -> list.add(RunReport.json(run)));
          output.document(document);
          output.table(RunReport.HEADERS, runs.stream().map(RunReport::row).toList());
          return ExitCodes.of(runs);
        });
  }

  private static CyclePolicy parse(String text) {
    return CyclePolicy.parse(text)
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "\"" + text + "\" is no policy; give delta or initial."));
  }

  @Command(
      description = "Shows whether a cycle runs and how the last one ended.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cycle status --json"})
  int status() {
    return root.withStore(
        store -> {
          Output output = root.output();
          EngineSettings settings = new EngineSettings(store.documents());
          List<RunRecord> latest = new RunHistory(store.documents()).latest(6);
          ObjectNode document = Output.object();
          // Whoever can open the store is its only writer: no cycle runs now.
          document.put("inProgress", false);
          document.put("nextPolicy", settings.nextPolicy().option());
          var list = document.putArray("runs");
          latest.forEach(run -> list.add(RunReport.json(run)));
          output.document(document);
          output.table(RunReport.HEADERS, latest.stream().map(RunReport::row).toList());
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Ends a running cycle. A cycle runs inside the command that started it.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cycle stop"})
  int stop() {
    root.output()
        .say(
            "A cycle runs inside \"landfall cycle start\"; end that command (Ctrl-C). What it had"
                + " not done is done by the next cycle.");
    return ExitCodes.DONE;
  }
}
