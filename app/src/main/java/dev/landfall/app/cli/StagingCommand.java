package dev.landfall.app.cli;

import dev.landfall.engine.run.EngineSettings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "staging",
    mixinStandardHelpOptions = true,
    description = "Staging mode: everything is computed, nothing is exported by a cycle.",
    footer = {"", "Example: landfall staging enable"})
final class StagingCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Tells whether staging mode is on.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall staging show --json"})
  int show() {
    return print(Optional.empty());
  }

  @Command(
      description = "Turns staging mode on.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall staging enable"})
  int enable() {
    return print(Optional.of(true));
  }

  @Command(
      description = "Turns staging mode off: the next cycle exports what is pending.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: landfall pending-exports corp.example.com && landfall staging disable"
      })
  int disable() {
    return print(Optional.of(false));
  }

  private int print(Optional<Boolean> change) {
    return root.withStore(
        store -> {
          EngineSettings settings = new EngineSettings(store.documents());
          change.ifPresent(value -> store.inTransaction(() -> settings.stagingMode(value)));
          Output output = root.output();
          output.document(Output.object().put("enabled", settings.stagingMode()));
          output.say("Staging mode is " + (settings.stagingMode() ? "on." : "off."));
          return ExitCodes.DONE;
        });
  }
}
