package dev.landfall.testkit.store;

import dev.landfall.core.store.IndexKey;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Which objects hold which value in an indexed attribute. */
final class AttributeIndex {
  private Set<AttributeName> attributes = Set.of();
  private final Map<AttributeName, Map<String, NavigableSet<Long>>> index = new HashMap<>();

  void reset(Set<AttributeName> newAttributes) {
    attributes = Set.copyOf(newAttributes);
    index.clear();
  }

  Set<AttributeName> attributes() {
    return attributes;
  }

  void add(long id, Attributes image) {
    for (AttributeName attribute : attributes) {
      for (Value value : image.get(attribute)) {
        index
            .computeIfAbsent(attribute, fresh -> new HashMap<>())
            .computeIfAbsent(IndexKey.of(value), fresh -> new TreeSet<>())
            .add(id);
      }
    }
  }

  void remove(long id, Attributes image) {
    for (AttributeName attribute : attributes) {
      for (Value value : image.get(attribute)) {
        NavigableSet<Long> ids = index.getOrDefault(attribute, Map.of()).get(IndexKey.of(value));
        if (ids != null) {
          ids.remove(id);
        }
      }
    }
  }

  NavigableSet<Long> find(AttributeName attribute, String key) {
    if (!attributes.contains(attribute)) {
      throw new IllegalArgumentException("Attribute \"" + attribute + "\" is not indexed.");
    }
    return index
        .getOrDefault(attribute, Map.of())
        .getOrDefault(key, java.util.Collections.emptyNavigableSet());
  }
}
