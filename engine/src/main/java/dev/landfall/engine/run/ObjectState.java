package dev.landfall.engine.run;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The states in which connector-space objects are looked for. */
public enum ObjectState {
  PENDING_IMPORT((object, detail) -> imported(object.pendingImport(), detail)),
  /** Values, a rename, an operation or references that wait for export. */
  PENDING_EXPORT((object, detail) -> exported(object.unapplied(), detail)),
  CONNECTOR((object, detail) -> object.link().isPresent()),
  DISCONNECTOR((object, detail) -> object.link().isEmpty()),
  SYNC_ERROR((object, detail) -> object.syncError().isPresent()),
  EXPORT_ERROR((object, detail) -> object.exportError().isPresent()),
  /** Under a temporary DN. */
  TRANSIENT((object, detail) -> object.transientObject()),
  /** Known only as the target of a reference, or as a parent; no other state has it. */
  PLACEHOLDER((object, detail) -> true);

  private final BiPredicate<CsObject, String> holds;

  ObjectState(BiPredicate<CsObject, String> holds) {
    this.holds = holds;
  }

  /** A state and, of a pending change, the operation: {@code pending-export:delete}. */
  public record Wanted(ObjectState state, String operation) {
    boolean holds(CsObject object) {
      return state.holds.test(object, operation);
    }
  }

  private static final List<String> OPERATIONS = List.of("add", "update", "delete");

  /** Reads {@code pending-import:add}; empty for anything unknown. */
  public static Optional<Wanted> parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String operation = colon < 0 ? "" : text.substring(colon + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(state -> state.label().equalsIgnoreCase(name))
        .filter(
            state ->
                operation.isEmpty()
                    || ((state == PENDING_IMPORT || state == PENDING_EXPORT)
                        && OPERATIONS.contains(operation)))
        .findFirst()
        .map(state -> new Wanted(state, operation));
  }

  /** All states as they are written. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(ObjectState::label).toList();
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean imported(PendingImport pending, String operation) {
    if (operation.isEmpty()) {
      return pending != PendingImport.NONE;
    }
    return pending.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(operation);
  }

  /** Only asked of objects that have something unapplied; references alone are an update. */
  private static boolean exported(PendingExport pending, String operation) {
    String actual =
        pending.isNone() ? "update" : pending.operation().name().toLowerCase(Locale.ROOT);
    return operation.isEmpty() || actual.equals(operation);
  }
}
