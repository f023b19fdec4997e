package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.api.SchedulerJson;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.schedule.Durations;
import dev.landfall.engine.schedule.Scheduler;
import dev.landfall.engine.schedule.SchedulerChange;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "scheduler",
    mixinStandardHelpOptions = true,
    subcommands = SchedulerOverrideCommand.class,
    description = "The scheduler's settings.",
    footer = {"", "Example: landfall scheduler set --sync-cycle-enabled false"})
final class SchedulerCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }

  @Command(
      description = "Shows the settings, when the next cycle is due, and alerts.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall scheduler show --json"})
  int show() {
    return print(
        root.reading(
            store -> SchedulerJson.write(new Scheduler(store, Clock.systemUTC()).status())));
  }

  @Command(
      description = {
        "Changes settings; what is not named stays. Allowed while a cycle runs.",
        "Durations: 30m, PT30M, 00:30:00 or 7.00:00:00."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall scheduler set --interval 1h --next-policy initial"})
  int set(
      @Option(
              names = "--sync-cycle-enabled",
              arity = "1",
              paramLabel = "true|false",
              description = "Whether cycles start by themselves.")
          Optional<Boolean> enabled,
      @Option(
              names = "--interval",
              paramLabel = "D|none",
              description = "Between cycles; shorter than allowed, the allowed one is used.")
          Optional<String> interval,
      @Option(
              names = "--next-policy",
              paramLabel = "delta|initial",
              description = "Of the next cycle; after an initial one it is delta again.")
          Optional<String> policy,
      @Option(
              names = "--purge-run-history-interval",
              paramLabel = "D",
              description = "How long runs are kept.")
          Optional<String> purge,
      @Option(
              names = "--maintenance-enabled",
              arity = "1",
              paramLabel = "true|false",
              description = "Whether old runs are purged after a cycle.")
          Optional<Boolean> maintenance,
      @Option(
              names = "--suspended",
              arity = "1",
              paramLabel = "true|false",
              description = "Whether no cycle starts at all, not even by hand.")
          Optional<Boolean> suspended,
      @Option(
              names = "--confirming-import",
              arity = "1",
              paramLabel = "true|false",
              description = "Whether a cycle ends with imports that confirm its exports.")
          Optional<Boolean> confirming) {
    SchedulerChange change =
        new SchedulerChange(
            enabled,
            interval.map(text -> text.equals("none") ? Duration.ZERO : duration(text)),
            policy.map(SchedulerCommand::policy),
            purge.map(SchedulerCommand::duration),
            maintenance,
            suspended,
            confirming);
    return print(
        root.service()
            .map(service -> service.changeScheduler(SchedulerJson.write(change)))
            .orElseGet(
                () ->
                    root.withStore(
                        store ->
                            SchedulerJson.write(
                                new Scheduler(store, Clock.systemUTC()).change(change)))));
  }

  private static CyclePolicy policy(String text) {
    return CyclePolicy.parse(text)
        .orElseThrow(() -> invalid("\"" + text + "\" is neither delta nor initial."));
  }

  private static Duration duration(String text) {
    return Durations.parse(text)
        .orElseThrow(
            () ->
                invalid(
                    "\"" + text + "\" is no duration; write 30m, PT30M, 00:30:00 or 7.00:00:00."));
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }

  private int print(JsonNode settings) {
    Output output = root.output();
    output.document(settings);
    ObjectNode table = ((ObjectNode) settings).deepCopy();
    table.remove("alerts");
    output.table(
        List.of("setting", "value"),
        table.properties().stream()
            .map(
                entry ->
                    List.of(
                        entry.getKey(), entry.getValue().isNull() ? "" : entry.getValue().asText()))
            .toList());
    settings.path("alerts").forEach(alert -> output.say("Alert: " + alert.asText()));
    return ExitCodes.DONE;
  }
}
