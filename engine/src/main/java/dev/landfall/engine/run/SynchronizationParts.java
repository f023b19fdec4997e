package dev.landfall.engine.run;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.Explanation;
import dev.landfall.engine.sync.FlowContext;
import dev.landfall.engine.sync.InboundSynchronization;
import dev.landfall.engine.sync.OutboundSynchronization;
import dev.landfall.engine.sync.RuleSet;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Puts a synchronization together: decisions for these rules, over this store. */
final class SynchronizationParts {
  private final Store store;
  private final List<Connector> connectors;
  private final Schema metaverse;
  private final Map<String, String> globalParameters;
  private final EngineSettings settings;
  private final Clock clock;
  private final RandomGenerator random;

  SynchronizationParts(
      Store store,
      List<Connector> connectors,
      Schema metaverse,
      Map<String, String> globalParameters,
      EngineSettings settings,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.connectors = connectors;
    this.metaverse = metaverse;
    this.globalParameters = Map.copyOf(globalParameters);
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  SynchronizeStep step(
      ConnectorId connector,
      RuleSet ruleSet,
      Explanation explanation,
      StepResult.Tally tally,
      PageBoundary boundary) {
    Function<ConnectorId, FlowContext> contexts = contexts();
    return new SynchronizeStep(
        store,
        connector,
        new InboundSynchronization(ruleSet, metaverse, contexts, explanation),
        targets(ruleSet, contexts, explanation),
        clock,
        tally,
        boundary);
  }

  /** The outbound half alone. */
  OutboundPass outbound(RuleSet ruleSet, StepResult.Tally tally, PageBoundary boundary) {
    return new OutboundPass(
        store, targets(ruleSet, contexts(), Explanation.NONE), tally, boundary, clock);
  }

  private Function<ConnectorId, FlowContext> contexts() {
    Map<ConnectorId, FlowContext> contexts = new HashMap<>();
    for (Connector each : connectors) {
      Map<String, String> parameters = new HashMap<>(globalParameters);
      parameters.putAll(each.parameters());
      parameters.put("Connector.ID", each.id().braced());
      contexts.put(each.id(), new FlowContext(parameters, clock, random));
    }
    FlowContext unknown = new FlowContext(Map.of(), clock, random);
    return id -> contexts.getOrDefault(id, unknown);
  }

  private OutboundPass.Targets targets(
      RuleSet ruleSet, Function<ConnectorId, FlowContext> contexts, Explanation explanation) {
    Map<ConnectorId, OutboundSynchronization> targets = new LinkedHashMap<>();
    ImportedSelection imported = new ImportedSelection(store.documents());
    for (Connector each : connectors) {
      Optional<ImportedSelection.Read> read = imported.of(each.id());
      targets.put(
          each.id(),
          new OutboundSynchronization(
              ruleSet,
              each.id(),
              each.schema(),
              contexts.apply(each.id()),
              settings.noFlowReferences(),
              (type, attribute) -> read.map(known -> known.has(type, attribute)).orElse(true),
              explanation));
    }
    return new OutboundPass.Targets(targets);
  }

  /** Keeps those attributes indexed that the join criteria of the rules search. */
  void index(RuleSet ruleSet) {
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
}
