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
 * @param last the watermark of the last import, also of a full one: what a connector noted there it
 *     may read again
 * @param unfinished how far a full import came that was cut off: read on from there. Only for
 *     connectors that {@link Connector#resumesFullImports resume full imports}; one that no longer
 *     can ends with {@code FULL_IMPORT_REQUIRED}, never begins anew by itself
 */
public record ImportRequest(
    Optional<Watermark> from,
    Map<String, Set<AttributeName>> selection,
    Optional<Watermark> last,
    Optional<Watermark> unfinished) {

  public ImportRequest {
    Map<String, Set<AttributeName>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    selection.forEach((type, names) -> sorted.put(type, Set.copyOf(names)));
    selection = java.util.Collections.unmodifiableMap(sorted);
  }

  public ImportRequest(Optional<Watermark> from, Map<String, Set<AttributeName>> selection) {
    this(from, selection, from, Optional.empty());
  }

  /** Without anything unfinished. */
  public ImportRequest(
      Optional<Watermark> from,
      Map<String, Set<AttributeName>> selection,
      Optional<Watermark> last) {
    this(from, selection, last, Optional.empty());
  }

  public boolean full() {
    return from.isEmpty();
  }
}
