package dev.landfall.engine.sync;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.Contributor;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import dev.landfall.engine.sync.Precedence.Candidate;
import dev.landfall.engine.sync.Precedence.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The state of a metaverse object from everything that contributes to it. */
final class MetaverseFlow {
  private final Schema schema;
  private final Function<ConnectorId, FlowContext> contexts;
  private final Explanation explanation;

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
  record Source(Contribution object, List<CompiledRule> inScope, boolean creating) {}

  MvObject apply(MvObject before, List<Source> sources) {
    if (explanation.listening()) {
      explanation.metaverse(before);
    }
    Attributes.Builder attributes = Attributes.builder();
    Map<AttributeName, Contributor> contributors = new TreeMap<>();
    Map<AttributeName, ReferenceSource> references = new TreeMap<>();
    for (Map.Entry<AttributeName, List<Candidate<Source>>> entry :
        candidates(before.objectType(), sources).entrySet()) {
      AttributeName target = entry.getKey();
      if (explanation.listening()) {
        explanation.contest(target, contenders(entry.getValue()));
      }
      Resolution<Source> resolution = Precedence.resolve(entry.getValue(), explanation);
      if (resolution instanceof Resolution.Set<Source> set) {
        attributes.set(target, set.values());
        contributors.put(target, contributor(set.winner()));
      } else if (resolution instanceof Resolution.Refer<Source> refer) {
        references.put(target, refer.source());
        contributors.put(target, contributor(refer.winner()));
      } else if (resolution instanceof Resolution.Keep<Source>) {
        keep(before, target, attributes, contributors, references);
      }
    }
    return new MvObject(
        before.id(), before.objectType(), attributes.build(), contributors, references);
  }

  private Map<AttributeName, List<Candidate<Source>>> candidates(
      String objectType, List<Source> sources) {
    Map<AttributeName, List<Candidate<Source>>> candidates = new TreeMap<>();
    for (Source source : sources) {
      FlowContext context = contexts.apply(source.object().connector());
      for (CompiledRule rule : source.inScope()) {
        if (rule.rule().linkType() == LinkType.JOIN_NO_FLOW) {
          continue; // it may hold the link, but contributes nothing
        }
        for (CompiledFlow flow : rule.flows()) {
          candidates
              .computeIfAbsent(flow.target(), fresh -> new ArrayList<>())
              .add(candidate(flow, source, objectType, context));
        }
      }
    }
    Comparator<Candidate<Source>> byPrecedence =
        Comparator.comparingInt(candidate -> candidate.flow().rule().precedence());
    candidates.values().forEach(list -> list.sort(byPrecedence));
    return candidates;
  }

  private static List<Explanation.Contender> contenders(List<Candidate<Source>> candidates) {
    return candidates.stream()
        .map(
            one ->
                new Explanation.Contender(
                    one.flow(), Optional.of(one.source().object()), one.result()))
        .toList();
  }

  private Candidate<Source> candidate(
      CompiledFlow flow, Source source, String objectType, FlowContext context) {
    if (flow.flow().executeOnce() && !source.creating()) {
      return new Candidate<>(flow, source, () -> FlowResult.Ignore.INSTANCE);
    }
    Optional<AttributeDefinition> definition = schema.attribute(objectType, flow.target());
    return new Candidate<>(
        flow,
        source,
        () -> FlowEvaluator.evaluate(flow, source.object().view(), definition, context));
  }

  private static Contributor contributor(Candidate<Source> winner) {
    Contribution object = winner.source().object();
    return new Contributor(winner.flow().rule().id(), object.connector(), object.object().id());
  }

  private static void keep(
      MvObject before,
      AttributeName target,
      Attributes.Builder attributes,
      Map<AttributeName, Contributor> contributors,
      Map<AttributeName, ReferenceSource> references) {
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
