package dev.landfall.connectors.graph;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.error.ObjectErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns entries of relationships into anchors. Types that Connect Sync never holds are passed over
 * in silence; of a type nobody knows, and of an entry without a type, the run says so once.
 */
final class MemberTypes {
  private static final Set<String> NEVER_HELD =
      Set.of("servicePrincipal", "application", "administrativeUnit", "directoryRole");
  private static final List<String> PREFIXES = List.of("User", "Group", "Device", "Contact");

  private final ImportSink sink;
  private final Set<String> told = new HashSet<>();

  MemberTypes(ImportSink sink) {
    this.sink = sink;
  }

  /** The anchor of an entry; several of a removed one whose type is not told, none of the rest. */
  List<Anchor> anchors(Anchor owner, DeltaItems.LinkEntry entry) {
    String type = entry.type().substring(entry.type().lastIndexOf('.') + 1);
    if (type.isEmpty() && entry.id().indexOf('_') > 0) {
      // The directory synchronization endpoint tells anchors.
      return List.of(new Anchor(entry.id()));
    }
    Optional<String> prefix = CloudAnchors.prefixOf(type);
    if (prefix.isPresent()) {
      return List.of(CloudAnchors.of(prefix.get(), entry.id()));
    }
    if (type.isEmpty() && entry.removed()) {
      // Whatever it was, it is no member any more; anchors that nobody has are ignored.
      return PREFIXES.stream().map(known -> CloudAnchors.of(known, entry.id())).toList();
    }
    if (!NEVER_HELD.contains(type) && told.add(type)) {
      sink.warning(
          owner.value(),
          ObjectErrorCode.READ_ERROR.text(),
          "Members of type \""
              + entry.type()
              + "\" are not known here and left out, e.g. \""
              + entry.id()
              + "\".");
    }
    return List.of();
  }
}
