package dev.landfall.engine.run;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.ConnectorSpace.ExportCount;
import dev.landfall.core.store.PendingExport.Operation;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The deletes an export would carry out, by object type: what the deletion threshold is held
 * against.
 */
public record PendingDeletes(Map<String, Long> byObjectType) {
  public PendingDeletes {
    byObjectType = Collections.unmodifiableMap(new TreeMap<>(byObjectType));
  }

  public static PendingDeletes of(ConnectorSpace space) {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<ExportCount, Long> count : space.exportCounts().entrySet()) {
      if (count.getKey().operation() == Operation.DELETE) {
        counts.merge(count.getKey().objectType(), count.getValue(), Long::sum);
      }
    }
    return new PendingDeletes(counts);
  }

  public long total() {
    return byObjectType.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * @param threshold empty when the guard is off
   */
  public boolean exceed(OptionalLong threshold) {
    return threshold.isPresent() && total() > threshold.getAsLong();
  }

  /** For people: {@code 501 deletes are pending (101 group, 400 user)}. */
  public String describe() {
    String types =
        byObjectType.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return total() + " deletes are pending" + (types.isEmpty() ? "" : " (" + types + ")");
  }
}
