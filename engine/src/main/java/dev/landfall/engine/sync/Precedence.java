package dev.landfall.engine.sync;

import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.expression.EvaluationStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who wins when several flows write one attribute. Flows come sorted by precedence and are
 * evaluated only as far as needed.
 */
final class Precedence {
  private Precedence() {}

  /** Evaluates a flow on the object it reads from. */
  interface Evaluation {
    FlowResult of(PlannedFlow flow);

    /** The steps of its expression, for explanations. */
    List<EvaluationStep> steps(PlannedFlow flow);

    /** The object it reads from, for explanations; empty outbound. */
    Optional<InboundLookups.Contribution> source(PlannedFlow flow);
  }

  /** What becomes of the attribute. */
  sealed interface Resolution {
    /** The attribute gets these values. */
    record Set(List<Value> values, PlannedFlow winner) implements Resolution {}

    /** The attribute gets the values of that reference attribute. */
    record Refer(ReferenceSource source, PlannedFlow winner) implements Resolution {}

    /** The attribute has no value. */
    enum Remove implements Resolution {
      INSTANCE
    }

    /** The attribute stays as it is. */
    enum Keep implements Resolution {
      INSTANCE
    }
  }

  static Resolution resolve(
      FlowTable.Target target, Evaluation evaluation, Explanation explanation) {
    List<PlannedFlow> flows = target.flows();
    if (!explanation.listening()) {
      return decide(flows, evaluation);
    }
    explanation.contest(
        target.name(),
        flows.stream()
            .map(
                flow ->
                    new Explanation.Contender(
                        flow.flow(),
                        evaluation.source(flow),
                        () -> evaluation.of(flow),
                        () -> evaluation.steps(flow)))
            .toList());
    Resolution resolution = decide(flows, new Told(flows, evaluation, explanation));
    explanation.settled(ending(resolution));
    return resolution;
  }

  /** Tells each evaluation. */
  private record Told(List<PlannedFlow> flows, Evaluation evaluation, Explanation explanation)
      implements Evaluation {
    @Override
    public FlowResult of(PlannedFlow flow) {
      int contender = flows.indexOf(flow);
      explanation.evaluating(contender);
      FlowResult result = evaluation.of(flow);
      explanation.evaluated(contender, result);
      return result;
    }

    @Override
    public List<EvaluationStep> steps(PlannedFlow flow) {
      return evaluation.steps(flow);
    }

    @Override
    public Optional<InboundLookups.Contribution> source(PlannedFlow flow) {
      return evaluation.source(flow);
    }
  }

  private static Explanation.Ending ending(Resolution resolution) {
    if (resolution instanceof Resolution.Keep) {
      return Explanation.Ending.KEPT;
    }
    return resolution instanceof Resolution.Remove
        ? Explanation.Ending.REMOVED
        : Explanation.Ending.SET;
  }

  private static Resolution decide(List<PlannedFlow> flows, Evaluation evaluation) {
    MergeType merge = mergeType(flows);
    return merge.unites() ? unite(flows, merge, evaluation) : first(flows, evaluation);
  }

  private static Resolution first(List<PlannedFlow> flows, Evaluation evaluation) {
    boolean ignored = false;
    for (PlannedFlow flow : flows) {
      FlowResult result = evaluation.of(flow);
      if (result instanceof FlowResult.Values values) {
        return new Resolution.Set(values.values(), flow);
      }
      if (result instanceof FlowResult.Reference reference) {
        return new Resolution.Refer(reference.source(), flow);
      }
      if (result instanceof FlowResult.AuthoritativeNull) {
        return Resolution.Remove.INSTANCE;
      }
      ignored |= result instanceof FlowResult.Ignore;
    }
    return ignored ? Resolution.Keep.INSTANCE : Resolution.Remove.INSTANCE;
  }

  private static Resolution unite(List<PlannedFlow> flows, MergeType merge, Evaluation evaluation) {
    Map<Object, Value> united = new LinkedHashMap<>();
    @Nullable PlannedFlow winner = null;
    boolean ignored = false;
    for (PlannedFlow flow : flows) {
      FlowResult result = evaluation.of(flow);
      if (result instanceof FlowResult.Values values) {
        if (winner == null) {
          winner = flow;
        }
        values.values().forEach(value -> united.putIfAbsent(mergeKey(value, merge), value));
      } else if (result instanceof FlowResult.Reference reference) {
        // Our choice: references are never copied, so the first source stands for all.
        return new Resolution.Refer(reference.source(), flow);
      }
      ignored |= result instanceof FlowResult.Ignore;
    }
    if (winner != null) {
      return new Resolution.Set(new ArrayList<>(united.values()), winner);
    }
    return ignored ? Resolution.Keep.INSTANCE : Resolution.Remove.INSTANCE;
  }

  /** Under which two values are duplicates. */
  static Object mergeKey(Value value, MergeType merge) {
    return merge == MergeType.MERGE_CASE_INSENSITIVE && value instanceof Value.Text text
        ? text.text().toLowerCase(Locale.ROOT)
        : value;
  }

  private static MergeType mergeType(List<PlannedFlow> flows) {
    MergeType type = flows.get(0).flow().flow().mergeType();
    for (PlannedFlow flow : flows) {
      MergeType other = flow.flow().flow().mergeType();
      if (other.unites() != type.unites() || (other.unites() && other != type)) {
        throw new SyncErrorException(
            ObjectErrorCode.MERGE_TYPE_CONFLICT.text(),
            "Rules \""
                + flows.get(0).flow().rule().name()
                + "\" and \""
                + flow.flow().rule().name()
                + "\" write \""
                + flow.flow().target()
                + "\" with different merge types.",
            flow.flow().describe());
      }
    }
    return type;
  }
}
