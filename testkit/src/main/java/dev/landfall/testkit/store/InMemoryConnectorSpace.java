package dev.landfall.testkit.store;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.References;
import dev.landfall.core.value.AttributeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

final class InMemoryConnectorSpace implements ConnectorSpace {
  private final ConnectorId connector;
  private final UndoLog undo;
  private final AtomicLong ids;
  private final InMemoryReferences references;
  private final NavigableMap<Long, CsObject> objects = new TreeMap<>();
  private final Map<Anchor, Long> byAnchor = new HashMap<>();
  private final Map<String, Long> byDn = new HashMap<>();
  private final Map<Long, Long> byMetaverse = new HashMap<>();
  private final Map<Long, Long> seen = new HashMap<>();
  private final AttributeIndex index = new AttributeIndex();

  InMemoryConnectorSpace(InMemoryStore store, ConnectorId connector, UndoLog undo, AtomicLong ids) {
    this.connector = connector;
    this.undo = undo;
    this.ids = ids;
    this.references = new InMemoryReferences(store, this, undo);
  }

  @Override
  public ConnectorId connector() {
    return connector;
  }

  @Override
  public Optional<CsObject> byId(long id) {
    return Optional.ofNullable(objects.get(id));
  }

  @Override
  public Optional<CsObject> byAnchor(Anchor anchor) {
    return Optional.ofNullable(byAnchor.get(anchor)).map(objects::get);
  }

  @Override
  public Optional<CsObject> byDn(String dn) {
    return Optional.ofNullable(byDn.get(DnKey.of(dn))).map(objects::get);
  }

  @Override
  public long idOf(Anchor anchor) {
    return byAnchor(anchor).map(CsObject::id).orElse(0L);
  }

  @Override
  public long idOfDn(String dn) {
    return byDn(dn).map(CsObject::id).orElse(0L);
  }

  @Override
  public Optional<CsObject> linkedTo(long metaverseId) {
    return Optional.ofNullable(byMetaverse.get(metaverseId)).map(objects::get);
  }

  @Override
  public long insert(CsObject object) {
    long id = ids.incrementAndGet();
    put(id, object.edit().id(id).done());
    return id;
  }

  @Override
  public void update(CsObject object) {
    if (!objects.containsKey(object.id())) {
      throw new IllegalArgumentException("No connector-space object " + object.id());
    }
    put(object.id(), object);
  }

  @Override
  public void remove(long id) {
    CsObject old = objects.get(id);
    if (old == null) {
      return;
    }
    references.removeAllOf(id);
    if (references.isTarget(id)) {
      put(
          id,
          CsObject.blank(CsObject.Kind.PLACEHOLDER, old.anchor(), old.dn(), "")
              .edit()
              .id(id)
              .done());
    } else {
      put(id, null);
    }
    undo.remove(seen, id);
  }

  private void put(long id, @Nullable CsObject object) {
    CsObject old = objects.get(id);
    if (object != null) {
      requireFree(byDn.get(DnKey.of(object.dn())), id, "DN \"" + object.dn() + "\"");
      object
          .anchor()
          .ifPresent(anchor -> requireFree(byAnchor.get(anchor), id, "anchor " + anchor));
      object
          .link()
          .ifPresent(
              link ->
                  requireFree(
                      byMetaverse.get(link.metaverseId()),
                      id,
                      "metaverse object " + link.metaverseId()));
    }
    apply(id, old, object);
    undo.push(() -> apply(id, object, old));
  }

  private static void requireFree(@Nullable Long holder, long id, String what) {
    if (holder != null && holder != id) {
      throw new IllegalStateException(what + " belongs to object " + holder + " already.");
    }
  }

  private void apply(long id, @Nullable CsObject from, @Nullable CsObject to) {
    if (from != null) {
      objects.remove(id);
      from.anchor().ifPresent(byAnchor::remove);
      byDn.remove(DnKey.of(from.dn()));
      from.link().ifPresent(link -> byMetaverse.remove(link.metaverseId()));
      index.remove(id, from.expectedImage());
    }
    if (to != null) {
      objects.put(id, to);
      to.anchor().ifPresent(anchor -> byAnchor.put(anchor, id));
      byDn.put(DnKey.of(to.dn()), id);
      to.link().ifPresent(link -> byMetaverse.put(link.metaverseId(), id));
      index.add(id, to.expectedImage());
    }
  }

  @Override
  public List<CsObject> disconnectorsWith(
      String objectType, AttributeName attribute, String key, int limit) {
    return index.find(attribute, key).stream()
        .map(objects::get)
        .filter(object -> object.kind() != CsObject.Kind.PLACEHOLDER)
        .filter(object -> object.link().isEmpty() && !object.explicitDisconnector())
        .filter(object -> !object.deleting())
        .filter(object -> object.objectType().equalsIgnoreCase(objectType))
        .limit(limit)
        .toList();
  }

  @Override
  public void index(Set<AttributeName> attributes) {
    index.reset(attributes);
    objects.forEach((id, object) -> index.add(id, object.expectedImage()));
  }

  private List<CsObject> page(long afterId, int limit, Predicate<CsObject> wanted) {
    return objects.tailMap(afterId, false).values().stream()
        .filter(object -> object.kind() != CsObject.Kind.PLACEHOLDER)
        .filter(wanted)
        .limit(limit)
        .toList();
  }

  @Override
  public List<CsObject> all(long afterId, int limit) {
    return page(afterId, limit, object -> true);
  }

  @Override
  public List<CsObject> placeholders(long afterId, int limit) {
    return objects.tailMap(afterId, false).values().stream()
        .filter(object -> object.kind() == CsObject.Kind.PLACEHOLDER)
        .limit(limit)
        .toList();
  }

  @Override
  public List<CsObject> pendingImports(long afterId, int limit) {
    return page(
        afterId, limit, object -> object.pendingImport() != PendingImport.NONE || object.retry());
  }

  @Override
  public List<CsObject> pendingExports(long afterId, int limit) {
    return page(afterId, limit, this::exportPending);
  }

  private boolean exportPending(CsObject object) {
    return !object.unapplied().isNone()
        || !object.escrowed().isNone()
        || references.hasUnappliedOrEscrowed(object.id());
  }

  @Override
  public Map<ExportCount, Long> exportCounts() {
    Map<ExportCount, Long> counts = new HashMap<>();
    for (CsObject object : page(0, Integer.MAX_VALUE, this::exportPending)) {
      PendingExport.Operation operation =
          object.unapplied().isNone()
              ? PendingExport.Operation.UPDATE
              : object.unapplied().operation();
      counts.merge(new ExportCount(operation, object.objectType()), 1L, Long::sum);
    }
    return counts;
  }

  @Override
  public long count() {
    return page(0, Integer.MAX_VALUE, object -> true).size();
  }

  @Override
  public void seen(long id, long importNumber) {
    undo.put(seen, id, importNumber);
  }

  @Override
  public List<CsObject> unseen(long importNumber, long afterId, int limit) {
    return page(
        afterId,
        limit,
        object ->
            object.kind() == CsObject.Kind.IMPORT
                && object.pendingImport() != PendingImport.DELETE
                && seen.getOrDefault(object.id(), -1L) != importNumber);
  }

  @Override
  public long transientCount() {
    return page(0, Integer.MAX_VALUE, CsObject::transientObject).size();
  }

  @Override
  public References references() {
    return references;
  }
}
