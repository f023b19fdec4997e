package dev.landfall.app.cmdlet;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.run.RunHistory;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.schedule.Maintenance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The run history. */
final class HistoryCmdlets {
  /** As far back as one question looks. */
  private static final int FARTHEST = 5_000;

  private final CmdletHost host;

  HistoryCmdlets(CmdletHost host) {
    this.host = host;
  }

  List<Cmdlet> all() {
    return List.of(
        Cmdlet.of(
            "Get-ADSyncRunProfileResult",
            "history list",
            this::runs,
            CommandParameter.guid("RunHistoryId").at(0),
            CommandParameter.guid("ConnectorId"),
            CommandParameter.whole("RunNumber"),
            CommandParameter.whole("NumberRequested")),
        Cmdlet.of(
            "Start-ADSyncPurgeRunHistory",
            "scheduler set --purge-run-history-interval",
            this::purge,
            CommandParameter.timeSpan("PurgeRunHistoryInterval").at(0),
            CommandParameter.flag("Offline")));
  }

  private List<ScriptValue> runs(Invocation call) {
    return host.reading(
        store ->
            new RunHistory(store.documents())
                .latest(FARTHEST).stream()
                    .filter(run -> matches(call, run))
                    .limit(call.whole("NumberRequested").orElse(FARTHEST))
                    .map(HistoryCmdlets::thing)
                    .toList());
  }

  private static boolean matches(Invocation call, RunRecord run) {
    return call.text("RunHistoryId").map(run.id().toString()::equalsIgnoreCase).orElse(true)
        && call.text("ConnectorId")
            .map(id -> new ConnectorId(id).equals(run.connector()))
            .orElse(true)
        && (call.whole("RunNumber").isEmpty()
            || call.whole("RunNumber").getAsLong() == run.number());
  }

  static ScriptValue thing(RunRecord run) {
    return Things.of("RunProfileResult")
        .with("RunHistoryId", run.id().toString())
        .with("ConnectorId", run.connector().value())
        .with("ConnectorName", run.connectorName())
        .with("RunProfileName", run.profile().label())
        .with("RunNumber", run.number())
        .with("Username", run.user())
        .with("StartDate", run.started().toString())
        .with("EndDate", run.ended().map(Instant::toString))
        .with("Result", run.result().result())
        .thing();
  }

  /** Without an interval everything goes. */
  private List<ScriptValue> purge(Invocation call) {
    Duration olderThan = call.timeSpan("PurgeRunHistoryInterval").orElse(Duration.ZERO);
    return host.withStore(
        store -> {
          new Maintenance(store, Clock.systemUTC()).purgeRunHistory(olderThan);
          return List.of();
        });
  }
}
