package dev.landfall.engine.run;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.PendingExport.Operation;
import dev.landfall.core.value.DistinguishedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Containers come into being before what they hold, and go after it. */
final class ExportOrder {
  private final ConnectorSpace space;

  /** Containers known not to wait for their own export. */
  private final Set<String> settled = new HashSet<>();

  ExportOrder(ConnectorSpace space) {
    this.space = space;
  }

  /**
   * Splits objects into batches to be sent one after another, containers to be added first, also
   * those that are not among the objects.
   */
  List<List<CsObject>> addsFirst(List<CsObject> objects) {
    Map<Long, CsObject> parents = new LinkedHashMap<>();
    for (CsObject object : objects) {
      pendingParent(object).ifPresent(parent -> parents.put(parent.id(), parent));
    }
    if (parents.isEmpty()) {
      return List.of(objects);
    }
    List<List<CsObject>> batches = new ArrayList<>(addsFirst(List.copyOf(parents.values())));
    Set<Long> before = new HashSet<>();
    batches.forEach(batch -> batch.forEach(one -> before.add(one.id())));
    batches.add(objects.stream().filter(one -> !before.contains(one.id())).toList());
    return batches;
  }

  private Optional<CsObject> pendingParent(CsObject object) {
    if (object.unapplied().operation() != Operation.ADD) {
      return Optional.empty();
    }
    String parent = DistinguishedName.parse(object.dn()).map(DistinguishedName::parent).orElse("");
    if (parent.isEmpty() || settled.contains(parent)) {
      return Optional.empty();
    }
    Optional<CsObject> pending =
        space.byDn(parent).filter(there -> there.unapplied().operation() == Operation.ADD);
    if (pending.isEmpty()) {
      settled.add(parent);
    }
    return pending;
  }

  /** Splits objects to be deleted so that none is sent together with, or after, its container. */
  static List<List<CsObject>> deepestFirst(List<CsObject> objects) {
    Set<String> names = new HashSet<>();
    objects.forEach(object -> names.add(DnKey.of(object.currentDn())));
    List<CsObject> holding = new ArrayList<>();
    Set<String> containers = new HashSet<>();
    for (CsObject object : objects) {
      DistinguishedName.parse(object.currentDn())
          .map(dn -> DnKey.of(dn.parent()))
          .filter(names::contains)
          .ifPresent(containers::add);
    }
    if (containers.isEmpty()) {
      return List.of(objects);
    }
    List<CsObject> leaves = new ArrayList<>();
    objects.forEach(
        object ->
            (containers.contains(DnKey.of(object.currentDn())) ? holding : leaves).add(object));
    List<List<CsObject>> batches = new ArrayList<>();
    batches.add(leaves);
    batches.addAll(deepestFirst(holding));
    return batches;
  }
}
