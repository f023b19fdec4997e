package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Turns an object into the JSON that a reader sees. */
final class Rendering {
  private Rendering() {}

  /** The value of a property as Graph shows it: lists are never null. */
  static JsonNode value(Entity entity, String property) {
    if (property.equals("writebackConfiguration")) {
      return writebackConfiguration(entity);
    }
    JsonNode value = entity.properties.get(property);
    if (value != null && !value.isNull()) {
      return value;
    }
    return PropertyTypes.list(property) ? Json.array() : Json.MAPPER.nullNode();
  }

  private static JsonNode writebackConfiguration(Entity group) {
    JsonNode stored = group.get("writebackConfiguration");
    ObjectNode shown = Json.object();
    shown.set("isEnabled", stored.has("isEnabled") ? stored.get("isEnabled") : nothing());
    shown.set(
        "onPremisesGroupType",
        stored.has("onPremisesGroupType") ? stored.get("onPremisesGroupType") : nothing());
    return shown;
  }

  private static JsonNode nothing() {
    return Json.MAPPER.nullNode();
  }

  /** The object with the selected properties, or its default ones. */
  static ObjectNode object(Entity entity, Set<String> select, boolean beta) {
    ObjectNode shown = Json.object();
    if (!select.isEmpty()) {
      select.forEach(
          name -> {
            if (!name.equals("members") && !name.equals("owners") && !name.equals("manager")) {
              shown.set(name, value(entity, name));
            }
          });
      return shown;
    }
    for (String name : entity.type.defaults()) {
      JsonNode value = value(entity, name);
      // A complex value that is not there is left out, as the service does.
      if (!value.isNull() || PropertyTypes.of(name) != PropertyTypes.Kind.OBJECT) {
        shown.set(name, value);
      }
    }
    if (beta && entity.is(ObjectType.GROUP)) {
      shown.set("writebackConfiguration", value(entity, "writebackConfiguration"));
    }
    entity
        .properties
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith("extension_")) {
                shown.set(field.getKey(), field.getValue());
              }
            });
    return shown;
  }

  /** An item of a mixed collection: its type first. */
  static ObjectNode typed(Entity entity, Set<String> select, boolean beta) {
    ObjectNode shown = Json.object();
    shown.put("@odata.type", "#microsoft.graph." + entity.type.graphName());
    if (!select.isEmpty()) {
      select.stream()
          .filter(name -> entity.type.knows(name, beta))
          .forEach(name -> shown.set(name, value(entity, name)));
    } else {
      shown.setAll(object(entity, select, beta));
    }
    return shown;
  }

  /** A single entity with its context. */
  static ObjectNode single(GraphRequest request, Entity entity) {
    Set<String> select = QueryOptions.select(request, PropertyNames.of(entity.type, request));
    ObjectNode shown = Json.object();
    String projection = select.isEmpty() ? "" : "(" + String.join(",", select) + ")";
    shown.put(
        "@odata.context",
        request.root() + "/$metadata#" + entity.type.segment() + projection + "/$entity");
    shown.setAll(object(entity, select, request.beta()));
    return shown;
  }

  /** An object of any type, with its type and default properties. */
  static ObjectNode directoryObject(GraphRequest request, Entity entity) {
    ObjectNode shown = Json.object();
    shown.put("@odata.context", request.root() + "/$metadata#directoryObjects/$entity");
    shown.setAll(typed(entity, Set.of(), request.beta()));
    return shown;
  }
}
