package dev.landfall.store.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read or written last, by id, as it is in the current transaction. */
final class RecentObjects<T> {
  private static final int SIZE = 8_192;

  private final Map<Long, T> objects =
      new LinkedHashMap<>(SIZE, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, T> eldest) {
          return size() > SIZE;
        }
      };

  @Nullable T get(long id) {
    return objects.get(id);
  }

  T put(long id, T object) {
    objects.put(id, object);
    return object;
  }

  void remove(long id) {
    objects.remove(id);
  }

  void clear() {
    objects.clear();
  }
}
