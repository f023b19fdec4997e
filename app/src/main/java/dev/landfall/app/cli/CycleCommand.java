package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.api.ApiClient;
import dev.landfall.app.api.Endpoint;
import dev.landfall.app.api.RunJson;
import dev.landfall.app.service.CycleOutcome;
import dev.landfall.app.service.EngineService;
import dev.landfall.app.service.StopSignals;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineState;
import dev.landfall.engine.run.RunHistory;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.schedule.Scheduler;
import dev.landfall.engine.schedule.SchedulerStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "cycle",
    mixinStandardHelpOptions = true,
    description = "A synchronization cycle over all connectors.",
    footer = {"", "Example: landfall cycle start --policy initial"})
final class CycleCommand {
  private static final int RUNS_SHOWN = 6;

  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = {
        "Runs a cycle now; the scheduler being off does not matter.",
        "Where a service runs (landfall serve), it is the one who does it."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cycle start --policy delta"})
  int start(
      @Option(
              names = "--policy",
              paramLabel = "delta|initial",
              description = "By default the scheduler's next policy.")
          Optional<String> policy,
      @Option(
              names = "--no-wait",
              description = "Let the service do it and return at once; needs a service.")
          boolean noWait) {
    Optional<CyclePolicy> chosen = policy.map(CycleCommand::parse);
    Output output = root.output();
    Optional<ApiClient> service = root.service();
    if (noWait) {
      service
          .orElseThrow(() -> invalid("No service runs that could go on with it; leave --no-wait."))
          .startCycle(chosen);
      output.document(Output.object().put("started", true));
      output.say("Started; see \"landfall cycle status\".");
      return ExitCodes.DONE;
    }
    Consumer<RunRecord> progress = run -> RunReport.narrate(output, run);
    CycleOutcome outcome =
        service.isPresent()
            ? service.get().cycle(chosen, progress)
            : root.with(landfall -> alone(landfall, chosen, output, progress));
    ObjectNode document = Output.object();
    document.put("result", outcome.result());
    var list = document.putArray("runs");
    outcome.runs().forEach(run -> list.add(RunJson.write(run)));
    output.document(document);
    output.table(RunReport.HEADERS, outcome.runs().stream().map(RunReport::row).toList());
    return ExitCodes.of(outcome);
  }

  /** Ctrl-C ends the cycle at a page boundary; pressed again, it ends the program. */
  private static CycleOutcome alone(
      Landfall landfall,
      Optional<CyclePolicy> policy,
      Output output,
      Consumer<RunRecord> progress) {
    try (StopSignals signals = stopping(landfall, output)) {
      return EngineService.cycle(landfall, policy, RootCommand.user(), progress);
    }
  }

  /** What ends a run of this process gracefully. */
  static StopSignals stopping(Landfall landfall, Output output) {
    ConnectSync engine = landfall.engine();
    return StopSignals.first(
        () -> {
          engine.stop();
          output.progress("Ends at the next page boundary; once more ends at once.");
        });
  }

  private static CyclePolicy parse(String text) {
    return CyclePolicy.parse(text)
        .orElseThrow(() -> invalid("\"" + text + "\" is no policy; give delta or initial."));
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }

  @Command(
      description = "Shows whether a cycle runs, how the last one ended, and when the next is due.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cycle status --json"})
  int status() {
    return root.reading(this::status);
  }

  private int status(Store store) {
    Output output = root.output();
    EngineState state = new EngineState(store);
    SchedulerStatus scheduler = new Scheduler(store, Clock.systemUTC()).status();
    Optional<EngineState.Activity> current = state.current();
    Optional<EngineState.EndedCycle> last = state.lastCycle();
    Optional<Endpoint> service = Endpoint.of(root.home());
    List<RunRecord> latest = new RunHistory(store.documents()).latest(RUNS_SHOWN);
    ObjectNode document = Output.object();
    document.put("inProgress", current.isPresent());
    current.ifPresent(
        now ->
            document
                .putObject("current")
                .put("policy", now.policy().map(CyclePolicy::option).orElse(null))
                .put("step", now.step())
                .put("user", now.user())
                .put("started", now.started().toString()));
    last.ifPresent(
        cycle ->
            document
                .putObject("last")
                .put("policy", cycle.policy().option())
                .put("started", cycle.started().toString())
                .put("ended", cycle.ended().toString())
                .put("result", cycle.result()));
    document.put("nextPolicy", scheduler.nextPolicy().option());
    document.put("nextStart", scheduler.nextStart().map(Object::toString).orElse(null));
    document.put("service", service.map(Endpoint::process).orElse(null));
    var alerts = document.putArray("alerts");
    scheduler.alerts().forEach(alerts::add);
    var list = document.putArray("runs");
    latest.forEach(run -> list.add(RunJson.write(run)));
    output.document(document);
    output.say(
        current
            .map(now -> "In progress: " + now.describe() + ".")
            .orElse(
                last.map(
                        cycle ->
                            "Idle. The last cycle ended at "
                                + cycle.ended()
                                + " with "
                                + cycle.result()
                                + ".")
                    .orElse("Idle. No cycle has ended yet.")));
    output.say(next(scheduler, service));
    scheduler.alerts().forEach(alert -> output.say("Alert: " + alert));
    output.table(RunReport.HEADERS, latest.stream().map(RunReport::row).toList());
    return ExitCodes.DONE;
  }

  private static String next(SchedulerStatus scheduler, Optional<Endpoint> service) {
    if (service.isEmpty()) {
      return "No service runs, so no cycle starts by itself (landfall serve).";
    }
    return scheduler
        .nextStart()
        .map(at -> "The next " + scheduler.nextPolicy().option() + " cycle is due at " + at + ".")
        .orElse("The scheduler is off.");
  }

  @Command(
      description = {
        "Ends a running cycle at its next page boundary; what it had not done, the next one does.",
        "The scheduler goes on: to keep it quiet, landfall scheduler set --sync-cycle-enabled false."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall cycle stop"})
  int stop(
      @Option(
              names = "--connector",
              paramLabel = "CONNECTOR",
              description = "End the service's run of this one only; its cycle goes on.")
          Optional<String> connector) {
    Output output = root.output();
    Optional<ApiClient> service = root.service();
    boolean stopping =
        connector.isPresent()
            ? service.map(one -> one.stopRun(connector.get())).orElse(false)
            : service.map(ApiClient::stop).orElse(false) || root.reading(CycleCommand::stopProcess);
    output.document(Output.object().put("stopping", stopping));
    output.say(
        stopping
            ? "It ends at the next page boundary; see \"landfall cycle status\"."
            : "Nothing runs.");
    return ExitCodes.DONE;
  }

  /** Another command of this machine runs the cycle: it takes a signal as we take a request. */
  private static boolean stopProcess(Store store) {
    return new EngineState(store).current().isPresent()
        && store.lease().process() != ProcessHandle.current().pid()
        && ProcessHandle.of(store.lease().process()).map(ProcessHandle::destroy).orElse(false);
  }
}
