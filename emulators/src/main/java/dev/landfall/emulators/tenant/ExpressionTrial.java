package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.expression.Compilation;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.Expression;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.FunctionCatalogue;
import dev.landfall.expression.FunctionDescriptor;
import dev.landfall.expression.MapContext;
import dev.landfall.expression.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code functions()} and {@code parseExpression}: the language of Cloud Sync, really evaluated.
 */
final class ExpressionTrial {
  private ExpressionTrial() {}

  static ArrayNode functions() {
    ArrayNode all = Json.array();
    for (FunctionDescriptor function : FunctionCatalogue.of(Dialect.CLOUD_SYNC)) {
      ObjectNode shown = all.addObject();
      shown.put("id", function.name());
      ArrayNode parameters = shown.putArray("parameters");
      for (FunctionDescriptor.Parameter parameter : function.parameters()) {
        ObjectNode one = parameters.addObject();
        one.put("name", parameter.name());
        one.put("required", !parameter.optional());
        one.put("allowMultipleOccurrences", parameter.repeating());
        one.put("type", "String");
      }
    }
    return all;
  }

  static ObjectNode run(ObjectNode body) {
    String text = body.path("expression").asText("");
    Compilation compiled = Expression.compile(Dialect.CLOUD_SYNC, text);
    ObjectNode answer = Json.object();
    answer.put("parsingSucceeded", compiled.expression().isPresent());
    answer.put("evaluationSucceeded", false);
    answer.putArray("evaluationResult");
    MappingSource.of(text).ifPresent(source -> answer.set("parsedExpression", source));
    if (compiled.expression().isEmpty()) {
      error(
          answer,
          "ExpressionParsingFailed",
          compiled.problems().stream()
              .map(ExpressionProblem::message)
              .collect(Collectors.joining(" ")));
      return answer;
    }
    try {
      Outcome outcome =
          compiled
              .expression()
              .get()
              .evaluate(
                  MapContext.builder()
                      .attributes(attributes(body.path("testInputObject").path("properties")))
                      .build());
      answer.put("evaluationSucceeded", true);
      if (outcome instanceof Outcome.Value value) {
        ArrayNode result = answer.putArray("evaluationResult");
        texts(value.value()).forEach(result::add);
      }
    } catch (EvaluationException e) {
      error(answer, "ExpressionEvaluationFailed", String.valueOf(e.getMessage()));
    }
    return answer;
  }

  private static void error(ObjectNode answer, String code, String message) {
    answer.putObject("error").put("code", code).put("message", message);
  }

  private static Map<String, ExpressionValue> attributes(JsonNode properties) {
    Map<String, ExpressionValue> attributes = new LinkedHashMap<>();
    for (JsonNode property : properties) {
      value(property.path("value"))
          .ifPresent(v -> attributes.put(property.path("key").asText(), v));
    }
    return attributes;
  }

  private static java.util.Optional<ExpressionValue> value(JsonNode given) {
    if (given.isNull() || given.isMissingNode()) {
      return java.util.Optional.empty();
    }
    if (given.isArray()) {
      List<ExpressionValue> values = new ArrayList<>();
      given.forEach(each -> value(each).ifPresent(values::add));
      return java.util.Optional.of(new ExpressionValue.Multi(values));
    }
    if (given.isBoolean()) {
      return java.util.Optional.of(ExpressionValue.of(given.asBoolean()));
    }
    return java.util.Optional.of(
        given.canConvertToLong() && given.isIntegralNumber()
            ? ExpressionValue.of(given.asLong())
            : ExpressionValue.of(given.asText()));
  }

  private static List<String> texts(ExpressionValue value) {
    if (value instanceof ExpressionValue.Multi multi) {
      return multi.values().stream().flatMap(each -> texts(each).stream()).toList();
    }
    if (value instanceof ExpressionValue.Text text) {
      return List.of(text.text());
    }
    if (value instanceof ExpressionValue.Num number) {
      return List.of(Long.toString(number.number()));
    }
    if (value instanceof ExpressionValue.Bool bool) {
      return List.of(bool.value() ? "True" : "False");
    }
    return List.of(value.toString());
  }
}
