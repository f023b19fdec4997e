package dev.landfall.app.wiring;

import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.standard.StandardMetaverse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metaverse schema of a home: the standard one until a configuration was imported. */
public final class MetaverseStore {
  private static final String COLLECTION = "metaverse-attribute";

  private final Store store;

  public MetaverseStore(Store store) {
    this.store = store;
  }

  public Schema schema() {
    List<Documents.Entry> entries = store.documents().list(COLLECTION);
    if (entries.isEmpty()) {
      return StandardMetaverse.schema();
    }
    Map<String, List<AttributeDefinition>> classes = new TreeMap<>();
    for (Documents.Entry entry : entries) {
      int slash = entry.key().indexOf('/');
      classes
          .computeIfAbsent(entry.key().substring(0, slash), fresh -> new ArrayList<>())
          .add(read(entry.key().substring(slash + 1), entry.fields()));
    }
    List<ObjectClass> all = new ArrayList<>();
    classes.forEach((name, attributes) -> all.add(ObjectClass.of(name, attributes)));
    return StandardMetaverse.withWriteback(Schema.of(all));
  }

  private static AttributeDefinition read(String name, Map<String, String> fields) {
    return new AttributeDefinition(
        AttributeName.of(name),
        AttributeType.valueOf(fields.getOrDefault("type", "TEXT")),
        Boolean.parseBoolean(fields.getOrDefault("multi", "false")),
        Boolean.parseBoolean(fields.getOrDefault("indexed", "false")));
  }

  public void replace(Schema schema) {
    store.documents().clear(COLLECTION);
    for (ObjectClass each : schema.classes().values()) {
      for (AttributeDefinition attribute : each.attributes().values()) {
        store
            .documents()
            .put(
                COLLECTION,
                each.name() + "/" + attribute.name().name(),
                Map.of(
                    "type", attribute.type().name(),
                    "multi", Boolean.toString(attribute.multiValued()),
                    "indexed", Boolean.toString(attribute.indexed())));
      }
    }
  }
}
