package dev.landfall.engine.sync;

import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.sync.Precedence.Candidate;
import dev.landfall.engine.sync.Precedence.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The state that outbound rules want an object of a connected system to have. */
final class ExportFlow {
  private static final AttributeName DN = AttributeName.of("dn");

  private final Schema schema;
  private final FlowContext context;
  private final Explanation explanation;

  ExportFlow(Schema schema, FlowContext context, Explanation explanation) {
    this.schema = schema;
    this.context = context;
    this.explanation = explanation;
  }

  /**
   * @param object the existing object; empty while one is being provisioned
   * @param rules the rules in scope for its type, by precedence
   */
  OutboundDecision.Flow wanted(
      Optional<CsObject> object, List<CompiledRule> rules, SourceView view) {
    Map<AttributeName, List<Value>> values = new TreeMap<>();
    Map<AttributeName, Optional<ReferenceSource>> references = new TreeMap<>();
    Optional<String> dn = Optional.empty();
    Contributions contributions = new Contributions(object);
    for (Map.Entry<AttributeName, List<Candidate<CompiledRule>>> entry :
        candidates(object, rules, view).entrySet()) {
      AttributeName target = entry.getKey();
      if (explanation.listening()) {
        explanation.contest(target, contenders(entry.getValue()));
      }
      Resolution<CompiledRule> resolution = Precedence.resolve(entry.getValue(), explanation);
      if (target.equals(DN)) {
        dn =
            resolution instanceof Resolution.Set<CompiledRule> set
                ? Optional.of(set.values().get(0).text())
                : Optional.empty();
      } else if (merge(entry.getValue()).unites()
          && !isReference(entry.getValue().get(0).flow())) {
        contributions.merge(target, merge(entry.getValue()), resolution, values);
      } else if (resolution instanceof Resolution.Set<CompiledRule> set) {
        values.put(target, set.values());
      } else if (resolution instanceof Resolution.Refer<CompiledRule> refer) {
        references.put(target, Optional.of(refer.source()));
      } else if (resolution instanceof Resolution.Remove<CompiledRule>) {
        remove(target, entry.getValue(), values, references);
      }
      contributions.managed(target);
    }
    contributions.takeBackUnmanaged(values);
    return new OutboundDecision.Flow(values, references, dn, contributions.result());
  }

  /** Only the references: what leaks past a JoinNoFlow rule. */
  OutboundDecision.Flow references(CsObject object, List<CompiledRule> rules, SourceView view) {
    OutboundDecision.Flow all = wanted(Optional.of(object), rules, view);
    return new OutboundDecision.Flow(Map.of(), all.references(), Optional.empty(), object.contributed());
  }

  private void remove(
      AttributeName target,
      List<Candidate<CompiledRule>> candidates,
      Map<AttributeName, List<Value>> values,
      Map<AttributeName, Optional<ReferenceSource>> references) {
    if (isReference(candidates.get(0).flow())) {
      references.put(target, Optional.empty());
    } else {
      values.put(target, List.of());
    }
  }

  private boolean isReference(CompiledFlow flow) {
    return schema
        .attribute(flow.rule().targetObjectType(), flow.target())
        .map(definition -> definition.type() == dev.landfall.core.schema.AttributeType.REFERENCE)
        .orElse(false);
  }

  private Map<AttributeName, List<Candidate<CompiledRule>>> candidates(
      Optional<CsObject> object, List<CompiledRule> rules, SourceView view) {
    boolean creating =
        object
            .map(
                found ->
                    found.kind() == CsObject.Kind.EXPORT
                        && found.unapplied().operation() == PendingExport.Operation.ADD)
            .orElse(true);
    Map<AttributeName, List<Candidate<CompiledRule>>> candidates = new TreeMap<>();
    for (CompiledRule rule : rules) {
      for (CompiledFlow flow : rule.flows()) {
        candidates
            .computeIfAbsent(flow.target(), fresh -> new ArrayList<>())
            .add(candidate(flow, rule, view, creating));
      }
    }
    return candidates;
  }

  private static List<Explanation.Contender> contenders(List<Candidate<CompiledRule>> candidates) {
    return candidates.stream()
        .map(one -> new Explanation.Contender(one.flow(), Optional.empty(), one.result()))
        .toList();
  }

  private Candidate<CompiledRule> candidate(
      CompiledFlow flow, CompiledRule rule, SourceView view, boolean creating) {
    if (flow.flow().executeOnce() && !creating) {
      return new Candidate<>(flow, rule, () -> FlowResult.Ignore.INSTANCE);
    }
    Optional<AttributeDefinition> definition =
        schema.attribute(rule.rule().targetObjectType(), flow.target());
    return new Candidate<>(
        flow, rule, () -> FlowEvaluator.evaluate(flow, view, definition, context));
  }

  private static MergeType merge(List<Candidate<CompiledRule>> candidates) {
    return candidates.get(0).flow().flow().mergeType();
  }
}
