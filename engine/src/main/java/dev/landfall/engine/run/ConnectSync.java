package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.Explanation;
import dev.landfall.engine.sync.FlowContext;
import dev.landfall.engine.sync.InboundSynchronization;
import dev.landfall.engine.sync.OutboundSynchronization;
import dev.landfall.engine.sync.RuleSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metadirectory engine: connectors around a metaverse. Runs profiles and whole cycles; used by
 * one thread.
 */
public final class ConnectSync {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectSync.class);

  private final Store store;
  private final List<Connector> connectors;
  private final Schema metaverse;
  private final Map<String, String> globalParameters;
  private final Clock clock;
  private final RandomGenerator random;
  private final EngineSettings settings;
  private final RuleStore rules;
  private final RunHistory history;

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
    this.metaverse = metaverse;
    this.globalParameters = Map.copyOf(globalParameters);
    this.clock = clock;
    this.random = random;
    this.settings = new EngineSettings(store.documents());
    this.rules = new RuleStore(store);
    this.history = new RunHistory(store.documents());
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

  /**
   * Runs one profile of one connector and records it. A connected system that does not answer is a
   * result ({@code no-start-…}, {@code stopped-…}), not an exception.
   */
  public RunRecord run(Connector connector, RunProfile profile) {
    RuleSet ruleSet = RuleSet.of(rules.all());
    RunRecord run =
        store.inTransaction(
            () -> history.begin(connector.id(), connector.name(), profile, clock.instant()));
    LOG.info(
        "run started number={} connector={} profile={}",
        run.number(),
        connector.name(),
        profile.option());
    StepResult result;
    try {
      result = step(connector, profile, ruleSet, run.number());
    } catch (LandfallException stopped) {
      result = failed(connector, stopped);
    }
    StepResult ended = result;
    RunRecord done = store.inTransaction(() -> history.end(run, ended, clock.instant()));
    LOG.info(
        "run finished number={} result={} counters={}",
        run.number(),
        ended.result(),
        ended.counters());
    return done;
  }

  private StepResult step(
      Connector connector, RunProfile profile, RuleSet ruleSet, long runNumber) {
    index(ruleSet);
    return switch (profile) {
      case FULL_IMPORT, DELTA_IMPORT -> {
        boolean full = profile == RunProfile.FULL_IMPORT;
        StepResult result = new ImportStep(store, connector, ruleSet, clock).run(full, runNumber);
        if (full && !result.stopped()) {
          settings.fullImportRequired(connector.id(), false);
        }
        yield result;
      }
      case FULL_SYNCHRONIZATION, DELTA_SYNCHRONIZATION -> {
        boolean full = profile == RunProfile.FULL_SYNCHRONIZATION;
        StepResult result = synchronizeStep(connector.id(), ruleSet, Explanation.NONE).run(full);
        if (full && !result.stopped()) {
          settings.fullSyncRequired(connector.id(), false);
        }
        yield result;
      }
      case EXPORT ->
          new ExportStep(store, connector, settings.deletionThreshold(connector.id()), clock).run();
    };
  }

  /**
   * @param explanation told how every decision of the step comes about
   */
  SynchronizeStep synchronizeStep(ConnectorId connector, RuleSet ruleSet, Explanation explanation) {
    Map<ConnectorId, FlowContext> contexts = new HashMap<>();
    Map<ConnectorId, OutboundSynchronization> targets = new LinkedHashMap<>();
    for (Connector each : connectors) {
      Map<String, String> parameters = new HashMap<>(globalParameters);
      parameters.putAll(each.parameters());
      parameters.put("Connector.ID", each.id().braced());
      FlowContext context = new FlowContext(parameters, clock, random);
      contexts.put(each.id(), context);
      targets.put(
          each.id(),
          new OutboundSynchronization(
              ruleSet,
              each.id(),
              each.schema(),
              context,
              settings.noFlowReferences(),
              explanation));
    }
    FlowContext unknown = new FlowContext(Map.of(), clock, random);
    return new SynchronizeStep(
        store,
        connector,
        new InboundSynchronization(
            ruleSet, metaverse, id -> contexts.getOrDefault(id, unknown), explanation),
        new OutboundPass.Targets(targets),
        clock);
  }

  private void index(RuleSet ruleSet) {
    store.inTransaction(
        () -> {
          store.metaverse().index(ruleSet.searchedMvAttributes());
          for (Connector connector : connectors) {
            store
                .connectorSpace(connector.id())
                .index(ruleSet.searchedCsAttributes(connector.id()));
          }
        });
  }

  private static StepResult failed(Connector connector, LandfallException stopped) {
    String result =
        switch (stopped.code()) {
          case CREDENTIALS_REJECTED -> "no-start-credentials";
          case CONNECTED_SYSTEM_UNAVAILABLE, CERTIFICATE_NOT_TRUSTED -> "no-start-connection";
          case FULL_IMPORT_REQUIRED -> "no-start-full-import-required";
          case INCOMPLETE_READ, CONNECTED_SYSTEM_BUSY -> "stopped-connectivity";
          default -> "stopped-extension-dll-exception";
        };
    StepResult.Tally tally = new StepResult.Tally();
    tally.error(stopped.code().name(), connector.name(), stopped.getMessage(), "");
    return tally.result(result);
  }

  /**
   * Runs a whole cycle in the documented order: imports on premises and from Entra,
   * synchronizations, then – unless in staging mode – export to Entra and on premises. A connector
   * that stopped takes no further part, the others go on.
   *
   * @param progress told each run as it ends
   */
  public List<RunRecord> cycle(CyclePolicy policy, Consumer<RunRecord> progress) {
    boolean initial = policy == CyclePolicy.INITIAL;
    List<RunRecord> runs = new ArrayList<>();
    List<ConnectorId> stopped = new ArrayList<>();
    boolean obsoletionFailed = false;
    for (Connector connector : connectors) {
      boolean full = initial || settings.fullImportRequired(connector.id());
      RunRecord run = run(connector, full ? RunProfile.FULL_IMPORT : RunProfile.DELTA_IMPORT);
      if (run.result().result().equals("no-start-full-import-required")) {
        full = true;
        run = run(connector, RunProfile.FULL_IMPORT);
      }
      note(run, runs, stopped, progress);
      obsoletionFailed |= full && run.result().stopped();
    }
    for (Connector connector : connectors) {
      if (!stopped.contains(connector.id())) {
        boolean full = initial || settings.fullSyncRequired(connector.id());
        note(
            run(
                connector,
                full ? RunProfile.FULL_SYNCHRONIZATION : RunProfile.DELTA_SYNCHRONIZATION),
            runs,
            stopped,
            progress);
      }
    }
    if (!settings.stagingMode() && !obsoletionFailed) {
      for (int i = connectors.size() - 1; i >= 0; i--) {
        Connector connector = connectors.get(i);
        if (!stopped.contains(connector.id())) {
          note(run(connector, RunProfile.EXPORT), runs, stopped, progress);
        }
      }
    }
    settings.nextPolicy(CyclePolicy.DELTA);
    return runs;
  }

  private static void note(
      RunRecord run,
      List<RunRecord> runs,
      List<ConnectorId> stopped,
      Consumer<RunRecord> progress) {
    runs.add(run);
    progress.accept(run);
    if (run.result().stopped()) {
      stopped.add(run.connector());
    }
  }

  /** Starts a cycle by hand; the scheduler being off does not matter. */
  public List<RunRecord> cycle(CyclePolicy policy) {
    return cycle(policy, run -> {});
  }
}
