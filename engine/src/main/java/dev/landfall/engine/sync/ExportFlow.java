package dev.landfall.engine.sync;

import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.NameMap;
import dev.landfall.core.value.Value;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import dev.landfall.engine.sync.Precedence.Resolution;
import dev.landfall.expression.EvaluationStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/** The state that outbound rules want an object of a connected system to have. Thread-safe. */
final class ExportFlow {
  private static final AttributeName DN = AttributeName.of("dn");

  private final Schema schema;
  private final FlowContext context;
  private final BiPredicate<String, AttributeName> imported;
  private final Explanation explanation;
  private final Map<RulesInScope, FlowTable> tables = new ConcurrentHashMap<>();

  ExportFlow(
      Schema schema,
      FlowContext context,
      BiPredicate<String, AttributeName> imported,
      Explanation explanation) {
    this.imported = imported;
    this.schema = schema;
    this.context = context;
    this.explanation = explanation;
  }

  /** All flows read the metaverse object. */
  private record Metaverse(SourceView view, boolean creating) implements Precedence.Evaluation {
    @Override
    public FlowResult of(PlannedFlow flow) {
      return flow.evaluate(view, creating);
    }

    @Override
    public List<EvaluationStep> steps(PlannedFlow flow) {
      return flow.steps(view);
    }

    @Override
    public Optional<Contribution> source(PlannedFlow flow) {
      return Optional.empty();
    }
  }

  /**
   * @param object the existing object; empty while one is being provisioned
   * @param rules the rules in scope for its type
   */
  OutboundDecision.Flow wanted(Optional<CsObject> object, RulesInScope rules, SourceView view) {
    NameMap.Builder<List<Value>> values = NameMap.builder();
    NameMap.Builder<Optional<ReferenceSource>> references = NameMap.builder();
    Optional<String> dn = Optional.empty();
    Contributions contributions = new Contributions(object);
    Metaverse evaluation = new Metaverse(view, creating(object));
    for (FlowTable.Target target : table(rules).targets()) {
      Resolution resolution = Precedence.resolve(target, evaluation, explanation);
      if (target.name().equals(DN)) {
        dn =
            resolution instanceof Resolution.Set set
                ? Optional.of(set.values().get(0).text())
                : Optional.empty();
      } else if (target.mergeType().unites() && !target.reference()) {
        if (known(object, target.name())) {
          contributions
              .merged(target.name(), target.mergeType(), resolution)
              .ifPresent(united -> values.put(target.name(), united));
        } else {
          contributions.postponed(target.name());
        }
      } else if (resolution instanceof Resolution.Set set) {
        values.put(target.name(), set.values());
      } else if (resolution instanceof Resolution.Refer refer) {
        references.put(target.name(), Optional.of(refer.source()));
      } else if (resolution instanceof Resolution.Remove) {
        if (target.reference()) {
          references.put(target.name(), Optional.empty());
        } else {
          values.put(target.name(), List.of());
        }
      }
      contributions.managed(target.name());
    }
    contributions.takenBack().forEach(values::put);
    return new OutboundDecision.Flow(
        values.build(), references.build(), dn, contributions.result());
  }

  /** Only the references. */
  Map<AttributeName, Optional<ReferenceSource>> references(
      CsObject object, RulesInScope rules, SourceView view, Explanation told) {
    NameMap.Builder<Optional<ReferenceSource>> references = NameMap.builder();
    Metaverse evaluation = new Metaverse(view, creating(Optional.of(object)));
    for (FlowTable.Target target : table(rules).targets()) {
      if (target.mayRefer()) {
        Resolution resolution = Precedence.resolve(target, evaluation, told);
        if (resolution instanceof Resolution.Refer refer) {
          references.put(target.name(), Optional.of(refer.source()));
        } else if (resolution instanceof Resolution.Remove && target.reference()) {
          references.put(target.name(), Optional.empty());
        }
      }
    }
    return references.build();
  }

  /** Whether the values an object has of an attribute are known; a new object has none. */
  private boolean known(Optional<CsObject> object, AttributeName attribute) {
    return object
        .filter(found -> found.kind() == CsObject.Kind.IMPORT)
        .map(found -> imported.test(found.objectType(), attribute))
        .orElse(true);
  }

  private static boolean creating(Optional<CsObject> object) {
    return object
        .map(
            found ->
                found.kind() == CsObject.Kind.EXPORT
                    && found.unapplied().operation() == PendingExport.Operation.ADD)
        .orElse(true);
  }

  private FlowTable table(RulesInScope rules) {
    FlowTable known = tables.get(rules);
    return known != null ? known : tables.computeIfAbsent(rules, this::plan);
  }

  private FlowTable plan(RulesInScope rules) {
    return FlowTable.of(
        rules.rules().stream()
            .flatMap(rule -> rule.flows().stream())
            .map(
                flow ->
                    new PlannedFlow(
                        flow,
                        0,
                        schema.attribute(flow.rule().targetObjectType(), flow.target()),
                        context))
            .toList());
  }
}
