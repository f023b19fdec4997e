package dev.landfall.core.connector;

import dev.landfall.core.value.AttributeName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an import reads.
 *
 * @param from the watermark of the last import; empty for a full import
 * @param selection the object types wanted, each with the attributes wanted (references included).
 *     A connector leaves out what its schema does not have, and reads whatever it needs for anchor,
 *     DN and type by itself.
 */
public record ImportRequest(Optional<Watermark> from, Map<String, Set<AttributeName>> selection) {

  public ImportRequest {
    Map<String, Set<AttributeName>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    selection.forEach((type, names) -> sorted.put(type, Set.copyOf(names)));
    selection = java.util.Collections.unmodifiableMap(sorted);
  }

  public boolean full() {
    return from.isEmpty();
  }
}
