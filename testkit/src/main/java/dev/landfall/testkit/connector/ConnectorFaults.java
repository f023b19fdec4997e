package dev.landfall.testkit.connector;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a connected system in memory was told to do wrong. */
final class ConnectorFaults {
  private final Map<Predicate<ExportRequest>, ExportError> refusals = new LinkedHashMap<>();
  private final Set<Anchor> unreadable = new HashSet<>();
  private int breakAfter = -1;
  private boolean partial;

  void refuse(Predicate<ExportRequest> which, ExportError error) {
    refusals.put(which, error);
  }

  Optional<ExportError> refusal(ExportRequest request) {
    return refusals.entrySet().stream()
        .filter(refusal -> refusal.getKey().test(request))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  void unreadable(Anchor anchor) {
    unreadable.add(anchor);
  }

  boolean isUnreadable(Anchor anchor) {
    return unreadable.contains(anchor);
  }

  void heal() {
    refusals.clear();
    unreadable.clear();
  }

  void breakAfter(int objects) {
    breakAfter = objects;
  }

  /** Asked before each object of an import. */
  boolean breaksNow() {
    return breakAfter >= 0 && breakAfter-- == 0;
  }

  void partial(boolean only) {
    partial = only;
  }

  boolean isPartial() {
    return partial;
  }
}
