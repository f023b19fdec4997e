package dev.landfall.app.cli;

import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs one profile of one connector.",
    footer = {"", "Example: landfall run corp.example.com delta-import"})
final class RunCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root = new RootCommand();

  @Parameters(index = "0", paramLabel = "CONNECTOR", description = "Name, id, or \"entra\".")
  private String connector = "";

  @Parameters(
      index = "1",
      paramLabel = "PROFILE",
      description = "full-import, delta-import, full-sync, delta-sync or export.")
  private String profile = "";

  @Option(
      names = "--deletion-threshold",
      paramLabel = "N",
      description = "For this export only: how many deletes it may carry.")
  private OptionalLong deletionThreshold = OptionalLong.empty();

  @Override
  public Integer call() {
    RunProfile chosen =
        RunProfile.parse(profile)
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "\""
                            + profile
                            + "\" is no run profile; there are full-import, delta-import,"
                            + " full-sync, delta-sync and export."));
    return root.with(
        landfall -> {
          Output output = root.output();
          RunRecord run = run(landfall, landfall.connector(connector), chosen);
          output.document(RunReport.json(run));
          output.table(RunReport.HEADERS, List.of(RunReport.row(run)));
          RunReport.errors(output, run);
          return ExitCodes.of(List.of(run));
        });
  }

  /** A threshold given here holds for this run; the setting is as before afterwards. */
  private RunRecord run(Landfall landfall, Connector target, RunProfile chosen) {
    if (deletionThreshold.isEmpty()) {
      return landfall.engine().run(target, chosen);
    }
    EngineSettings settings = landfall.engine().settings();
    OptionalLong before = settings.deletionThreshold(target.id());
    settings.deletionThreshold(target.id(), deletionThreshold);
    try {
      return landfall.engine().run(target, chosen);
    } finally {
      settings.deletionThreshold(target.id(), before);
    }
  }
}
