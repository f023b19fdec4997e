package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a synchronization schema must be before it is stored, and the operators of its filters. */
final class SchemaCheck {
  private static final List<String> TEXT_OR_NUMBER = List.of("String", "Integer");
  private static final List<String> ANY = List.of("String", "Integer", "Binary", "Boolean");

  private record Operator(String name, boolean unary, List<String> types) {}

  private static final List<Operator> OPERATORS =
      List.of(
          new Operator("EQUALS", false, TEXT_OR_NUMBER),
          new Operator("NOT EQUALS", false, TEXT_OR_NUMBER),
          new Operator("GREATER_THAN", false, List.of("Integer")),
          new Operator("GREATER_THAN_OR_EQUALS", false, List.of("Integer")),
          new Operator("IS TRUE", true, List.of("Boolean")),
          new Operator("IS FALSE", true, List.of("Boolean")),
          new Operator("IS NULL", true, ANY),
          new Operator("IS NOT NULL", true, ANY),
          new Operator("REGEX MATCH", false, TEXT_OR_NUMBER),
          new Operator("NOT REGEX MATCH", false, TEXT_OR_NUMBER),
          new Operator("INCLUDES", false, List.of("String")),
          new Operator("ENDS_WITH", false, List.of("String")),
          new Operator("&", false, List.of("String")),
          new Operator("!&", false, List.of("String")));

  private SchemaCheck() {}

  /** {@code filterOperators()}. */
  static ArrayNode operators() {
    ArrayNode all = Json.array();
    for (Operator operator : OPERATORS) {
      ObjectNode shown = all.addObject();
      shown.put("id", operator.name);
      shown.put("arity", operator.unary ? "Unary" : "Binary");
      shown.put("multivaluedComparisonType", "Any");
      shown.set("supportedAttributeTypes", Json.strings(operator.types));
    }
    return all;
  }

  /**
   * Checks a schema.
   *
   * @throws GraphException 400 with the first thing that is wrong
   */
  static void check(ObjectNode schema, ObjectNode before) {
    Set<String> directories = new HashSet<>();
    for (JsonNode directory : schema.path("directories")) {
      directories.add(directory.path("name").asText());
      for (JsonNode object : directory.path("objects")) {
        anchor(object);
      }
    }
    if (schema.path("synchronizationRules").isEmpty()) {
      throw refused("A schema needs at least one synchronization rule.");
    }
    for (JsonNode rule : schema.path("synchronizationRules")) {
      for (String end : new String[] {"sourceDirectoryName", "targetDirectoryName"}) {
        if (!directories.contains(rule.path(end).asText())) {
          throw refused(
              "The rule '"
                  + rule.path("name").asText()
                  + "' names the directory '"
                  + rule.path(end).asText()
                  + "', which the schema has not.");
        }
      }
      if (!rule.path("editable").asBoolean(true) && !contains(before, rule)) {
        throw refused("The rule '" + rule.path("name").asText() + "' is not editable.");
      }
      rule.path("objectMappings").forEach(SchemaCheck::mapping);
    }
  }

  private static boolean contains(ObjectNode schema, JsonNode rule) {
    for (JsonNode present : schema.path("synchronizationRules")) {
      if (present.equals(rule)) {
        return true;
      }
    }
    return false;
  }

  private static void anchor(JsonNode object) {
    int anchors = 0;
    for (JsonNode attribute : object.path("attributes")) {
      anchors += attribute.path("anchor").asBoolean() ? 1 : 0;
    }
    if (anchors != 1) {
      throw refused(
          "The object '" + object.path("name").asText() + "' must have exactly one anchor.");
    }
  }

  private static void mapping(JsonNode mapping) {
    for (JsonNode attribute : mapping.path("attributeMappings")) {
      JsonNode source = attribute.path("source");
      String expression = source.path("expression").asText("");
      if (!expression.isEmpty() && MappingSource.of(expression).isEmpty()) {
        throw refused(
            "The expression of '"
                + attribute.path("targetAttributeName").asText()
                + "' cannot be read: "
                + expression);
      }
    }
    JsonNode scope = mapping.path("scope");
    Stream.of("groups", "inputFilterGroups", "categoryFilterGroups")
        .forEach(
            name -> {
              for (JsonNode group : scope.path(name)) {
                group.path("clauses").forEach(SchemaCheck::clause);
              }
            });
  }

  private static void clause(JsonNode clause) {
    String name = clause.path("operatorName").asText();
    if (OPERATORS.stream().noneMatch(operator -> operator.name.equals(name))) {
      throw refused("The operator '" + name + "' is not supported.");
    }
  }

  private static GraphException refused(String message) {
    return new GraphException(400, "SchemaInvalid", message);
  }
}
