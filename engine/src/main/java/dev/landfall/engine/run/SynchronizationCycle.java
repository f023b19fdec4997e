package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One cycle in the documented order: imports on premises and from Entra, synchronizations in the
 * same order, then – unless in staging mode – exports to Entra and on premises. A connector that
 * stopped takes no further part, the others go on; exports are left out when a full import did not
 * get to the end, since what it would have found deleted is unknown. An operator's stop ends the
 * cycle.
 */
final class SynchronizationCycle {
  private final List<Connector> connectors;
  private final EngineSettings settings;
  private final boolean initial;
  private final BiFunction<Connector, RunProfile, RunRecord> runner;
  private final BooleanSupplier stopRequested;
  private final Consumer<RunRecord> progress;
  private final List<RunRecord> runs = new ArrayList<>();
  private final Set<ConnectorId> stopped = new HashSet<>();
  private boolean obsoletionFailed;

  /**
   * @param connectors on-premises ones first, then Entra
   * @param runner runs one profile of one connector
   * @param progress told each run as it ends
   */
  SynchronizationCycle(
      List<Connector> connectors,
      EngineSettings settings,
      CyclePolicy policy,
      BiFunction<Connector, RunProfile, RunRecord> runner,
      BooleanSupplier stopRequested,
      Consumer<RunRecord> progress) {
    this.connectors = connectors;
    this.settings = settings;
    this.initial = policy == CyclePolicy.INITIAL;
    this.runner = runner;
    this.stopRequested = stopRequested;
    this.progress = progress;
  }

  List<RunRecord> run() {
    connectors.forEach(this::importFrom);
    connectors.forEach(this::synchronize);
    if (!obsoletionFailed) {
      Set<ConnectorId> exported = export();
      if (settings.confirmingImport()) {
        connectors.stream()
            .filter(connector -> exported.contains(connector.id()))
            .forEach(
                connector -> attempt(connector, RunProfile.DELTA_IMPORT).ifPresent(this::note));
      }
    }
    return runs;
  }

  private void importFrom(Connector connector) {
    boolean wanted = initial || settings.fullImportRequired(connector.id());
    Optional<RunRecord> run =
        attempt(connector, wanted ? RunProfile.FULL_IMPORT : RunProfile.DELTA_IMPORT);
    boolean full = wanted || run.filter(SynchronizationCycle::lacksWatermark).isPresent();
    if (full && !wanted) {
      run = attempt(connector, RunProfile.FULL_IMPORT);
    }
    run.ifPresent(this::note);
    obsoletionFailed |= full && run.map(done -> done.result().stopped()).orElse(true);
  }

  private static boolean lacksWatermark(RunRecord run) {
    return run.result().is(ResultCode.NO_START_FULL_IMPORT_REQUIRED);
  }

  private void synchronize(Connector connector) {
    boolean full = initial || settings.fullSyncRequired(connector.id());
    attempt(connector, full ? RunProfile.FULL_SYNCHRONIZATION : RunProfile.DELTA_SYNCHRONIZATION)
        .ifPresent(this::note);
  }

  /** Staging mode is looked at here and not before: it may have been entered meanwhile. */
  private Set<ConnectorId> export() {
    Set<ConnectorId> exported = new HashSet<>();
    for (int i = connectors.size() - 1; i >= 0 && !settings.stagingMode(); i--) {
      Optional<RunRecord> run = attempt(connectors.get(i), RunProfile.EXPORT);
      run.ifPresent(done -> exported.add(done.connector()));
      run.ifPresent(this::note);
    }
    return exported;
  }

  private Optional<RunRecord> attempt(Connector connector, RunProfile profile) {
    return stopRequested.getAsBoolean() || stopped.contains(connector.id())
        ? Optional.empty()
        : Optional.of(runner.apply(connector, profile));
  }

  /**
   * What an operator ended, or a limit set on purpose, is no failure of the connector: its later
   * steps may run. After a full import that could not read everything they must not.
   */
  private void note(RunRecord run) {
    runs.add(run);
    progress.accept(run);
    boolean unread =
        run.profile() == RunProfile.FULL_IMPORT
            && run.result().is(ResultCode.COMPLETED_DISCOVERY_ERRORS);
    if (unread
        || (run.result().stopped()
            && !run.result().stoppedByOperator()
            && !run.result().is(ResultCode.STOPPED_OBJECT_LIMIT))) {
      stopped.add(run.connector());
    }
  }
}
