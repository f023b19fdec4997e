package dev.landfall.core.schema;

import dev.landfall.core.value.AttributeName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One object type of a connected system or of the metaverse, with its attributes. */
public record ObjectClass(String name, Map<AttributeName, AttributeDefinition> attributes) {

  public ObjectClass {
    attributes = java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  public static ObjectClass of(String name, Collection<AttributeDefinition> definitions) {
    Map<AttributeName, AttributeDefinition> byName = new TreeMap<>();
    definitions.forEach(definition -> byName.put(definition.name(), definition));
    return new ObjectClass(name, byName);
  }

  public Optional<AttributeDefinition> attribute(AttributeName attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }
}
