package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.RunHistory;
import dev.landfall.engine.run.RunRecord;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Runs and their errors.",
    footer = {"", "Example: landfall history list"})
final class HistoryCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Lists the latest runs, newest first.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall history list --limit 50"})
  int list(@Option(names = "--limit", defaultValue = "20") int limit) {
    return root.withStore(
        store -> {
          Output output = root.output();
          List<RunRecord> runs = new RunHistory(store.documents()).latest(limit);
          ObjectNode document = Output.object();
          var array = document.putArray("runs");
          runs.forEach(run -> array.add(RunReport.json(run)));
          output.document(document);
          output.table(RunReport.HEADERS, runs.stream().map(RunReport::row).toList());
          return ExitCodes.DONE;
        });
  }

  @Command(
      description = "Shows one run with its errors.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall history show 17"})
  int show(@Parameters(paramLabel = "RUN") long number) {
    return root.withStore(
        store -> {
          Output output = root.output();
          RunRecord run =
              new RunHistory(store.documents())
                  .find(number)
                  .orElseThrow(
                      () ->
                          new LandfallException(
                              ErrorCode.CONFIGURATION_INVALID,
                              "There is no run " + number + "; see \"landfall history list\"."));
          output.document(RunReport.json(run));
          output.table(RunReport.HEADERS, List.of(RunReport.row(run)));
          RunReport.errors(output, run);
          return ExitCodes.DONE;
        });
  }
}
