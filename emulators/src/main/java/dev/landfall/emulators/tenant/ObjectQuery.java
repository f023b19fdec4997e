package dev.landfall.emulators.tenant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A collection of directory objects as a query: read in pages by number, counted, never whole.
 *
 * @param with a common table expression, or empty
 * @param from tables; the objects are {@code o}
 * @param where conditions
 * @param order the column that numbers the objects
 * @param arguments of {@code with} and {@code where}, in order
 */
record ObjectQuery(String with, String from, String where, String order, List<Object> arguments) {

  static ObjectQuery ofType(ObjectType type, Entity.Life life) {
    return new ObjectQuery(
        "",
        "object o",
        "o.type=? AND o.life=?",
        "o.number",
        List.of(type.ordinal(), life.ordinal()));
  }

  /** What an object links to. */
  static ObjectQuery targets(LinkKind kind, Entity source) {
    return new ObjectQuery(
        "",
        "link l JOIN object o ON o.number=l.target",
        "l.kind=? AND l.source=? AND l.state=0",
        "l.target",
        List.of(kind.ordinal(), source.number));
  }

  /** The live objects that link to this one. */
  static ObjectQuery sources(LinkKind kind, Entity target) {
    return new ObjectQuery(
        "",
        "link l JOIN object o ON o.number=l.source",
        "l.kind=? AND l.target=? AND l.state=0 AND o.life=0",
        "l.source",
        List.of(kind.ordinal(), target.number));
  }

  /** Everything below a group, each object once, nested groups included. */
  static ObjectQuery below(Entity group) {
    return closure("target", "source", group);
  }

  /** All groups above an object. */
  static ObjectQuery above(Entity entity) {
    return closure("source", "target", entity);
  }

  // UNION, not UNION ALL: groups may be nested in a circle.
  private static ObjectQuery closure(String to, String from, Entity start) {
    return new ObjectQuery(
        "WITH RECURSIVE reached(n) AS (SELECT "
            + to
            + " FROM link WHERE kind=0 AND "
            + from
            + "=? AND state=0 UNION SELECT l."
            + to
            + " FROM reached JOIN link l ON l.kind=0 AND l."
            + from
            + "=reached.n AND l.state=0 JOIN object p ON p.number=l.source AND p.life=0) ",
        "reached JOIN object o ON o.number=reached.n",
        "o.life=0",
        "reached.n",
        List.of(start.number));
  }

  ObjectQuery only(Optional<ObjectType> type) {
    if (type.isEmpty()) {
      return this;
    }
    List<Object> more = new ArrayList<>(arguments);
    more.add(type.get().ordinal());
    return new ObjectQuery(with, from, where + " AND o.type=?", order, more);
  }

  String page() {
    return with
        + "SELECT "
        + ObjectTable.COLUMNS
        + " FROM "
        + from
        + " WHERE "
        + where
        + " AND "
        + order
        + ">? ORDER BY "
        + order
        + " LIMIT ?";
  }

  String count() {
    return with + "SELECT count(*) FROM " + from + " WHERE " + where;
  }

  Object[] bind(Object... more) {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }
}
