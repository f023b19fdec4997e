package dev.landfall.testkit.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The properties that the description gives the types of users, groups and the like. */
final class EntityProperties {
  private static final Map<String, String> TYPES =
      Map.of("groups", "group", "users", "user", "contacts", "orgContact", "devices", "device");
  // A collection, one of its objects, or its delta; deleted items by their cast.
  private static final Pattern ENTITY =
      Pattern.compile(
          "/[^/]+/(groups|users|contacts|devices)(?:/[^/$]+|\\(uniqueName=[^)]*\\)|/delta\\(\\))?"
              + "|/[^/]+/directory/deletedItems/(?:microsoft\\.)?graph\\.(group|user)");
  // Relationships that delta queries accept as properties.
  private static final Set<String> RELATIONS = Set.of("members", "owners", "manager");

  // Beta has it for users; the description was made from a national cloud's schema, which has not.
  private static final String NOT_IN_CUTOUT = "onPremisesObjectIdentifier";

  private final OpenAPI api;

  EntityProperties(OpenAPI api) {
    this.api = api;
  }

  /** Names in a {@code $select} or at the top of a body that the type of the path has not. */
  List<String> unknown(String path, String select, String body) {
    Matcher entity = ENTITY.matcher(path);
    if (!entity.matches()) {
      return List.of();
    }
    String type = entity.group(2) != null ? entity.group(2) : TYPES.get(entity.group(1));
    Set<String> known = new TreeSet<>(RELATIONS);
    collect(named("microsoft.graph." + type), known);
    List<String> unknown = new ArrayList<>();
    for (String name : select.isEmpty() ? new String[0] : select.split(",", -1)) {
      if (!known(known, name)) {
        unknown.add(name);
      }
    }
    fields(body).stream().filter(name -> !known(known, name)).forEach(unknown::add);
    return unknown;
  }

  private static boolean known(Set<String> known, String name) {
    return known.contains(name)
        || name.contains("@")
        || name.startsWith("extension_")
        || name.equals(NOT_IN_CUTOUT);
  }

  private static List<String> fields(String body) {
    if (body.isEmpty()) {
      return List.of();
    }
    List<String> fields = new ArrayList<>();
    try {
      JsonNode json = new ObjectMapper().readTree(body);
      json.fieldNames().forEachRemaining(fields::add);
    } catch (JsonProcessingException e) {
      throw new AssertionError("A body is no JSON: " + body, e);
    }
    return fields;
  }

  private Schema<?> named(String name) {
    Schema<?> found = api.getComponents().getSchemas().get(name);
    if (found == null) {
      throw new AssertionError("The description has no schema \"" + name + "\".");
    }
    return found;
  }

  private void collect(Schema<?> schema, Set<String> names) {
    if (schema.get$ref() != null) {
      String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
      collect(named(name), names);
      return;
    }
    if (schema.getProperties() != null) {
      names.addAll(schema.getProperties().keySet());
    }
    if (schema.getAllOf() != null) {
      schema.getAllOf().forEach(part -> collect(part, names));
    }
  }
}
