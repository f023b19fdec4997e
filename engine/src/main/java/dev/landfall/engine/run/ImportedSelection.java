package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.Documents;
import dev.landfall.core.value.AttributeName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The object types and attributes that the last full import of each connector read. A rule that
 * uses another one needs a full import first: until then nobody knows what the objects have there.
 */
record ImportedSelection(Documents documents) {
  private static final String COLLECTION = "selection";

  /** Notes what a full import read to its end. */
  void put(ConnectorId connector, Map<String, Set<AttributeName>> selection) {
    documents.put(COLLECTION, connector.value(), fields(selection));
  }

  /** Attribute keys by object type, as they are stored. */
  static Map<String, String> fields(Map<String, Set<AttributeName>> selection) {
    Map<String, String> fields = new TreeMap<>();
    selection.forEach(
        (type, names) ->
            fields.put(
                type.toLowerCase(Locale.ROOT),
                String.join(" ", names.stream().map(AttributeName::key).sorted().toList())));
    return fields;
  }

  /** Whether all of it has been read; also true while there was no full import at all. */
  boolean covers(ConnectorId connector, Map<String, Set<AttributeName>> selection) {
    Optional<Read> read = of(connector);
    return read.isEmpty()
        || selection.entrySet().stream()
            .allMatch(
                type ->
                    type.getValue().stream().allMatch(name -> read.get().has(type.getKey(), name))
                        && read.get().has(type.getKey()));
  }

  /** What the last full import of a connector read; empty if none is on record. */
  Optional<Read> of(ConnectorId connector) {
    return documents
        .get(COLLECTION, connector.value())
        .map(
            fields -> {
              Map<String, Set<String>> types = new TreeMap<>();
              fields.forEach((type, names) -> types.put(type, Set.of(names.split(" ", -1))));
              return new Read(types);
            });
  }

  /** Attribute keys by object type, all in lower case. */
  record Read(Map<String, Set<String>> types) {
    boolean has(String objectType) {
      return types.containsKey(objectType.toLowerCase(Locale.ROOT));
    }

    boolean has(String objectType, AttributeName attribute) {
      return types
          .getOrDefault(objectType.toLowerCase(Locale.ROOT), Set.of())
          .contains(attribute.key());
    }
  }
}
