package dev.landfall.engine.sync;

import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.expression.EvaluationStep;
import dev.landfall.expression.Expression;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A flow in its place among those that write the same attribute: which of several sources it reads,
 * what its target holds, and the parameters of its connector. Made once, used for every object.
 *
 * <p>Most expressions read attributes that most objects do not have. What such an expression gives
 * without any of them is always the same, and remembered.
 */
final class PlannedFlow {
  private static final AttributeName DN = AttributeName.of("dn");

  private final CompiledFlow flow;
  private final int source;
  private final Optional<AttributeDefinition> target;
  private final FlowContext context;
  private final boolean remembersAbsence;
  private volatile @Nullable FlowResult ofNothing;

  /**
   * @param source the number of the contributing object; 0 outbound
   * @param target empty for {@code dn} and for what the schema does not know
   */
  PlannedFlow(
      CompiledFlow flow, int source, Optional<AttributeDefinition> target, FlowContext context) {
    this.flow = flow;
    this.source = source;
    this.target = target;
    this.context = context;
    this.remembersAbsence =
        flow.flow().transformation() instanceof Transformation.Computed
            && flow.expression().map(Expression::repeatable).orElse(false)
            && !flow.sources().contains(DN);
  }

  CompiledFlow flow() {
    return flow;
  }

  int source() {
    return source;
  }

  /** Whether it writes a reference attribute. */
  boolean toReference() {
    return target.map(definition -> definition.type() == AttributeType.REFERENCE).orElse(false);
  }

  /** Whether it may yield references: its target holds some, or the schema does not know it. */
  boolean mayRefer() {
    return target.isEmpty() || toReference();
  }

  /**
   * @param creating whether the target object is being created in this pass
   * @throws SyncErrorException if the expression fails or the value does not fit
   */
  FlowResult evaluate(SourceView view, boolean creating) {
    if (flow.flow().executeOnce() && !creating) {
      return FlowResult.Ignore.INSTANCE;
    }
    if (!remembersAbsence || anything(view)) {
      return FlowEvaluator.evaluate(flow, view, target, context);
    }
    FlowResult known = ofNothing;
    if (known == null) {
      known = FlowEvaluator.evaluate(flow, view, target, context);
      ofNothing = known;
    }
    return known;
  }

  /** How its expression comes to its value, step by step; empty for a flow without one. */
  List<EvaluationStep> steps(SourceView view) {
    return FlowEvaluator.steps(flow, view, context);
  }

  /** Whether the object has a value in any attribute that the expression names. */
  private boolean anything(SourceView view) {
    for (AttributeName name : flow.sources()) {
      if (!view.values(name).isEmpty()
          || view.referenceCount(name) > 0
          || !view.importedValues(name).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
