package dev.landfall.testkit.connector;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An object of a connected system in memory, and how an import shows it. */
final class InMemoryObject {
  String dn;
  final String type;
  Attributes attributes;
  final Map<AttributeName, Set<Anchor>> references = new TreeMap<>();
  final Map<AttributeName, List<String>> named = new TreeMap<>();

  /** The number of its last write. */
  long changed;

  InMemoryObject(String dn, String type, Attributes attributes) {
    this.dn = dn;
    this.type = type;
    this.attributes = attributes;
  }

  /** Shows what is wanted of it, then ends a page. */
  void give(Anchor anchor, ImportRequest request, boolean complete, ImportSink sink) {
    Set<AttributeName> wanted = request.selection().getOrDefault(type, Set.of());
    Attributes.Builder selected = Attributes.builder();
    attributes
        .entries()
        .forEach(
            attribute -> {
              if (wanted.contains(attribute.getKey())) {
                selected.set(attribute.getKey(), attribute.getValue());
              }
            });
    sink.object(new ImportedObject(anchor, dn, type, selected.build(), Set.of(), complete));
    references.forEach(
        (attribute, targets) -> {
          if (wanted.contains(attribute)) {
            give(
                anchor,
                attribute,
                targets.stream().<ReferenceTarget>map(ReferenceTarget.ByAnchor::new).toList(),
                sink);
          }
        });
    named.forEach(
        (attribute, dns) -> {
          if (wanted.contains(attribute)) {
            give(
                anchor,
                attribute,
                dns.stream().<ReferenceTarget>map(ReferenceTarget.ByDn::new).toList(),
                sink);
          }
        });
    sink.page(null);
  }

  /** All values of a reference attribute, in portions. */
  private static void give(
      Anchor anchor, AttributeName attribute, List<ReferenceTarget> targets, ImportSink sink) {
    int from = 0;
    do {
      int to = Math.min(targets.size(), from + ImportedReferences.MOST);
      sink.references(
          new ImportedReferences(
              anchor,
              attribute,
              targets.subList(from, to),
              List.of(),
              to < targets.size()
                  ? ImportedReferences.Extent.WHOLE_PART
                  : ImportedReferences.Extent.WHOLE_LAST));
      from = to;
    } while (from < targets.size());
  }
}
