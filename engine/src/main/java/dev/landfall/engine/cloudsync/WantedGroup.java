package dev.landfall.engine.cloudsync;

import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.MapContext;
import dev.landfall.expression.Outcome;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the mappings want a group in Active Directory to look like.
 *
 * @param commonName the name below the container
 * @param parent DN of the container
 * @param values the other attributes; one that evaluates to nothing is absent and stays untouched
 */
record WantedGroup(String commonName, String parent, Map<AttributeName, List<Value>> values) {

  /**
   * @param creating whether the object does not exist yet: defaults and create-only mappings count
   * @throws EvaluationException if an expression fails
   */
  static WantedGroup of(
      CloudGroup group, List<AttributeMapping> mappings, boolean creating, Clock clock) {
    MapContext context = context(group, clock);
    Map<AttributeName, List<Value>> values = new LinkedHashMap<>();
    String commonName = "";
    String parent = "";
    for (AttributeMapping mapping : mappings) {
      if (mapping.onlyOnCreate() && !creating) {
        continue;
      }
      Optional<String> text =
          evaluate(mapping, context).or(() -> creating ? mapping.defaultValue() : Optional.empty());
      switch (mapping.target()) {
        case GroupMappings.COMMON_NAME -> commonName = text.orElse("");
        case GroupMappings.PARENT -> parent = text.orElse("");
        default ->
            text.ifPresent(
                value -> values.put(AttributeName.of(mapping.target()), List.of(Value.of(value))));
      }
    }
    return new WantedGroup(commonName, parent, values);
  }

  private static MapContext context(CloudGroup group, Clock clock) {
    MapContext.Builder builder = MapContext.builder().clock(clock);
    group
        .properties()
        .entries()
        .forEach(
            entry ->
                builder.attribute(
                    entry.getKey().name(), ExpressionValue.of(entry.getValue().get(0).text())));
    return builder
        .attribute("objectId", ExpressionValue.of(group.id()))
        .attribute("displayName", ExpressionValue.of(group.displayName()))
        .attribute(
            "description",
            group.description().map(ExpressionValue::of).orElse(ExpressionValue.NULL))
        .build();
  }

  private static Optional<String> evaluate(AttributeMapping mapping, MapContext context) {
    if (mapping.source() instanceof AttributeMapping.Source.Constant constant) {
      return Optional.of(constant.text());
    }
    if (mapping.source() instanceof AttributeMapping.Source.Direct direct) {
      return text(context.value(direct.attribute()));
    }
    Outcome outcome =
        ((AttributeMapping.Source.Computed) mapping.source()).expression().evaluate(context);
    return outcome instanceof Outcome.Value value ? text(value.value()) : Optional.empty();
  }

  private static Optional<String> text(ExpressionValue value) {
    return value == ExpressionValue.NULL
        ? Optional.empty()
        : Optional.of(value.display()).filter(text -> !text.isEmpty());
  }
}
