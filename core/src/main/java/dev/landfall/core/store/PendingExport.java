package dev.landfall.core.store;

import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.NameMap;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change towards the connected system, in one of its three stages: unapplied (computed), escrowed
 * (being sent), unconfirmed (accepted, not yet seen by an import). References are kept apart, see
 * {@link References}.
 *
 * @param changes the new values of attributes; an empty list removes the attribute
 * @param newDn where the object is to be renamed or moved to
 */
public record PendingExport(
    Operation operation, Map<AttributeName, List<Value>> changes, Optional<String> newDn) {

  /** Nothing pending. */
  public static final PendingExport NONE =
      new PendingExport(Operation.NONE, Map.of(), Optional.empty());

  public PendingExport {
    changes = NameMap.copyOf(changes);
  }

  public boolean isNone() {
    return operation == Operation.NONE;
  }

  /** The attributes as they will be once this change is there. */
  public Attributes applyTo(Attributes image) {
    if (changes.isEmpty()) {
      return image;
    }
    Attributes.Builder changed = image.toBuilder();
    changes.forEach(changed::set);
    return changed.build();
  }

  /** This change with a later one on top. */
  public PendingExport then(PendingExport later) {
    if (later.isNone()) {
      return this;
    }
    if (isNone() || later.operation == Operation.DELETE) {
      return later;
    }
    NameMap.Builder<List<Value>> merged = NameMap.copyOf(changes).toBuilder();
    later.changes.forEach(merged::put);
    return new PendingExport(operation, merged.build(), later.newDn.or(() -> newDn));
  }

  /** What happens to the object. */
  public enum Operation {
    NONE,
    ADD,
    UPDATE,
    DELETE
  }
}
