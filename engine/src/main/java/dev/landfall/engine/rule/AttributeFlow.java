package dev.landfall.engine.rule;

import static java.util.Objects.requireNonNull;

import dev.landfall.core.value.AttributeName;

/**
 * One attribute flow of a rule.
 *
 * @param target the attribute written; {@code dn} outbound names the object itself
 * @param executeOnce evaluated only while the target object is being created
 */
public record AttributeFlow(
    AttributeName target, Transformation transformation, MergeType mergeType, boolean executeOnce) {

  public AttributeFlow {
    requireNonNull(target, "target");
    requireNonNull(transformation, "transformation");
    requireNonNull(mergeType, "mergeType");
  }

  public static AttributeFlow direct(String source, String target) {
    return new AttributeFlow(
        AttributeName.of(target),
        new Transformation.Direct(AttributeName.of(source)),
        MergeType.UPDATE,
        false);
  }

  public static AttributeFlow constant(String text, String target) {
    return new AttributeFlow(
        AttributeName.of(target), new Transformation.Constant(text), MergeType.UPDATE, false);
  }

  public static AttributeFlow computed(String expression, String target) {
    return new AttributeFlow(
        AttributeName.of(target),
        new Transformation.Computed(expression, java.util.List.of()),
        MergeType.UPDATE,
        false);
  }

  public AttributeFlow merging(MergeType type) {
    return new AttributeFlow(target, transformation, type, executeOnce);
  }

  public AttributeFlow once() {
    return new AttributeFlow(target, transformation, mergeType, true);
  }
}
