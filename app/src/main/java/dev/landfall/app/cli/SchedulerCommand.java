package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineSettings;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "scheduler",
    mixinStandardHelpOptions = true,
    description = "The scheduler's settings.",
    footer = {"", "Example: landfall scheduler set --sync-cycle-enabled false"})
final class SchedulerCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Shows the settings.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall scheduler show --json"})
  int show() {
    return root.withStore(this::print);
  }

  @Command(
      description = "Changes settings; what is not named stays.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall scheduler set --interval 1h --next-policy initial"})
  int set(
      @Option(names = "--sync-cycle-enabled", arity = "1", paramLabel = "true|false")
          Optional<Boolean> enabled,
      @Option(names = "--interval", paramLabel = "D", description = "PT30M or 30m.")
          Optional<String> interval,
      @Option(names = "--next-policy", paramLabel = "delta|initial") Optional<String> policy) {
    Optional<Duration> duration = interval.map(SchedulerCommand::duration);
    Optional<CyclePolicy> next =
        policy.map(
            text ->
                CyclePolicy.parse(text)
                    .orElseThrow(() -> invalid("\"" + text + "\" is neither delta nor initial.")));
    return root.withStore(
        store -> {
          EngineSettings settings = new EngineSettings(store.documents());
          store.inTransaction(
              () -> {
                enabled.ifPresent(settings::syncCycleEnabled);
                duration.ifPresent(value -> settings.customizedInterval(Optional.of(value)));
                next.ifPresent(settings::nextPolicy);
              });
          return print(store);
        });
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }

  static Duration duration(String text) {
    try {
      return Duration.parse(
          text.toUpperCase(Locale.ROOT).startsWith("P")
              ? text
              : "PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException notADuration) {
      throw invalid("\"" + text + "\" is no duration; write PT30M or 30m.");
    }
  }

  private int print(Store store) {
    Output output = root.output();
    EngineSettings settings = new EngineSettings(store.documents());
    ObjectNode document = Output.object();
    document.put("syncCycleEnabled", settings.syncCycleEnabled());
    document.put("allowedSyncCycleInterval", EngineSettings.ALLOWED_INTERVAL.toString());
    document.put(
        "customizedSyncCycleInterval",
        settings.customizedInterval().map(Duration::toString).orElse(null));
    document.put("currentlyEffectiveSyncCycleInterval", settings.effectiveInterval().toString());
    document.put("nextSyncCyclePolicyType", settings.nextPolicy().option());
    document.put("stagingModeEnabled", settings.stagingMode());
    document.put("syncCycleInProgress", false);
    output.document(document);
    output.table(
        List.of("setting", "value"),
        document.properties().stream()
            .map(entry -> List.of(entry.getKey(), entry.getValue().asText()))
            .toList());
    return ExitCodes.DONE;
  }
}
