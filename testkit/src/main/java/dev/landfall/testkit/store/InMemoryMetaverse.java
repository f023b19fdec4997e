package dev.landfall.testkit.store;

import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

final class InMemoryMetaverse implements Metaverse {
  private final InMemoryStore store;
  private final UndoLog undo;
  private final AtomicLong ids;
  private final NavigableMap<Long, MvObject> objects = new TreeMap<>();
  private final NavigableMap<Long, Boolean> dirty = new TreeMap<>();
  private final AttributeIndex index = new AttributeIndex();

  InMemoryMetaverse(InMemoryStore store, UndoLog undo, AtomicLong ids) {
    this.store = store;
    this.undo = undo;
    this.ids = ids;
  }

  @Override
  public Optional<MvObject> byId(long id) {
    return Optional.ofNullable(objects.get(id));
  }

  @Override
  public long insert(MvObject object) {
    long id = ids.incrementAndGet();
    put(id, object.withId(id));
    return id;
  }

  @Override
  public void update(MvObject object) {
    if (!objects.containsKey(object.id())) {
      throw new IllegalArgumentException("No metaverse object " + object.id());
    }
    put(object.id(), object);
  }

  @Override
  public void remove(long id) {
    put(id, null);
  }

  private void put(long id, @Nullable MvObject object) {
    MvObject old = objects.get(id);
    apply(id, old, object);
    undo.push(() -> apply(id, object, old));
  }

  private void apply(long id, @Nullable MvObject from, @Nullable MvObject to) {
    if (from != null) {
      index.remove(id, from.attributes());
      objects.remove(id);
    }
    if (to != null) {
      index.add(id, to.attributes());
      objects.put(id, to);
    }
  }

  @Override
  public List<MvObject> with(String objectType, AttributeName attribute, String key, int limit) {
    return index.find(attribute, key).stream()
        .map(objects::get)
        .filter(found -> objectType.equals("*") || found.objectType().equalsIgnoreCase(objectType))
        .limit(limit)
        .toList();
  }

  @Override
  public void index(Set<AttributeName> attributes) {
    index.reset(attributes);
    objects.forEach((id, object) -> index.add(id, object.attributes()));
  }

  @Override
  public List<MvObject> all(long afterId, int limit) {
    return objects.tailMap(afterId, false).values().stream().limit(limit).toList();
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    objects.values().forEach(object -> counts.merge(object.objectType(), 1L, Long::sum));
    return counts;
  }

  @Override
  public List<Linked> links(long id) {
    List<Linked> links = new ArrayList<>();
    store
        .spaces()
        .forEach(
            (connector, space) ->
                space.linkedTo(id).ifPresent(object -> links.add(new Linked(connector, object))));
    return links;
  }

  @Override
  public void markDirty(long id) {
    undo.put(dirty, id, true);
  }

  @Override
  public List<Long> dirty(long afterId, int limit) {
    return dirty.tailMap(afterId, false).keySet().stream().limit(limit).toList();
  }

  @Override
  public void clearDirty(long id) {
    undo.remove(dirty, id);
  }
}
