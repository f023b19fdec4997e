package dev.landfall.engine.rule.xml;

import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a DSML directory schema: classes refer to attribute types by opaque id, content rules add
 * the attributes of auxiliary classes, and a missing {@code single-value} means multi-valued.
 */
final class DsmlSchema {
  private final Map<String, AttributeDefinition> attributesById = new HashMap<>();
  private final Map<String, XmlElement> classesById = new HashMap<>();
  private final Map<String, XmlElement> contentRules = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private DsmlSchema() {}

  static Schema read(XmlElement directorySchema) {
    return new DsmlSchema().schema(directorySchema);
  }

  private Schema schema(XmlElement root) {
    for (XmlElement type : root.children("attribute-type")) {
      String name = type.childText("name").strip();
      if (!name.isEmpty()) {
        attributesById.put(
            type.attribute("id").orElse(name),
            new AttributeDefinition(
                AttributeName.of(name),
                type(type.childText("syntax").strip()),
                !isTrue(type, "single-value"),
                isTrue(type, "indexable")));
      }
    }
    root.children("class").forEach(one -> classesById.put(one.attribute("id").orElse(""), one));
    root.children("dit-content-rule").forEach(rule -> contentRules.put(name(rule), rule));
    List<ObjectClass> classes = new ArrayList<>();
    for (XmlElement one : classesById.values()) {
      Map<AttributeName, AttributeDefinition> attributes = new TreeMap<>();
      collect(one, attributes, 0);
      classes.add(new ObjectClass(name(one), attributes));
    }
    return Schema.of(classes);
  }

  private void collect(XmlElement one, Map<AttributeName, AttributeDefinition> into, int depth) {
    for (XmlElement attribute : one.children("attribute")) {
      resolve(attribute).ifPresent(definition -> into.put(definition.name(), definition));
    }
    XmlElement rule = contentRules.get(name(one));
    if (rule != null) {
      rule.children("attribute")
          .forEach(
              attribute ->
                  resolve(attribute)
                      .ifPresent(definition -> into.put(definition.name(), definition)));
    }
    // A class may name itself as superior (top does); the depth limit also ends longer circles.
    if (depth < 20) {
      one.attribute("superior")
          .map(DsmlSchema::bareId)
          .map(classesById::get)
          .filter(superior -> superior != one)
          .ifPresent(superior -> collect(superior, into, depth + 1));
    }
  }

  private Optional<AttributeDefinition> resolve(XmlElement attribute) {
    return attribute.attribute("ref").map(DsmlSchema::bareId).map(attributesById::get);
  }

  private static String bareId(String reference) {
    return reference.startsWith("#") ? reference.substring(1) : reference;
  }

  private static String name(XmlElement element) {
    return element.childText("name").strip();
  }

  private static boolean isTrue(XmlElement element, String attribute) {
    return element.attribute(attribute).map("true"::equalsIgnoreCase).orElse(false);
  }

  /** Maps a syntax OID to the engine's type; everything unknown is text. */
  static AttributeType type(String oid) {
    return switch (oid) {
      case "1.3.6.1.4.1.1466.115.121.1.27", "1.2.840.113556.1.4.906" -> AttributeType.NUMBER;
      case "1.3.6.1.4.1.1466.115.121.1.7" -> AttributeType.BOOLEAN;
      case "1.3.6.1.4.1.1466.115.121.1.40",
          "1.3.6.1.4.1.1466.115.121.1.5",
          "1.2.840.113556.1.4.907" ->
          AttributeType.BINARY;
      case "1.3.6.1.4.1.1466.115.121.1.12" -> AttributeType.REFERENCE;
      default -> AttributeType.TEXT;
    };
  }
}
