package dev.landfall.app.cmdlet;

import dev.landfall.app.api.SchedulerJson;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.schedule.Durations;
import dev.landfall.engine.schedule.Scheduler;
import dev.landfall.engine.schedule.SchedulerChange;
import dev.landfall.engine.schedule.SchedulerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code Get-} and {@code Set-ADSyncScheduler}. */
final class SchedulerCmdlets {
  static final String[] POLICIES = {"Unspecified", "Delta", "Initial"};

  private final CmdletHost host;

  SchedulerCmdlets(CmdletHost host) {
    this.host = host;
  }

  List<Cmdlet> all() {
    return List.of(
        Cmdlet.of("Get-ADSyncScheduler", "scheduler show", call -> List.of(status())),
        Cmdlet.of(
            "Set-ADSyncScheduler",
            "scheduler set",
            this::set,
            CommandParameter.timeSpan("CustomizedSyncCycleInterval").at(0),
            CommandParameter.truth("SyncCycleEnabled").at(1),
            CommandParameter.choice("NextSyncCyclePolicyType", POLICIES).at(2),
            CommandParameter.timeSpan("PurgeRunHistoryInterval").at(3),
            CommandParameter.truth("MaintenanceEnabled").at(4),
            CommandParameter.truth("SchedulerSuspended").at(5),
            CommandParameter.flag("Force").at(6)));
  }

  private ScriptValue status() {
    SchedulerStatus status =
        host.reading(store -> new Scheduler(store, Clock.systemUTC()).status());
    return Things.of("SchedulerSettings")
        .with("AllowedSyncCycleInterval", Durations.timeSpan(status.allowedInterval()))
        .with("CurrentlyEffectiveSyncCycleInterval", Durations.timeSpan(status.effectiveInterval()))
        .with("CustomizedSyncCycleInterval", status.customizedInterval().map(Durations::timeSpan))
        .with("NextSyncCyclePolicyType", label(status.nextPolicy()))
        .with("NextSyncCycleStartTimeInUTC", status.nextStart().map(Instant::toString))
        .with("PurgeRunHistoryInterval", Durations.timeSpan(status.purgeRunHistoryInterval()))
        .with("SyncCycleEnabled", status.syncCycleEnabled())
        .with("MaintenanceEnabled", status.maintenanceEnabled())
        .with("StagingModeEnabled", status.stagingModeEnabled())
        .with("SchedulerSuspended", status.suspended())
        .with("SyncCycleInProgress", status.cycleInProgress())
        .thing();
  }

  private static String label(CyclePolicy policy) {
    return policy == CyclePolicy.INITIAL ? "Initial" : "Delta";
  }

  /** Unspecified is no policy. */
  static Optional<CyclePolicy> policy(Invocation call, String parameter) {
    return call.text(parameter).flatMap(text -> CyclePolicy.parse(text.toLowerCase(Locale.ROOT)));
  }

  private List<ScriptValue> set(Invocation call) {
    Optional<Duration> interval =
        call.has("CustomizedSyncCycleInterval")
            // $null takes the wish back.
            ? Optional.of(call.timeSpan("CustomizedSyncCycleInterval").orElse(Duration.ZERO))
            : Optional.empty();
    SchedulerChange change =
        new SchedulerChange(
            call.truth("SyncCycleEnabled"),
            interval,
            policy(call, "NextSyncCyclePolicyType"),
            call.timeSpan("PurgeRunHistoryInterval"),
            call.truth("MaintenanceEnabled"),
            call.truth("SchedulerSuspended"),
            Optional.empty());
    host.service()
        .ifPresentOrElse(
            service -> service.changeScheduler(SchedulerJson.write(change)),
            () -> host.withStore(store -> new Scheduler(store, Clock.systemUTC()).change(change)));
    return List.of();
  }
}
