package dev.landfall.store.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read or written last, by its key, as it is in the current transaction. */
final class RecentObjects<K, T> {
  /** Objects with their attributes: some dozen megabytes. */
  static final int BODIES = 8_192;

  private final Map<K, T> objects;

  /**
   * @param size what was not asked for longest goes when there are more
   */
  RecentObjects(int size) {
    objects =
        new LinkedHashMap<>(1_024, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, T> eldest) {
            return size() > size;
          }
        };
  }

  @Nullable T get(K key) {
    return objects.get(key);
  }

  T put(K key, T object) {
    objects.put(key, object);
    return object;
  }

  void remove(K key) {
    objects.remove(key);
  }

  void clear() {
    objects.clear();
  }
}
