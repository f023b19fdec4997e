package dev.landfall.testkit.store;

import dev.landfall.core.store.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryDocuments implements Documents {
  private final UndoLog undo;
  private final Map<String, NavigableMap<String, Map<String, String>>> collections =
      new HashMap<>();

  InMemoryDocuments(UndoLog undo) {
    this.undo = undo;
  }

  private NavigableMap<String, Map<String, String>> collection(String name) {
    return collections.computeIfAbsent(name, fresh -> new TreeMap<>());
  }

  @Override
  public Optional<Map<String, String>> get(String collection, String key) {
    return Optional.ofNullable(collection(collection).get(key));
  }

  @Override
  public void put(String collection, String key, Map<String, String> fields) {
    undo.put(collection(collection), key, Map.copyOf(fields));
  }

  @Override
  public void remove(String collection, String key) {
    undo.remove(collection(collection), key);
  }

  @Override
  public void clear(String collection) {
    for (String key : List.copyOf(collection(collection).keySet())) {
      remove(collection, key);
    }
  }

  @Override
  public List<Entry> list(String collection, String afterKey, int limit) {
    return entries(collection(collection).tailMap(afterKey, false), limit);
  }

  @Override
  public List<Entry> last(String collection, int limit) {
    return entries(collection(collection).descendingMap(), limit);
  }

  private static List<Entry> entries(Map<String, Map<String, String>> from, int limit) {
    List<Entry> found = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> entry : from.entrySet()) {
      if (found.size() == limit) {
        break;
      }
      found.add(new Entry(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  @Override
  public long count(String collection) {
    return collection(collection).size();
  }
}
