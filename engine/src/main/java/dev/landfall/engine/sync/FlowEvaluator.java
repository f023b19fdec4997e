package dev.landfall.engine.sync;

import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.EvaluationStep;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Evaluates one attribute flow on one object and converts the result to the type of its target. */
final class FlowEvaluator {
  /** Stands for all values of a multi-valued reference attribute inside an expression. */
  private static final char REFERENCE_MARK = '\u0001';

  private static final AttributeName DN = AttributeName.of("dn");

  private FlowEvaluator() {}

  /**
   * @param target the schema of the target; empty for an attribute the schema does not know and for
   *     {@code dn}, which take any single text
   * @throws SyncErrorException if the expression fails or the value does not fit
   */
  static FlowResult evaluate(
      CompiledFlow flow,
      SourceView view,
      Optional<AttributeDefinition> target,
      FlowContext context) {
    Transformation transformation = flow.flow().transformation();
    if (transformation instanceof Transformation.Constant constant) {
      return values(flow, List.of(Value.of(constant.text())), target);
    }
    if (transformation instanceof Transformation.Direct direct) {
      return direct(flow, direct.source(), view, target);
    }
    return computed(flow, view, target, context);
  }

  private static FlowResult direct(
      CompiledFlow flow,
      AttributeName source,
      SourceView view,
      Optional<AttributeDefinition> target) {
    if (view.referenceCount(source) > 0) {
      return references(flow, source, view, target);
    }
    List<Value> values =
        source.equals(DN) && !view.dn().isEmpty()
            ? List.of(Value.of(view.dn()))
            : view.values(source);
    return values.isEmpty() ? FlowResult.Nothing.INSTANCE : values(flow, values, target);
  }

  private static FlowResult references(
      CompiledFlow flow,
      AttributeName source,
      SourceView view,
      Optional<AttributeDefinition> target) {
    boolean toReference = target.map(known -> known.type() == AttributeType.REFERENCE).orElse(true);
    if (!toReference) {
      return view.referenceDn(source)
          .map(dn -> values(flow, List.of(Value.of(dn)), target))
          .orElse(FlowResult.Nothing.INSTANCE);
    }
    if (target.map(known -> !known.multiValued()).orElse(false)
        && view.referenceCount(source) > 1) {
      throw tooMany(flow);
    }
    return new FlowResult.Reference(view.reference(source));
  }

  private static FlowResult computed(
      CompiledFlow flow,
      SourceView view,
      Optional<AttributeDefinition> target,
      FlowContext context) {
    Outcome outcome;
    try {
      outcome =
          flow.expression().orElseThrow().evaluate(new ViewContext(flow.sources(), view, context));
    } catch (EvaluationException failed) {
      throw new SyncErrorException(
          failed.code(), String.valueOf(failed.getMessage()), flow.describe());
    }
    if (outcome instanceof Outcome.Value result) {
      if (result.value() instanceof ExpressionValue.Ref ref) {
        for (AttributeName source : flow.sources()) {
          if (isReferenceTo(ref.dn(), source, view)) {
            return references(flow, source, view, target);
          }
        }
      }
      List<Value> values =
          ExpressionValues.toValues(result.value())
              .orElseThrow(
                  () ->
                      new SyncErrorException(
                          ObjectErrorCode.CS_ATTRIBUTE_TYPE_MISMATCH.text(),
                          "A date cannot be stored in \""
                              + flow.target()
                              + "\"; format it with FormatDateTime.",
                          flow.describe()));
      return values(flow, values, target);
    }
    if (outcome instanceof Outcome.AuthoritativeNull) {
      return FlowResult.AuthoritativeNull.INSTANCE;
    }
    return outcome instanceof Outcome.Ignore
        ? FlowResult.Ignore.INSTANCE
        : FlowResult.Nothing.INSTANCE;
  }

  /** The steps of the expression, if there is one and its value may be shown. */
  static List<EvaluationStep> steps(CompiledFlow flow, SourceView view, FlowContext context) {
    return flow.expression()
        .filter(expression -> !expression.redacted())
        .map(expression -> expression.steps(new ViewContext(flow.sources(), view, context)))
        .orElse(List.of());
  }

  private static boolean isReferenceTo(String dn, AttributeName source, SourceView view) {
    if (!dn.isEmpty() && dn.charAt(0) == REFERENCE_MARK) {
      return dn.substring(1).equals(source.key());
    }
    return view.referenceCount(source) == 1
        && view.referenceDn(source).map(dn::equals).orElse(false);
  }

  private static FlowResult values(
      CompiledFlow flow, List<Value> values, Optional<AttributeDefinition> target) {
    List<Value> kept = values;
    if (anyEmpty(values)) {
      kept = values.stream().filter(value -> !isEmptyText(value)).toList();
    }
    if (kept.isEmpty()) {
      return FlowResult.Nothing.INSTANCE;
    }
    if (target.isEmpty()) {
      return new FlowResult.Values(kept);
    }
    if (!target.get().multiValued() && kept.size() > 1) {
      throw tooMany(flow);
    }
    if (kept.size() == 1) {
      Value value = kept.get(0);
      Value converted = ValueConversion.convert(value, target.get(), flow);
      return new FlowResult.Values(converted == value ? kept : List.of(converted));
    }
    return new FlowResult.Values(
        kept.stream().map(value -> ValueConversion.convert(value, target.get(), flow)).toList());
  }

  private static boolean anyEmpty(List<Value> values) {
    for (Value value : values) {
      if (isEmptyText(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEmptyText(Value value) {
    return value instanceof Value.Text text && text.text().isEmpty();
  }

  private static SyncErrorException tooMany(CompiledFlow flow) {
    return new SyncErrorException(
        ObjectErrorCode.FLOW_MULTI_VALUES_TO_SINGLE_VALUE.text(),
        "Several values cannot flow to the single-valued attribute \"" + flow.target() + "\".",
        flow.describe());
  }

  /** The object as the expression language sees it. */
  private record ViewContext(List<AttributeName> sources, SourceView view, FlowContext flow)
      implements EvaluationContext {
    @Override
    public ExpressionValue attribute(AttributeReference reference) {
      AttributeName attribute = sources.get(reference.index());
      if (attribute.equals(DN) && !view.dn().isEmpty()) {
        return new ExpressionValue.Text(view.dn());
      }
      List<Value> values = view.values(attribute);
      if (!values.isEmpty()) {
        return ExpressionValues.of(values);
      }
      long references = view.referenceCount(attribute);
      if (references == 0) {
        return ExpressionValue.NULL;
      }
      if (references == 1) {
        Optional<String> dn = view.referenceDn(attribute);
        if (dn.isPresent()) {
          return new ExpressionValue.Ref(dn.get());
        }
      }
      return new ExpressionValue.Ref(REFERENCE_MARK + attribute.key());
    }

    @Override
    public ExpressionValue importedValue(AttributeReference reference) {
      return ExpressionValues.of(view.importedValues(sources.get(reference.index())));
    }

    @Override
    public long valueCount(AttributeReference reference) {
      AttributeName attribute = sources.get(reference.index());
      long references = view.referenceCount(attribute);
      return references > 0 ? references : view.values(attribute).size();
    }

    @Override
    public Optional<ExpressionValue> parameter(String name) {
      return Optional.ofNullable(flow.parameters().get(name)).map(ExpressionValue.Text::new);
    }

    @Override
    public Clock clock() {
      return flow.clock();
    }

    @Override
    public RandomGenerator random() {
      return flow.random();
    }
  }
}
