package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything the tenant knows, in its database; in memory are only the objects used last. Each
 * write is one transaction with one sequence number. Objects and links carry the sequence number of
 * their last change, and removed ones stay as tombstones: so "what changed since n" is a query, and
 * a delta reader may come back at any time.
 *
 * <p>Thread rule: all access inside {@link #read} or {@link #write}.
 */
final class TenantState implements AutoCloseable {
  private static final int MOST_KEPT = 20_000;
  private static final int FEW = 2_000;
  private static final String BY_ID =
      "SELECT " + ObjectTable.COLUMNS + " FROM object o WHERE o.id=?";
  private static final String BY_NUMBER =
      "SELECT " + ObjectTable.COLUMNS + " FROM object o WHERE o.number=?";
  private static final String BY_KEY =
      "SELECT "
          + ObjectTable.COLUMNS
          + " FROM key k JOIN object o ON o.number=k.number WHERE k.value=? ORDER BY k.number";

  private final Clock clock;
  private final TenantDatabase database;
  private final ObjectTable objects;
  private final LinkTable links;

  // One instance for each object in use; otherwise two changes of one write could lose each other.
  private final Map<Long, Entity> kept = new HashMap<>();
  private final Map<String, Entity> keptById = new HashMap<>();
  private final Map<String, ObjectNode> documents = new HashMap<>();
  private final Set<Entity> dirtyObjects = new LinkedHashSet<>();
  private final Set<String> dirtyDocuments = new LinkedHashSet<>();
  private long sequence;
  private long lastNumber;
  private boolean writing;
  private boolean changed;
  private boolean closed;

  TenantState(Clock clock, TenantDatabase database) {
    this.clock = clock;
    this.database = database;
    this.objects = new ObjectTable(database);
    this.links = new LinkTable(database);
    this.lastNumber = database.number("SELECT max(number) FROM object");
    this.sequence = document("log").path("sequence").asLong();
  }

  synchronized <T> T read(Supplier<T> work) {
    return finish(work.get());
  }

  /** Runs one commit: all of it or, when the work throws, nothing. */
  synchronized <T> T write(Supplier<T> work) {
    if (writing || closed) {
      return work.get();
    }
    long before = sequence;
    long numberBefore = lastNumber;
    database.execute("BEGIN IMMEDIATE");
    writing = true;
    changed = false;
    sequence++;
    boolean done = false;
    try {
      T result = work.get();
      flush();
      database.execute("COMMIT");
      done = true;
      if (!changed) {
        sequence = before;
      }
      return finish(result);
    } finally {
      writing = false;
      if (!done) {
        database.execute("ROLLBACK");
        sequence = before;
        lastNumber = numberBefore;
        dirtyObjects.clear();
        dirtyDocuments.clear();
        documents.clear();
        kept.clear();
        keptById.clear();
      }
    }
  }

  private <T> T finish(T result) {
    if (kept.size() > MOST_KEPT && !writing) {
      kept.clear();
      keptById.clear();
    }
    return result;
  }

  private void flush() {
    flushObjects();
    changed |= !dirtyDocuments.isEmpty();
    if (changed) {
      document("log").put("sequence", sequence);
      dirtyDocuments.add("log");
    }
    for (String name : dirtyDocuments) {
      database.update(
          "INSERT OR REPLACE INTO document VALUES(?,?)", name, document(name).toString());
    }
    dirtyDocuments.clear();
  }

  private void flushObjects() {
    changed |= !dirtyObjects.isEmpty();
    dirtyObjects.forEach(objects::put);
    dirtyObjects.clear();
  }

  long sequence() {
    return sequence;
  }

  Instant now() {
    return clock.instant();
  }

  /** The present time as Graph writes it: seconds, UTC. */
  String timestamp() {
    return now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  // Objects

  Entity create(ObjectType type, String id, ObjectNode properties) {
    Entity entity = new Entity(++lastNumber, id, type, properties);
    entity.appeared = sequence;
    entity.createdAt = sequence;
    properties.put("id", id);
    if (!properties.has("createdDateTime") && type.dated()) {
      properties.put("createdDateTime", timestamp());
    }
    keep(entity);
    objects.keys(entity);
    touch(entity);
    return entity;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  private Entity keep(Entity entity) {
    kept.put(entity.number, entity);
    keptById.put(entity.id, entity);
    return entity;
  }

  /** The instance in use for a row, or a new one. */
  private Entity entity(ResultSet row) throws SQLException {
    Entity present = kept.get(row.getLong(1));
    return present == null ? keep(ObjectTable.read(row)) : present;
  }

  // A long scan passes by the objects in use, so that it does not fill the memory; within a write
  // it cannot, because what it finds may be changed.
  private Entity passing(ResultSet row) throws SQLException {
    if (writing) {
      return entity(row);
    }
    Entity present = kept.get(row.getLong(1));
    return present == null ? ObjectTable.read(row) : present;
  }

  /** Sets a property; no value at all for {@code null} that was never set. */
  void set(Entity entity, String property, @Nullable JsonNode value) {
    JsonNode before = entity.properties.get(property);
    JsonNode after = value == null ? Json.MAPPER.nullNode() : value;
    if (Objects.equals(before, after) || (before == null && after.isNull())) {
      return;
    }
    entity.properties.set(property, after);
    entity.changed.put(property, sequence);
    touch(entity);
    if (UniqueValues.PROPERTIES.contains(property)) {
      objects.keys(entity);
    }
  }

  void set(Entity entity, String property, String value) {
    set(entity, property, Json.MAPPER.getNodeFactory().textNode(value));
  }

  void touch(Entity entity) {
    entity.sequence = sequence;
    dirtyObjects.add(entity);
  }

  Optional<Entity> any(String id) {
    String lower = id.toLowerCase(Locale.ROOT);
    Entity present = keptById.get(lower);
    return present != null ? Optional.of(present) : database.first(BY_ID, this::entity, lower);
  }

  Optional<Entity> live(String id) {
    return any(id).filter(Entity::live);
  }

  Entity at(long number) {
    Entity present = kept.get(number);
    return present != null
        ? present
        : database.first(BY_NUMBER, this::entity, number).orElseThrow();
  }

  /** The next objects of a collection, by number. */
  List<Entity> page(ObjectQuery query, long after, int limit) {
    flushObjects();
    return database.list(query.page(), this::passing, query.bind(after, limit));
  }

  /** All objects of a collection, read in portions as they are asked for. */
  Iterable<Entity> all(ObjectQuery query) {
    return () -> new Portions(after -> page(query, after, Portions.SIZE));
  }

  long count(ObjectQuery query) {
    flushObjects();
    return database.number(query.count(), query.bind());
  }

  /** The next objects of one type in order of their names, after a name and number. */
  List<Entity> byName(
      ObjectType type, boolean descending, String afterName, long afterNumber, int limit) {
    flushObjects();
    String order = descending ? " DESC" : "";
    return database.list(
        "SELECT "
            + ObjectTable.COLUMNS
            + " FROM object o WHERE o.type=? AND o.life=0 AND (o.name, o.number)"
            + (descending ? "<" : ">")
            + "(?,?) ORDER BY o.name"
            + order
            + ", o.number"
            + order
            + " LIMIT ?",
        this::passing,
        type.ordinal(),
        afterName,
        afterNumber,
        limit);
  }

  /** The objects of a type with a display name, without regard to letter case. */
  List<Entity> named(ObjectType type, String name) {
    flushObjects();
    return database.list(
        "SELECT "
            + ObjectTable.COLUMNS
            + " FROM object o WHERE o.type=? AND o.life=0 AND o.name=? ORDER BY o.number",
        this::passing,
        type.ordinal(),
        ObjectTable.sortName(name));
  }

  /**
   * The objects a delta query has to look at, by number: the live ones in an initial round, later
   * those that changed, tombstones included.
   */
  Iterable<Entity> changes(Optional<ObjectType> type, long from, long start) {
    String some = type.map(t -> " AND o.type=" + t.ordinal()).orElse("");
    String plan;
    if (from == 0) {
      plan = type.isEmpty() ? "NOT INDEXED WHERE o.life=0 AND ?=0" : "WHERE o.life=0 AND ?=0";
    } else {
      // Few changes are sorted for each page; of many, most are shown, so they are read in order.
      long few =
          database.number(
              "SELECT count(*) FROM (SELECT 1 FROM object WHERE sequence>? AND sequence>1 LIMIT ?)",
              from,
              FEW);
      plan =
          few < FEW
              ? "INDEXED BY object_change WHERE o.sequence>? AND o.sequence>1"
              : "NOT INDEXED WHERE o.sequence>?";
    }
    String sql =
        "SELECT "
            + ObjectTable.COLUMNS
            + " FROM object o "
            + plan
            + some
            + " AND o.number>? ORDER BY o.number LIMIT ?";
    return () ->
        new Portions(start, after -> database.list(sql, this::passing, from, after, Portions.SIZE));
  }

  /** The synchronized objects that changed, by number. */
  Iterable<Entity> syncedChanges(long from, long start) {
    return () ->
        new Portions(
            start,
            after ->
                database.list(
                    "SELECT "
                        + ObjectTable.COLUMNS
                        + " FROM object o WHERE o.shadow IS NOT NULL AND o.number>? AND"
                        + " o.sequence>? ORDER BY o.number LIMIT ?",
                    this::passing,
                    after,
                    from,
                    Portions.SIZE));
  }

  /** Marks as deleted but restorable: links to it are hidden, its own stay. */
  void softDelete(Entity entity) {
    entity.life = Entity.Life.DELETED;
    entity.properties.put("deletedDateTime", timestamp());
    touch(entity);
    objects.keys(entity);
    turnIncoming(entity, LinkTable.State.PRESENT, LinkTable.State.HIDDEN);
  }

  void restore(Entity entity) {
    entity.life = Entity.Life.LIVE;
    entity.properties.putNull("deletedDateTime");
    entity.appeared = sequence;
    touch(entity);
    objects.keys(entity);
    turnIncoming(entity, LinkTable.State.HIDDEN, LinkTable.State.PRESENT);
  }

  void purge(Entity entity) {
    turnIncoming(entity, LinkTable.State.PRESENT, LinkTable.State.REMOVED);
    turnIncoming(entity, LinkTable.State.HIDDEN, LinkTable.State.REMOVED);
    entity.life = Entity.Life.PURGED;
    entity.properties.put("deletedDateTime", timestamp());
    touch(entity);
    objects.keys(entity);
  }

  private void turnIncoming(Entity target, LinkTable.State from, LinkTable.State to) {
    for (LinkKind kind : LinkKind.values()) {
      for (long source : links.turn(kind, target.number, from, to, sequence)) {
        linkChanged(kind, at(source));
      }
    }
  }

  /** The live or restorable object that holds a unique value, see {@link UniqueValues}. */
  Optional<Entity> holder(String key) {
    return database.first(BY_KEY, this::entity, key);
  }

  /** Every object with a value, see {@link UniqueValues}. */
  List<Entity> holders(String key) {
    return database.list(BY_KEY, this::entity, key);
  }

  // Links

  boolean linked(LinkKind kind, Entity source, Entity target) {
    return links.linked(kind, source.number, target.number);
  }

  /** Adds a link; false when it is there already. */
  boolean link(LinkKind kind, Entity source, Entity target) {
    boolean added = links.add(kind, source.number, target.number, sequence);
    if (added) {
      linkChanged(kind, source);
    }
    return added;
  }

  /** Removes a link; false when there is none. */
  boolean unlink(LinkKind kind, Entity source, Entity target) {
    boolean removed = links.remove(kind, source.number, target.number, sequence);
    if (removed) {
      linkChanged(kind, source);
    }
    return removed;
  }

  private void linkChanged(LinkKind kind, Entity source) {
    source.changed.put(kind.property(), sequence);
    touch(source);
  }

  /** See {@link LinkTable#next}. */
  List<LinkTable.Row> links(
      LinkKind kind, Entity source, long after, long changedAfter, int limit) {
    flushObjects();
    return links.next(kind, source.number, after, changedAfter, limit);
  }

  /** What an object links to; for relationships that are few. */
  List<Entity> targets(LinkKind kind, Entity source) {
    return page(ObjectQuery.targets(kind, source), 0, Integer.MAX_VALUE);
  }

  // Documents: tenant-wide settings

  /** A settings document; change it only inside {@link #write} and call {@link #keep} after. */
  synchronized ObjectNode document(String name) {
    ObjectNode present = documents.get(name);
    if (present == null) {
      present =
          database
              .first(
                  "SELECT body FROM document WHERE name=?",
                  row -> Json.parseObject(row.getString(1)),
                  name)
              .orElseGet(Json::object);
      documents.put(name, present);
    }
    return present;
  }

  void keep(String name) {
    dirtyDocuments.add(name);
  }

  // Logs

  /** An entry of a log and its place in it. */
  record LogEntry(long number, ObjectNode body) {}

  void log(String name, String id, String time, String body) {
    database.update("INSERT INTO log(name, id, time, body) VALUES(?,?,?,?)", name, id, time, body);
    changed = true;
  }

  void forgetLog(String name, String before) {
    database.update("DELETE FROM log WHERE name=? AND time<?", name, before);
  }

  Optional<ObjectNode> logEntry(String name, String id) {
    return database.first(
        "SELECT body FROM log WHERE name=? AND id=?",
        row -> Json.parseObject(row.getString(1)),
        name,
        id);
  }

  /** The entries before a place, newest first. */
  List<LogEntry> logBefore(String name, long number, int limit) {
    return database.list(
        "SELECT number, body FROM log WHERE name=? AND number<? ORDER BY number DESC LIMIT ?",
        row -> new LogEntry(row.getLong(1), Json.parseObject(row.getString(2))),
        name,
        number,
        limit);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      database.close();
    }
  }
}
