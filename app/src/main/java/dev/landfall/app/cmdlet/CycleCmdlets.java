package dev.landfall.app.cmdlet;

import dev.landfall.app.api.ApiClient;
import dev.landfall.app.service.CycleOutcome;
import dev.landfall.app.service.EngineService;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptException;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineState;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cycles and runs. A cycle is waited for, also where the original only triggers one: what follows
 * in a script finds it done.
 */
final class CycleCmdlets {
  private final CmdletHost host;

  CycleCmdlets(CmdletHost host) {
    this.host = host;
  }

  List<Cmdlet> all() {
    return List.of(
        Cmdlet.of(
            "Start-ADSyncSyncCycle",
            "cycle start",
            this::start,
            CommandParameter.choice("PolicyType", SchedulerCmdlets.POLICIES).at(0),
            CommandParameter.truth("InteractiveMode").at(1)),
        Cmdlet.of("Stop-ADSyncSyncCycle", "cycle stop", call -> stop()),
        Cmdlet.of(
            "Stop-ADSyncRunProfile",
            "cycle stop",
            call -> stop(),
            CommandParameter.text("ConnectorName").at(0)),
        Cmdlet.of(
            "Invoke-ADSyncRunProfile",
            "run",
            this::run,
            CommandParameter.text("ConnectorName").at(0),
            CommandParameter.guid("ConnectorIdentifier"),
            CommandParameter.choice(
                    "RunProfileName",
                    Arrays.stream(RunProfile.values())
                        .map(RunProfile::label)
                        .toArray(String[]::new))
                .mandatory()
                .at(1),
            CommandParameter.flag("Resume")),
        Cmdlet.of("Get-ADSyncConnectorRunStatus", "cycle status", call -> busy()));
  }

  private List<ScriptValue> start(Invocation call) {
    Optional<CyclePolicy> policy = SchedulerCmdlets.policy(call, "PolicyType");
    Optional<ApiClient> service = host.service();
    CycleOutcome outcome =
        service.isPresent()
            ? service.get().cycle(policy, run -> {})
            : host.with(landfall -> EngineService.cycle(landfall, policy, host.user(), run -> {}));
    return List.of(Things.of("SyncCycle").with("Result", outcome.result()).thing());
  }

  private List<ScriptValue> stop() {
    host.service().ifPresent(ApiClient::stop);
    return List.of();
  }

  private List<ScriptValue> run(Invocation call) {
    String connector = connector(call);
    RunProfile profile =
        RunProfile.parse(call.required("RunProfileName"))
            .orElseThrow(() -> new IllegalStateException("the binder lets no other name through"));
    Optional<ApiClient> service = host.service();
    RunRecord run =
        service.isPresent()
            ? service.get().run(connector, profile, OptionalLong.empty())
            : host.with(
                landfall ->
                    landfall
                        .engine()
                        .run(
                            landfall.connector(connector),
                            profile,
                            OptionalLong.empty(),
                            host.user()));
    return List.of(HistoryCmdlets.thing(run));
  }

  /** By name or by identifier, as most cmdlets have it. */
  static String connector(Invocation call) {
    return call.text("ConnectorName")
        .or(() -> call.text("ConnectorIdentifier"))
        .orElseThrow(
            () ->
                new ScriptException(
                    call.position(), "Give -ConnectorName or -ConnectorIdentifier."));
  }

  private List<ScriptValue> busy() {
    return host.reading(
        store ->
            new EngineState(store)
                .current().stream()
                    .map(
                        activity ->
                            Things.of("ConnectorRunStatus")
                                .with("RunState", "Busy")
                                .with("Step", activity.step())
                                .thing())
                    .toList());
  }
}
