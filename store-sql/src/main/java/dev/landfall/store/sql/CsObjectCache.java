package dev.landfall.store.sql;

import dev.landfall.core.store.CsObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects used last, as they are in the current transaction. */
final class CsObjectCache {
  private static final int SIZE = 8_192;

  private final Map<Long, CsObject> objects =
      new LinkedHashMap<>(SIZE, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, CsObject> eldest) {
          return size() > SIZE;
        }
      };

  @Nullable CsObject get(long id) {
    return objects.get(id);
  }

  CsObject put(CsObject object) {
    objects.put(object.id(), object);
    return object;
  }

  void remove(long id) {
    objects.remove(id);
  }

  void clear() {
    objects.clear();
  }
}
