package dev.landfall.emulators.tenant;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The objects read last, one instance each: otherwise two changes of one write could lose each
 * other.
 */
final class ObjectsInUse {
  private static final int MOST = 20_000;

  private final Map<Long, Entity> byNumber = new HashMap<>();
  private final Map<String, Entity> byId = new HashMap<>();

  Optional<Entity> at(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  Optional<Entity> of(String id) {
    return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
  }

  Entity keep(Entity entity) {
    byNumber.put(entity.number, entity);
    byId.put(entity.id, entity);
    return entity;
  }

  /** Between two requests nobody holds an instance, so all may go. */
  void trim() {
    if (byNumber.size() > MOST) {
      forget();
    }
  }

  void forget() {
    byNumber.clear();
    byId.clear();
  }
}
