package dev.landfall.engine.run;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.Filter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks for objects in a connector space or the metaverse, page by page. What waits for import or
 * export, or is in error since its last synchronization, is found by its index; everything else is
 * a scan.
 *
 * @param objectType of objects wanted; empty for all
 * @param below only at and below this DN
 * @param limit at most so many
 */
public record ObjectSearch(
    Optional<String> objectType,
    Filter filter,
    Optional<String> below,
    Optional<ObjectState.Wanted> state,
    long limit) {
  private static final int PAGE = 500;

  /** Returns how many were found. */
  public long in(ConnectorSpace space, Consumer<CsObject> found) {
    Optional<String> subtree = below.map(DnKey::of);
    long count = 0;
    long after = 0;
    List<CsObject> page;
    while (count < limit && !(page = page(space, after)).isEmpty()) {
      for (CsObject object : page) {
        if (count < limit && matches(space, object, subtree)) {
          found.accept(object);
          count++;
        }
      }
      after = page.get(page.size() - 1).id();
    }
    return count;
  }

  /** As {@link #in}, for an object that was found by its key already; returns 0 or 1. */
  public long only(ConnectorSpace space, Optional<CsObject> candidate, Consumer<CsObject> found) {
    Optional<CsObject> match =
        candidate
            .filter(object -> placeholders() == (object.kind() == CsObject.Kind.PLACEHOLDER))
            .filter(object -> matches(space, object, below.map(DnKey::of)));
    match.ifPresent(found);
    return match.isPresent() ? 1 : 0;
  }

  private boolean placeholders() {
    return state.filter(wanted -> wanted.state() == ObjectState.PLACEHOLDER).isPresent();
  }

  private List<CsObject> page(ConnectorSpace space, long after) {
    return switch (state.map(ObjectState.Wanted::state).orElse(ObjectState.CONNECTOR)) {
      case PENDING_EXPORT -> space.pendingExports(after, PAGE);
      // An object in error is visited again by the next synchronization, as one imported is.
      case PENDING_IMPORT, SYNC_ERROR -> space.pendingImports(after, PAGE);
      case PLACEHOLDER -> space.placeholders(after, PAGE);
      case CONNECTOR, DISCONNECTOR, EXPORT_ERROR, TRANSIENT -> space.all(after, PAGE);
    };
  }

  private boolean matches(ConnectorSpace space, CsObject object, Optional<String> subtree) {
    return objectType.map(object.objectType()::equalsIgnoreCase).orElse(true)
        && state.map(wanted -> wanted.holds(object)).orElse(true)
        && subtree.map(base -> isBelow(DnKey.of(object.currentDn()), base)).orElse(true)
        && filter.holds(CsView.pending(space, object));
  }

  private static boolean isBelow(String dn, String base) {
    return dn.equals(base) || dn.endsWith("," + base);
  }

  /** Returns how many were found; subtree and state are questions to connector spaces only. */
  public long inMetaverse(Store store, Consumer<MvObject> found) {
    long count = 0;
    long after = 0;
    List<MvObject> page;
    while (count < limit && !(page = store.metaverse().all(after, PAGE)).isEmpty()) {
      for (MvObject object : page) {
        if (count < limit
            && objectType.map(object.objectType()::equalsIgnoreCase).orElse(true)
            && filter.holds(new MvView(store, object))) {
          found.accept(object);
          count++;
        }
      }
      after = page.get(page.size() - 1).id();
    }
    return count;
  }
}
