package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.References.Wanted;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the first outbound pass found out about references, for the second one, so that nothing has
 * to be evaluated again. Only so much of it: what is not here is evaluated again.
 */
final class ReferencesWanted {
  /** Some hundred megabytes. */
  private static final int MOST = 2_000_000;

  private final Map<Long, List<InSpace>> byMetaverse = new HashMap<>();
  private final Set<Long> left = new HashSet<>();
  private int size;

  /** What an object of a connector space is to hold. */
  record InSpace(ConnectorId connector, Wanted wanted) {}

  /** The metaverse object is about to be evaluated, perhaps again. */
  void begin(long metaverseId) {
    List<InSpace> before = byMetaverse.remove(metaverseId);
    size -= before == null ? 0 : before.size();
    left.remove(metaverseId);
  }

  void add(
      long metaverseId,
      ConnectorId connector,
      long object,
      Map<AttributeName, Optional<ReferenceSource>> references) {
    if (size + references.size() > MOST) {
      leave(metaverseId);
      return;
    }
    List<InSpace> all = byMetaverse.computeIfAbsent(metaverseId, fresh -> new ArrayList<>(1));
    references.forEach(
        (attribute, source) ->
            all.add(new InSpace(connector, new Wanted(object, attribute, source))));
    size += references.size();
  }

  /** The second pass has to look at the metaverse object itself. */
  void leave(long metaverseId) {
    begin(metaverseId);
    left.add(metaverseId);
  }

  /** Empty if the metaverse object has to be evaluated. */
  Optional<List<InSpace>> of(long metaverseId) {
    return left.contains(metaverseId)
        ? Optional.empty()
        : Optional.ofNullable(byMetaverse.get(metaverseId));
  }

  void clear() {
    byMetaverse.clear();
    left.clear();
    size = 0;
  }
}
