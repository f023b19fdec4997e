package dev.landfall.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.expression.Compilation;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.Expression;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.MapContext;
import dev.landfall.expression.Outcome;
import dev.landfall.expression.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates lines of {@code expression eval --batch}: one JSON object in, one out. */
final class ExpressionBatch {
  /** Cached sources are forgotten beyond so many characters. */
  private static final int CACHE = 10_000_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Dialect dialect;
  private final Map<String, Compilation> compiled = new LinkedHashMap<>();
  private int cached;

  ExpressionBatch(Dialect dialect) {
    this.dialect = dialect;
  }

  /** A value that is not in any of the forms the contract knows. */
  private static final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadValue(String message) {
      super(message);
    }
  }

  ObjectNode line(String text, int number) {
    ObjectNode result = NODES.objectNode();
    JsonNode request;
    try {
      request = MAPPER.readTree(text);
    } catch (JsonProcessingException notJson) {
      result.putNull("id");
      return error(result, "invalid-line", "Line " + number + " is not JSON.", -1);
    }
    if (!request.isObject()) {
      result.putNull("id");
      return error(result, "invalid-line", "Line " + number + " is no JSON object.", -1);
    }
    result.set("id", request.has("id") ? request.get("id") : NODES.nullNode());
    if (!request.path("expression").isTextual()) {
      return error(result, "invalid-line", "Line " + number + " has no text \"expression\".", -1);
    }
    try {
      return evaluate(request, result);
    } catch (BadValue bad) {
      return error(
          result, "invalid-line", "Line " + number + ": " + String.valueOf(bad.getMessage()), -1);
    } catch (EvaluationException failed) {
      return error(result, failed.code(), String.valueOf(failed.getMessage()), failed.position());
    }
  }

  private ObjectNode evaluate(JsonNode request, ObjectNode result) {
    Compilation compilation = compiled(request.get("expression").asText());
    Optional<Expression> expression = compilation.expression();
    if (expression.isEmpty()) {
      ExpressionProblem first =
          compilation.problems().stream()
              .filter(problem -> problem.severity() == Severity.ERROR)
              .findFirst()
              .orElse(compilation.problems().get(0));
      return error(result, first.code(), first.message(), first.position());
    }
    MapContext.Builder context = MapContext.builder().attributes(values(request, "attributes"));
    if (request.has("imported")) {
      context.imported(values(request, "imported"));
    }
    values(request, "parameters").forEach(context::parameter);
    Outcome outcome = expression.get().evaluate(context.build());
    if (outcome instanceof Outcome.Value value) {
      result.put("outcome", "value");
      result.set("value", json(value.value()));
    } else if (outcome instanceof Outcome.AuthoritativeNull) {
      result.put("outcome", "authoritative-null");
    } else {
      result.put("outcome", outcome instanceof Outcome.Ignore ? "ignore" : "null");
    }
    return result;
  }

  private Compilation compiled(String source) {
    Compilation known = compiled.get(source);
    if (known == null) {
      known = Expression.compile(dialect, source);
      cached += source.length();
      if (cached > CACHE) {
        compiled.clear();
        cached = source.length();
      }
      compiled.put(source, known);
    }
    return known;
  }

  private static ObjectNode error(ObjectNode result, String code, String message, int position) {
    result.put("outcome", "error");
    ObjectNode error = result.putObject("error");
    error.put("code", code);
    error.put("message", message);
    if (position >= 0) {
      error.put("position", position);
    }
    return result;
  }

  private static Map<String, ExpressionValue> values(JsonNode request, String field) {
    Map<String, ExpressionValue> values = new LinkedHashMap<>();
    JsonNode object = request.path(field);
    if (object.isMissingNode() || object.isNull()) {
      return values;
    }
    if (!object.isObject()) {
      throw new BadValue("\"" + field + "\" is no object.");
    }
    object
        .properties()
        .forEach(
            entry -> {
              ExpressionValue value = value(entry.getValue(), entry.getKey());
              if (value != ExpressionValue.NULL) {
                values.put(entry.getKey(), value);
              }
            });
    return values;
  }

  private static ExpressionValue value(JsonNode node, String name) {
    if (node.isNull()) {
      return ExpressionValue.NULL;
    }
    if (node.isTextual()) {
      return new ExpressionValue.Text(node.asText());
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new ExpressionValue.Num(node.asLong());
    }
    if (node.isBoolean()) {
      return ExpressionValue.of(node.asBoolean());
    }
    if (node.isArray()) {
      List<ExpressionValue> values = new ArrayList<>();
      for (JsonNode item : node) {
        ExpressionValue value = value(item, name);
        if (value != ExpressionValue.NULL) {
          values.add(value);
        }
      }
      return values.isEmpty() ? ExpressionValue.NULL : new ExpressionValue.Multi(values);
    }
    return special(node, name);
  }

  private static ExpressionValue special(JsonNode node, String name) {
    try {
      if (node.path("$binary").isTextual()) {
        return new ExpressionValue.Bin(Base64.getDecoder().decode(node.get("$binary").asText()));
      }
      if (node.path("$reference").isTextual()) {
        return new ExpressionValue.Ref(node.get("$reference").asText());
      }
      if (node.path("$dateTime").isTextual()) {
        return new ExpressionValue.DateTime(Instant.parse(node.get("$dateTime").asText()));
      }
    } catch (IllegalArgumentException | DateTimeException bad) {
      throw new BadValue("The value of \"" + name + "\" is malformed: " + node);
    }
    throw new BadValue("The value of \"" + name + "\" has no known form: " + node);
  }

  private static JsonNode json(ExpressionValue value) {
    if (value instanceof ExpressionValue.Text text) {
      return NODES.textNode(text.text());
    }
    if (value instanceof ExpressionValue.Num number) {
      return NODES.numberNode(number.number());
    }
    if (value instanceof ExpressionValue.Bool bool) {
      return NODES.booleanNode(bool.value());
    }
    if (value instanceof ExpressionValue.Bin bin) {
      return NODES.objectNode().put("$binary", Base64.getEncoder().encodeToString(bin.bytes()));
    }
    if (value instanceof ExpressionValue.Ref ref) {
      return NODES.objectNode().put("$reference", ref.dn());
    }
    if (value instanceof ExpressionValue.DateTime date) {
      return NODES.objectNode().put("$dateTime", date.instant().toString());
    }
    if (value instanceof ExpressionValue.Multi multi) {
      ArrayNode array = NODES.arrayNode();
      multi.values().forEach(one -> array.add(json(one)));
      return array;
    }
    return NODES.nullNode();
  }
}
