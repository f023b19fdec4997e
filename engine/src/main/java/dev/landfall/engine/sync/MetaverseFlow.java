package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.Contributor;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.NameMap;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import dev.landfall.engine.sync.Precedence.Resolution;
import dev.landfall.expression.EvaluationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The state of a metaverse object from everything that contributes to it. Thread-safe. */
final class MetaverseFlow {
  private final Schema schema;
  private final Function<ConnectorId, FlowContext> contexts;
  private final Explanation explanation;
  private final Map<Combination, FlowTable> tables = new ConcurrentHashMap<>();

  MetaverseFlow(
      Schema schema, Function<ConnectorId, FlowContext> contexts, Explanation explanation) {
    this.schema = schema;
    this.contexts = contexts;
    this.explanation = explanation;
  }

  /**
   * A contributing object.
   *
   * @param inScope its inbound rules in scope, by precedence
   * @param creating whether the metaverse object is being created from it
   */
  record Source(Contribution object, RulesInScope inScope, boolean creating) {}

  /** What a table depends on: the type of the metaverse object and the rules of each source. */
  private record Combination(String objectType, List<Part> parts) {}

  private record Part(ConnectorId connector, RulesInScope inScope) {}

  /** Each flow reads the source whose number it has. */
  private record Sources(List<Source> sources) implements Precedence.Evaluation {
    @Override
    public FlowResult of(PlannedFlow flow) {
      Source source = sources.get(flow.source());
      return flow.evaluate(source.object().view(), source.creating());
    }

    @Override
    public List<EvaluationStep> steps(PlannedFlow flow) {
      return flow.steps(sources.get(flow.source()).object().view());
    }

    @Override
    public Optional<Contribution> source(PlannedFlow flow) {
      return Optional.of(sources.get(flow.source()).object());
    }
  }

  MvObject apply(MvObject before, List<Source> sources) {
    if (explanation.listening()) {
      explanation.metaverse(before);
    }
    Attributes.Builder attributes = Attributes.builder();
    NameMap.Builder<Contributor> contributors = NameMap.builder();
    NameMap.Builder<ReferenceSource> references = NameMap.builder();
    Sources evaluation = new Sources(sources);
    for (FlowTable.Target target : table(before.objectType(), sources).targets()) {
      AttributeName name = target.name();
      Resolution resolution = Precedence.resolve(target, evaluation, explanation);
      if (resolution instanceof Resolution.Set set) {
        attributes.set(name, set.values());
        contributors.put(name, contributor(set.winner(), sources));
      } else if (resolution instanceof Resolution.Refer refer) {
        references.put(name, refer.source());
        contributors.put(name, contributor(refer.winner(), sources));
      } else if (resolution instanceof Resolution.Keep) {
        keep(before, name, attributes, contributors, references);
      }
    }
    return new MvObject(
        before.id(),
        before.objectType(),
        attributes.build(),
        contributors.build(),
        references.build());
  }

  private FlowTable table(String objectType, List<Source> sources) {
    List<Part> parts = new ArrayList<>(sources.size());
    for (Source source : sources) {
      parts.add(new Part(source.object().connector(), source.inScope()));
    }
    Combination combination = new Combination(objectType, parts);
    FlowTable known = tables.get(combination);
    return known != null ? known : tables.computeIfAbsent(combination, this::plan);
  }

  private FlowTable plan(Combination combination) {
    List<PlannedFlow> flows = new ArrayList<>();
    for (int i = 0; i < combination.parts().size(); i++) {
      Part part = combination.parts().get(i);
      FlowContext context = contexts.apply(part.connector());
      for (CompiledRule rule : part.inScope().rules()) {
        if (rule.rule().linkType() == LinkType.JOIN_NO_FLOW) {
          continue; // it may hold the link, but contributes nothing
        }
        for (CompiledFlow flow : rule.flows()) {
          flows.add(
              new PlannedFlow(
                  flow, i, schema.attribute(combination.objectType(), flow.target()), context));
        }
      }
    }
    return FlowTable.of(flows);
  }

  private static Contributor contributor(PlannedFlow winner, List<Source> sources) {
    Contribution object = sources.get(winner.source()).object();
    return new Contributor(winner.flow().rule().id(), object.connector(), object.object().id());
  }

  private static void keep(
      MvObject before,
      AttributeName target,
      Attributes.Builder attributes,
      NameMap.Builder<Contributor> contributors,
      NameMap.Builder<ReferenceSource> references) {
    attributes.set(target, before.attributes().get(target));
    Contributor contributor = before.contributors().get(target);
    if (contributor != null) {
      contributors.put(target, contributor);
    }
    ReferenceSource source = before.references().get(target);
    if (source != null) {
      references.put(target, source);
    }
  }
}
