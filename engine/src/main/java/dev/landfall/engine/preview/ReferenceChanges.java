package dev.landfall.engine.preview;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.References;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reference changes of an object that wait for export: counted, and the first of them by name, so
 * that a group of any size can be shown.
 */
public record ReferenceChanges(Map<AttributeName, Counted> byAttribute) {
  public static final ReferenceChanges NONE = new ReferenceChanges(Map.of());

  private static final int NAMED = 10;
  private static final int PAGE = 1_000;

  /** Added and removed values of one attribute, and the first of each by DN. */
  public record Counted(long added, long removed, List<String> first, List<String> firstRemoved) {
    Counted with(boolean add, String name) {
      List<String> names = new ArrayList<>(add ? first : firstRemoved);
      if (names.size() < NAMED) {
        names.add(name);
      }
      return new Counted(
          added + (add ? 1 : 0),
          removed + (add ? 0 : 1),
          add ? names : first,
          add ? firstRemoved : names);
    }
  }

  /** Reads what is pending, page by page. */
  public static ReferenceChanges of(ConnectorSpace space, long object) {
    if (!space.references().hasUnapplied(object)) {
      return NONE;
    }
    Map<AttributeName, Counted> counted = new TreeMap<>();
    long row = 0;
    List<References.Change> page;
    while (!(page = space.references().unappliedChanges(object, row, PAGE)).isEmpty()) {
      for (References.Change change : page) {
        Counted sofar =
            counted.getOrDefault(change.attribute(), new Counted(0, 0, List.of(), List.of()));
        boolean wanted = (change.add() ? sofar.first() : sofar.firstRemoved()).size() < NAMED;
        counted.put(
            change.attribute(),
            sofar.with(change.add(), wanted ? name(space, change.target()) : ""));
        row = change.row();
      }
    }
    return new ReferenceChanges(counted);
  }

  private static String name(ConnectorSpace space, long id) {
    return space.byId(id).map(CsObject::expectedDn).orElse("(unknown)");
  }

  public boolean none() {
    return byAttribute.isEmpty();
  }
}
