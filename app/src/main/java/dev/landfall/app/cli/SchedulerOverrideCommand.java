package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "override",
    mixinStandardHelpOptions = true,
    description = "Which step of a connector is a full one in the next delta cycle.",
    footer = {
      "",
      "Example: landfall scheduler override set corp.example.com --full-sync-required true"
    })
final class SchedulerOverrideCommand {
  @ParentCommand private SchedulerCommand scheduler = new SchedulerCommand();

  @Command(
      description = "Shows the overrides of all connectors.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall scheduler override show --json"})
  int show() {
    return new ConnectorSettings(scheduler.root()).show();
  }

  @Command(
      description = "Sets overrides of a connector; each ends with the full step it calls for.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: landfall scheduler override set corp.example.com --full-import-required true"
      })
  int set(
      @Parameters(paramLabel = "CONNECTOR", description = "Name, id, or \"entra\".")
          String connector,
      @Option(names = "--full-import-required", arity = "1", paramLabel = "true|false")
          Optional<Boolean> fullImport,
      @Option(names = "--full-sync-required", arity = "1", paramLabel = "true|false")
          Optional<Boolean> fullSync) {
    ObjectNode change = Output.object();
    fullImport.ifPresent(required -> change.put("fullImportRequired", required));
    fullSync.ifPresent(required -> change.put("fullSyncRequired", required));
    return new ConnectorSettings(scheduler.root()).change(connector, change);
  }
}
