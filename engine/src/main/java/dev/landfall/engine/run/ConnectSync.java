package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.Explanation;
import dev.landfall.engine.sync.RuleSet;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metadirectory engine: connectors around a metaverse. Runs profiles and whole cycles; used by
 * one thread, though others may ask what is busy and stop it.
 */
public final class ConnectSync {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectSync.class);

  private final Store store;
  private final List<Connector> connectors;
  private final Clock clock;
  private final RandomGenerator random;
  private final EngineSettings settings;
  private final RuleStore rules;
  private final RunHistory history;
  private final EngineState state;
  private final RandomGenerator ids;
  private final RunGuard guard = new RunGuard();
  private final SynchronizationParts parts;

  /**
   * @param connectors in the order of their creation; on-premises ones run before the Entra
   *     connector
   * @param metaverse the metaverse schema
   * @param globalParameters parameters that expressions of every connector may use
   */
  public ConnectSync(
      Store store,
      List<Connector> connectors,
      Schema metaverse,
      Map<String, String> globalParameters,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.connectors = connectors.stream().sorted(Comparator.comparing(Connector::kind)).toList();
    this.clock = clock;
    this.random = random;
    this.settings = new EngineSettings(store.documents());
    this.rules = new RuleStore(store, clock, NOBODY_NAMED);
    this.history = new RunHistory(store.documents());
    this.state = new EngineState(store);
    this.ids = new SplittableRandom(random.nextLong());
    this.parts =
        new SynchronizationParts(
            store, this.connectors, metaverse, globalParameters, settings, clock, random);
  }

  public EngineSettings settings() {
    return settings;
  }

  public RuleStore rules() {
    return rules;
  }

  public RunHistory history() {
    return history;
  }

  public EngineState state() {
    return state;
  }

  /** The GUIDs of connector-space and metaverse objects. */
  public ObjectIdentifiers identifiers() {
    return ObjectIdentifiers.of(store, random);
  }

  public Store store() {
    return store;
  }

  /** On-premises connectors first, then Entra. */
  public List<Connector> connectors() {
    return connectors;
  }

  public Optional<Connector> connector(ConnectorId id) {
    return connectors.stream().filter(connector -> connector.id().equals(id)).findFirst();
  }

  /** Whoever no caller names as the one who started a run. */
  private static final String NOBODY_NAMED = "landfall";

  /** As {@link #run(Connector, RunProfile, OptionalLong, String)}. */
  public RunRecord run(Connector connector, RunProfile profile) {
    return run(connector, profile, OptionalLong.empty(), NOBODY_NAMED);
  }

  /**
   * Runs one profile of one connector and records it. A connected system that does not answer is a
   * result ({@code no-start-…}, {@code stopped-…}), not an exception. While a run of the same
   * connector goes on, the answer is {@code no-start-ma-already-running} and nothing is recorded;
   * this, unlike all else, may be asked from another thread.
   *
   * @param deletionThreshold for an export, instead of the setting; empty for the setting
   * @param user who started it
   * @throws LandfallException {@code RUN_IN_PROGRESS} while a cycle or another connector's run goes
   *     on
   */
  public RunRecord run(
      Connector connector, RunProfile profile, OptionalLong deletionThreshold, String user) {
    if (!guard.take()) {
      if (guard.isBusy(connector.id())) {
        return alreadyRunning(connector, profile, user);
      }
      throw guard.inProgress();
    }
    try {
      state.begin(new EngineState.Activity(Optional.empty(), "", user, clock.instant()));
      return carryOut(
          connector,
          profile,
          RuleSet.of(rules.all()),
          deletionThreshold.isPresent()
              ? deletionThreshold
              : settings.deletionThreshold(connector.id()),
          user);
    } finally {
      release();
    }
  }

  /** The answer to a run of a connector that is busy. It is recorded nowhere. */
  public RunRecord alreadyRunning(Connector connector, RunProfile profile, String user) {
    return RunRecord.alreadyRunning(connector, profile, user, clock.instant());
  }

  private void release() {
    try {
      state.end();
    } finally {
      guard.free();
    }
  }

  private RunRecord carryOut(
      Connector connector,
      RunProfile profile,
      RuleSet ruleSet,
      OptionalLong deletionThreshold,
      String user) {
    UUID id = new UUID(ids.nextLong(), ids.nextLong());
    RunRecord run =
        store.inTransaction(
            () -> {
              state.step(connector.name() + ", " + profile.label());
              return history.begin(
                  id, connector.id(), connector.name(), profile, user, clock.instant());
            });
    LOG.info(
        "run started sequence={} connector={} profile={} user={}",
        run.sequence(),
        connector.name(),
        profile.option(),
        user);
    StepResult.Tally tally = new StepResult.Tally();
    StepResult result;
    guard.begin(connector);
    try {
      result = step(connector, profile, ruleSet, run.sequence(), deletionThreshold, tally);
    } catch (PageBoundary.StopRequested byOperator) {
      result = tally.result(ResultCode.STOPPED_USER_TERMINATION_FROM_WMI_OR_UI);
    } catch (LandfallException stopped) {
      result = StepFailure.result(connector, stopped, tally);
    } finally {
      guard.end();
    }
    StepResult ended = result;
    RunRecord done = store.inTransaction(() -> history.end(run, ended, clock.instant()));
    LOG.info(
        "run finished sequence={} result={} counters={}",
        run.sequence(),
        ended.result(),
        ended.counters());
    return done;
  }

  /**
   * Has something small done at every page boundary of every run, on the thread that runs; it may
   * use the store.
   */
  public void atPageBoundaries(Runnable interlude) {
    guard.boundary().interlude(interlude);
  }

  /** The connector whose run goes on. Any thread may ask. */
  public Optional<Connector> busy() {
    return guard.busy();
  }

  /** Ends the run or cycle that goes on at its next page boundary. Any thread may call this. */
  public void stop() {
    guard.stop();
  }

  /**
   * Ends the run that goes on, of this connector or of any; a cycle then goes on with its next
   * step. Any thread may call this.
   *
   * @return whether there was one
   */
  public boolean stopRun(Optional<ConnectorId> connector) {
    return guard.stopRun(connector);
  }

  private StepResult step(
      Connector connector,
      RunProfile profile,
      RuleSet ruleSet,
      long sequence,
      OptionalLong deletionThreshold,
      StepResult.Tally tally) {
    parts.index(ruleSet);
    long limit = settings.objectLimit(connector.id(), profile).orElse(Long.MAX_VALUE);
    return switch (profile) {
      case FULL_IMPORT, DELTA_IMPORT -> {
        boolean full = profile == RunProfile.FULL_IMPORT;
        StepResult result =
            new ImportStep(store, connector, ruleSet, clock, tally, guard.boundary())
                .run(full, sequence, limit);
        if (full && !result.stopped() && !result.is(ResultCode.COMPLETED_DISCOVERY_ERRORS)) {
          settings.fullImportRequired(connector.id(), false);
        }
        yield result;
      }
      case FULL_SYNCHRONIZATION, DELTA_SYNCHRONIZATION -> {
        boolean full = profile == RunProfile.FULL_SYNCHRONIZATION;
        StepResult result =
            parts
                .step(connector.id(), ruleSet, Explanation.NONE, tally, guard.boundary())
                .run(full, limit);
        if (full && !result.stopped()) {
          settings.fullSyncRequired(connector.id(), false);
        }
        yield result;
      }
      case EXPORT -> {
        ExportStep export =
            new ExportStep(store, connector, deletionThreshold, clock, tally, guard.boundary());
        StepResult result = export.run(limit);
        if (export.turned()) {
          // What turned out to be there, or not to be, is computed anew for the next export.
          parts.outbound(ruleSet, new StepResult.Tally(), guard.boundary()).run();
        }
        yield result;
      }
    };
  }

  /**
   * Synchronizes one connector-space object, under rules that need not be those of the server, and
   * carries outwards what that changes. No run is recorded: a preview does this and takes it back.
   *
   * @param explanation told how every decision comes about
   */
  public StepResult synchronizeObject(
      ConnectorId connector, long object, RuleSet ruleSet, Explanation explanation) {
    parts.index(ruleSet);
    return rehearsal(connector, ruleSet, explanation).single(object);
  }

  /** As a synchronization step, under rules that need not be those of the server; not recorded. */
  public StepResult synchronizeAll(ConnectorId connector, RuleSet ruleSet, boolean full) {
    parts.index(ruleSet);
    return rehearsal(connector, ruleSet, Explanation.NONE).run(full, Long.MAX_VALUE);
  }

  /** Nobody stops it, and nothing else is done at its page boundaries. */
  private SynchronizeStep rehearsal(
      ConnectorId connector, RuleSet ruleSet, Explanation explanation) {
    return parts.step(connector, ruleSet, explanation, new StepResult.Tally(), new PageBoundary());
  }

  /** Rules that read or write more than the last full import did call for another one. */
  private void requireFullImports(RuleSet ruleSet) {
    ImportedSelection imported = new ImportedSelection(store.documents());
    for (Connector connector : connectors) {
      if (!imported.covers(connector.id(), ruleSet.selection(connector.id()))) {
        settings.fullImportRequired(connector.id(), true);
      }
    }
  }

  /** As {@link #cycle(CyclePolicy, String, Consumer)}. */
  public List<RunRecord> cycle(CyclePolicy policy) {
    return cycle(policy, NOBODY_NAMED, run -> {});
  }

  /**
   * Runs a whole cycle; that the scheduler is off does not matter. A delta cycle becomes an initial
   * one when a connector was not imported from for more than seven days ({@link WatermarkAge}). An
   * initial cycle that nobody stopped sets the scheduler's next policy back to delta.
   *
   * @param user who started it
   * @param progress told each run as it ends
   * @throws LandfallException {@code RUN_IN_PROGRESS} while a run or a cycle goes on, and while the
   *     scheduler is suspended
   */
  public List<RunRecord> cycle(CyclePolicy policy, String user, Consumer<RunRecord> progress) {
    if (settings.schedulerSuspended()) {
      throw new LandfallException(
          ErrorCode.RUN_IN_PROGRESS,
          "The scheduler is suspended, so no cycle starts; end that with \"landfall scheduler set"
              + " --suspended false\".");
    }
    if (!guard.take()) {
      throw guard.inProgress();
    }
    try {
      CyclePolicy effective = effective(policy);
      EngineState.Activity activity =
          new EngineState.Activity(Optional.of(effective), "", user, clock.instant());
      state.begin(activity);
      // Nobody can change rules while the cycle runs: read and compiled once for all its runs.
      RuleSet ruleSet = RuleSet.of(rules.all());
      requireFullImports(ruleSet);
      List<RunRecord> runs =
          new SynchronizationCycle(
                  connectors,
                  settings,
                  effective,
                  (connector, profile) ->
                      carryOut(
                          connector,
                          profile,
                          ruleSet,
                          settings.deletionThreshold(connector.id()),
                          user),
                  guard::stopRequested,
                  progress)
              .run();
      String result =
          guard.stopRequested()
              ? ResultCode.STOPPED_USER_TERMINATION_FROM_WMI_OR_UI.text()
              : Severity.worst(runs);
      store.inTransaction(() -> state.endCycle(activity, result, clock.instant()));
      if (effective == CyclePolicy.INITIAL && !guard.stopRequested()) {
        settings.nextPolicy(CyclePolicy.DELTA);
      }
      return runs;
    } finally {
      release();
    }
  }

  private CyclePolicy effective(CyclePolicy wanted) {
    WatermarkAge age = new WatermarkAge(store.documents());
    age.alert(clock.instant()).ifPresent(alert -> LOG.warn("import overdue: {}", alert));
    return age.fullNeeded(clock.instant()) ? CyclePolicy.INITIAL : wanted;
  }
}
