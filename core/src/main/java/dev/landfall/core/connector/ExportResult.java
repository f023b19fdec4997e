package dev.landfall.core.connector;

import java.util.List;
import java.util.Optional;

/**
 * What became of one {@link ExportRequest}.
 *
 * @param key of the request
 * @param error empty when the change was accepted (apart from {@code rejected})
 * @param anchor the anchor of the object, known after an ADD
 * @param rejected reference values refused one by one while the rest was applied
 */
public record ExportResult(
    long key,
    Optional<ExportError> error,
    Optional<Anchor> anchor,
    List<RejectedReference> rejected) {

  public ExportResult {
    rejected = List.copyOf(rejected);
  }

  public static ExportResult accepted(long key, Optional<Anchor> anchor) {
    return new ExportResult(key, Optional.empty(), anchor, List.of());
  }

  public static ExportResult failed(long key, ExportError error) {
    return new ExportResult(key, Optional.of(error), Optional.empty(), List.of());
  }

  public boolean accepted() {
    return error.isEmpty();
  }

  /** One reference value the system refused, with the reason. */
  public record RejectedReference(ReferenceChange change, ExportError error) {}
}
