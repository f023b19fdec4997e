package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
  private final LogTable logs;
  private final Documents documents;

  private final ObjectsInUse inUse = new ObjectsInUse();
  private final Set<Entity> dirtyObjects = new LinkedHashSet<>();
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
    this.logs = new LogTable(database);
    this.documents = new Documents(database);
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
        documents.forget();
        inUse.forget();
      }
    }
  }

  private <T> T finish(T result) {
    if (!writing) {
      inUse.trim();
    }
    return result;
  }

  private void flush() {
    flushObjects();
    changed |= documents.anyChanged();
    if (changed) {
      document("log").put("sequence", sequence);
      documents.keep("log");
    }
    documents.flush();
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
    inUse.keep(entity);
    objects.keys(entity);
    touch(entity);
    return entity;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** The instance in use for a row, or a new one. */
  private Entity entity(ResultSet row) throws SQLException {
    Optional<Entity> present = inUse.at(row.getLong(1));
    return present.isPresent() ? present.get() : inUse.keep(ObjectTable.read(row));
  }

  // A long scan passes by the objects in use, so that it does not fill the memory; within a write
  // it cannot, because what it finds may be changed.
  private Entity passing(ResultSet row) throws SQLException {
    if (writing) {
      return entity(row);
    }
    Optional<Entity> present = inUse.at(row.getLong(1));
    return present.isPresent() ? present.get() : ObjectTable.read(row);
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
    return inUse.of(id).or(() -> database.first(BY_ID, this::entity, id.toLowerCase(Locale.ROOT)));
  }

  Optional<Entity> live(String id) {
    return any(id).filter(Entity::live);
  }

  Entity at(long number) {
    return inUse.at(number).or(() -> database.first(BY_NUMBER, this::entity, number)).orElseThrow();
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
    return database.list(
        ObjectTable.byName(descending),
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
        ObjectTable.NAMED, this::passing, type.ordinal(), ObjectTable.sortName(name));
  }

  /**
   * The objects a delta query has to look at, by number: the live ones in an initial round, later
   * those that changed, tombstones included.
   */
  Iterable<Entity> changes(Optional<ObjectType> type, long from, long start) {
    // Few changes are sorted for each page; of many, most are shown, so they are read in order.
    boolean few =
        from > 0
            && database.number(
                    "SELECT count(*) FROM (SELECT 1 FROM object WHERE sequence>? AND sequence>1"
                        + " LIMIT ?)",
                    from,
                    FEW)
                < FEW;
    String sql = ObjectTable.changes(type, from == 0, few);
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
    return documents.get(name);
  }

  void keep(String name) {
    documents.keep(name);
  }

  /** The logs; written inside {@link #write} only. */
  LogTable logs() {
    return logs;
  }

  /** Makes this write count, though it touched no object and no document. */
  void changed() {
    changed = true;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      database.close();
    }
  }
}
