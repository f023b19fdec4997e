package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.emulators.tenant.TenantDatabase.StoredLink;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything the tenant knows. The working copy is in memory; each write is one commit with one
 * sequence number and goes to the database, if there is one, before it is answered. Objects and
 * links carry the sequence number of their last change, and removed ones stay as tombstones: so
 * "what changed since n" is a scan, and a delta reader may come back at any time.
 *
 * <p>Thread rule: all access inside {@link #read} or {@link #write}.
 */
final class TenantState implements AutoCloseable {
  private final Clock clock;
  private final @Nullable TenantDatabase database;
  private final NavigableMap<Long, Entity> byNumber = new TreeMap<>();
  private final Map<String, Entity> byId = new HashMap<>();
  private final Map<String, Entity> byKey = new HashMap<>();
  private final Map<LinkKind, Map<Long, NavigableMap<Long, Link>>> links =
      new EnumMap<>(LinkKind.class);
  private final Map<LinkKind, Map<Long, Set<Long>>> sources = new EnumMap<>(LinkKind.class);
  private final Map<String, ObjectNode> documents = new ConcurrentHashMap<>();

  private final Set<Entity> dirtyObjects = new LinkedHashSet<>();
  private final List<StoredLink> dirtyLinks = new ArrayList<>();
  private final Map<String, ObjectNode> dirtyDocuments = new LinkedHashMap<>();
  private long sequence;
  private long lastNumber;
  private boolean closed;

  TenantState(Clock clock, @Nullable TenantDatabase database) {
    this.clock = clock;
    this.database = database;
    for (LinkKind kind : LinkKind.values()) {
      links.put(kind, new HashMap<>());
      sources.put(kind, new HashMap<>());
    }
    if (database != null) {
      database.load(new Loader());
    }
  }

  private final class Loader implements TenantDatabase.Sink {
    @Override
    public void document(String name, ObjectNode body) {
      documents.put(name, body);
      if (name.equals("log")) {
        sequence = body.path("sequence").asLong();
      }
    }

    @Override
    public void object(Entity entity) {
      register(entity);
      index(entity);
      lastNumber = Math.max(lastNumber, entity.number);
      sequence = Math.max(sequence, entity.sequence);
    }

    @Override
    public void link(StoredLink stored) {
      linksOf(stored.kind(), stored.source()).put(stored.target(), stored.link());
      sourcesOf(stored.kind(), stored.target()).add(stored.source());
    }
  }

  synchronized <T> T read(Supplier<T> work) {
    return work.get();
  }

  /** Runs one commit. Work that throws must throw before it changes anything. */
  synchronized <T> T write(Supplier<T> work) {
    sequence++;
    try {
      return work.get();
    } finally {
      flush();
    }
  }

  private void flush() {
    if (database != null
        && !closed
        && !(dirtyObjects.isEmpty() && dirtyLinks.isEmpty() && dirtyDocuments.isEmpty())) {
      ObjectNode log = Json.object();
      log.put("sequence", sequence);
      dirtyDocuments.put("log", log);
      database.save(dirtyObjects, dirtyLinks, dirtyDocuments);
    }
    dirtyObjects.clear();
    dirtyLinks.clear();
    dirtyDocuments.clear();
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
    if (!properties.has("createdDateTime") && type != ObjectType.CONTACT) {
      properties.put("createdDateTime", timestamp());
    }
    register(entity);
    index(entity);
    touch(entity);
    return entity;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  private void register(Entity entity) {
    byNumber.put(entity.number, entity);
    byId.put(entity.id, entity);
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
    index(entity);
  }

  void set(Entity entity, String property, String value) {
    set(entity, property, Json.MAPPER.getNodeFactory().textNode(value));
  }

  void touch(Entity entity) {
    entity.sequence = sequence;
    dirtyObjects.add(entity);
  }

  Optional<Entity> any(String id) {
    return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
  }

  Optional<Entity> live(String id) {
    return any(id).filter(Entity::live);
  }

  Entity at(long number) {
    return Objects.requireNonNull(byNumber.get(number));
  }

  /** Every object ever, tombstones included, after a position, in order of creation. */
  Collection<Entity> after(long number) {
    return byNumber.tailMap(number, false).values();
  }

  /** Marks as deleted but restorable: links to it are hidden, its own stay. */
  void softDelete(Entity entity) {
    entity.life = Entity.Life.DELETED;
    entity.properties.put("deletedDateTime", timestamp());
    touch(entity);
    index(entity);
    changeIncoming(entity, Link.State.PRESENT, Link.State.HIDDEN);
  }

  void restore(Entity entity) {
    entity.life = Entity.Life.LIVE;
    entity.properties.putNull("deletedDateTime");
    entity.appeared = sequence;
    touch(entity);
    index(entity);
    changeIncoming(entity, Link.State.HIDDEN, Link.State.PRESENT);
  }

  void purge(Entity entity) {
    if (entity.live()) {
      changeIncoming(entity, Link.State.PRESENT, Link.State.REMOVED);
    }
    entity.life = Entity.Life.PURGED;
    entity.properties.put("deletedDateTime", timestamp());
    touch(entity);
    index(entity);
  }

  private void changeIncoming(Entity target, Link.State from, Link.State to) {
    for (LinkKind kind : LinkKind.values()) {
      for (long source : sourcesOf(kind, target.number)) {
        Link link = linksOf(kind, source).get(target.number);
        if (link != null && link.state == from) {
          change(kind, at(source), target, link, to);
        }
      }
    }
  }

  // Unique values

  private void index(Entity entity) {
    entity.keys.forEach(key -> byKey.remove(key, entity));
    entity.keys.clear();
    UniqueValues.of(entity)
        .forEach(
            key -> {
              if (byKey.putIfAbsent(key, entity) == null) {
                entity.keys.add(key);
              }
            });
  }

  /** The object that holds a unique value, see {@link UniqueValues}. */
  Optional<Entity> holder(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  // Links

  private NavigableMap<Long, Link> linksOf(LinkKind kind, long source) {
    return linkMap(kind).computeIfAbsent(source, unused -> new TreeMap<>());
  }

  private Map<Long, NavigableMap<Long, Link>> linkMap(LinkKind kind) {
    return Objects.requireNonNull(links.get(kind));
  }

  private Set<Long> sourcesOf(LinkKind kind, long target) {
    return Objects.requireNonNull(sources.get(kind))
        .computeIfAbsent(target, unused -> new TreeSet<>());
  }

  /** All links of an object by the target's number, tombstones included. */
  NavigableMap<Long, Link> links(LinkKind kind, Entity source) {
    NavigableMap<Long, Link> found = linkMap(kind).get(source.number);
    return found == null ? new TreeMap<>() : found;
  }

  boolean linked(LinkKind kind, Entity source, Entity target) {
    Link link = links(kind, source).get(target.number);
    return link != null && link.state == Link.State.PRESENT;
  }

  /** Adds a link; false when it is there already. */
  boolean link(LinkKind kind, Entity source, Entity target) {
    if (linked(kind, source, target)) {
      return false;
    }
    Link link =
        linksOf(kind, source.number)
            .computeIfAbsent(target.number, unused -> new Link(sequence, Link.State.REMOVED));
    sourcesOf(kind, target.number).add(source.number);
    change(kind, source, target, link, Link.State.PRESENT);
    return true;
  }

  /** Removes a link; false when there is none. */
  boolean unlink(LinkKind kind, Entity source, Entity target) {
    Link link = links(kind, source).get(target.number);
    if (link == null || link.state != Link.State.PRESENT) {
      return false;
    }
    change(kind, source, target, link, Link.State.REMOVED);
    return true;
  }

  private void change(LinkKind kind, Entity source, Entity target, Link link, Link.State state) {
    link.state = state;
    link.sequence = sequence;
    source.changed.put(kind.property(), sequence);
    touch(source);
    dirtyLinks.add(new StoredLink(kind, source.number, target.number, link));
  }

  /** The live targets of an object's links, in order of their creation. */
  List<Entity> targets(LinkKind kind, Entity source) {
    List<Entity> found = new ArrayList<>();
    links(kind, source)
        .forEach(
            (number, link) -> {
              if (link.state == Link.State.PRESENT) {
                found.add(at(number));
              }
            });
    return found;
  }

  /** The live objects that link to this one. */
  List<Entity> incoming(LinkKind kind, Entity target) {
    List<Entity> found = new ArrayList<>();
    for (long number : sourcesOf(kind, target.number)) {
      Entity source = at(number);
      if (source.live() && linked(kind, source, target)) {
        found.add(source);
      }
    }
    return found;
  }

  // Documents: tenant-wide settings

  /** A settings document; change it only inside {@link #write} and call {@link #keep} after. */
  ObjectNode document(String name) {
    return documents.computeIfAbsent(name, unused -> Json.object());
  }

  void keep(String name) {
    dirtyDocuments.put(name, document(name));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (database != null) {
      database.close();
    }
  }
}
