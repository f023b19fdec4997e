package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.value.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Attribute values as JSON and back; binaries are {@code {"$binary": base64}}. */
final class JsonValues {
  private JsonValues() {}

  /** The values of a property: none for null, one for a scalar, all of an array. */
  static List<Value> values(JsonNode node) {
    List<Value> values = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> values.addAll(values(item)));
    } else if (node.isBoolean()) {
      values.add(Value.of(node.asBoolean()));
    } else if (node.isIntegralNumber()) {
      values.add(Value.of(node.asLong()));
    } else if (node.has("$binary")) {
      values.add(Value.of(Base64.getDecoder().decode(node.path("$binary").asText())));
    } else if (node.isValueNode() && !node.isNull()) {
      values.add(Value.of(node.asText()));
    } else if (node.isObject()) {
      values.add(Value.of(node.toString()));
    }
    return values;
  }

  /** One value as a scalar, several as an array, none as null. */
  static JsonNode json(List<Value> values, boolean multiValued) {
    if (values.isEmpty()) {
      return GraphClient.MAPPER.nullNode();
    }
    if (values.size() == 1 && !multiValued) {
      return scalar(values.get(0));
    }
    ArrayNode array = GraphClient.MAPPER.createArrayNode();
    values.forEach(value -> array.add(scalar(value)));
    return array;
  }

  private static JsonNode scalar(Value value) {
    var nodes = GraphClient.MAPPER.getNodeFactory();
    if (value instanceof Value.Bool bool) {
      return nodes.booleanNode(bool.value());
    }
    if (value instanceof Value.Number number) {
      return nodes.numberNode(number.number());
    }
    if (value instanceof Value.Binary binary) {
      ObjectNode node = nodes.objectNode();
      return node.put("$binary", Base64.getEncoder().encodeToString(binary.bytes()));
    }
    return nodes.textNode(value.text());
  }
}
