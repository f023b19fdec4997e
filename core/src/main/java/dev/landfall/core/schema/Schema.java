package dev.landfall.core.schema;

import dev.landfall.core.value.AttributeName;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The object types of a connected system or of the metaverse; type names ignore case. */
public record Schema(Map<String, ObjectClass> classes) {

  public Schema {
    Map<String, ObjectClass> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(classes);
    classes = Collections.unmodifiableMap(sorted);
  }

  public static Schema of(Collection<ObjectClass> classes) {
    Map<String, ObjectClass> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    classes.forEach(objectClass -> byName.put(objectClass.name(), objectClass));
    return new Schema(byName);
  }

  public Optional<ObjectClass> objectClass(String name) {
    return Optional.ofNullable(classes.get(name));
  }

  public Optional<AttributeDefinition> attribute(String objectType, AttributeName attribute) {
    return objectClass(objectType).flatMap(found -> found.attribute(attribute));
  }
}
