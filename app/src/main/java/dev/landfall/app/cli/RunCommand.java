package dev.landfall.app.cli;

import dev.landfall.app.api.ApiClient;
import dev.landfall.app.api.RunJson;
import dev.landfall.app.service.StopSignals;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one profile of one connector; an export runs in staging mode too.",
      "Where a service runs (landfall serve), it is the one who does it."
    },
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
      description = "For an export: allow this many deletes, this once.")
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
    Output output = root.output();
    Optional<ApiClient> service = root.service();
    RunRecord run =
        service.isPresent()
            ? service.get().run(connector, chosen, deletionThreshold)
            : root.with(landfall -> alone(landfall, chosen));
    output.document(RunJson.write(run));
    output.table(RunReport.HEADERS, List.of(RunReport.row(run)));
    RunReport.errors(output, run);
    return ExitCodes.of(List.of(run));
  }

  private RunRecord alone(Landfall landfall, RunProfile chosen) {
    try (StopSignals signals = CycleCommand.stopping(landfall, root.output())) {
      return landfall
          .engine()
          .run(landfall.connector(connector), chosen, deletionThreshold, RootCommand.user());
    }
  }
}
