package dev.landfall.store.sql;

import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

final class SqliteMetaverse implements Metaverse {
  private static final int SCAN_PAGE = 1_000;
  private static final int SPACE = 0;

  private final Database database;
  private final Names names;
  private final IdSequence ids;
  private final MvObjectCodec codec;
  private final KeyIndex index;
  private final Links links;
  private final LongFunction<SqliteConnectorSpace> spaces;
  private final RecentObjects<Long, MvObject> recent = new RecentObjects<>(RecentObjects.BODIES);

  /**
   * @param spaces the connector space with a number
   */
  SqliteMetaverse(
      Database database,
      Names names,
      IdSequence ids,
      Links links,
      LongFunction<SqliteConnectorSpace> spaces) {
    this.database = database;
    this.names = names;
    this.ids = ids;
    this.codec = new MvObjectCodec(names);
    this.links = links;
    this.spaces = spaces;
    this.index = new KeyIndex(database, names, SPACE);
    database.onRollback(recent::clear);
  }

  private MvObject read(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    MvObject known = recent.get(id);
    return known != null ? known : recent.put(id, codec.read(id, row.getBytes(2)));
  }

  @Override
  public Optional<MvObject> byId(long id) {
    MvObject known = recent.get(id);
    return known != null
        ? Optional.of(known)
        : database.first("SELECT id, body FROM mv_object WHERE id = ?", this::read, id);
  }

  @Override
  public long insert(MvObject object) {
    return database.inTransaction(
        () -> {
          long id = ids.next();
          database.update(
              "INSERT INTO mv_object (id, type, body) VALUES (?, ?, ?)",
              id,
              names.id(object.objectType()),
              codec.write(object));
          index.change(id, Attributes.NONE, object.attributes());
          recent.put(id, object.withId(id));
          return id;
        });
  }

  @Override
  public void update(MvObject object) {
    MvObject old =
        byId(object.id())
            .orElseThrow(() -> new IllegalArgumentException("No metaverse object " + object.id()));
    database.inTransaction(
        () -> {
          if (!old.objectType().equals(object.objectType())) {
            database.update(
                "UPDATE mv_object SET type = ? WHERE id = ?",
                names.id(object.objectType()),
                object.id());
          }
          database.update(
              "UPDATE mv_object SET body = ? WHERE id = ?", codec.write(object), object.id());
          index.change(object.id(), old.attributes(), object.attributes());
          recent.put(object.id(), object);
        });
  }

  @Override
  public void remove(long id) {
    byId(id)
        .ifPresent(
            old ->
                database.inTransaction(
                    () -> {
                      database.update("DELETE FROM mv_object WHERE id = ?", id);
                      index.change(id, old.attributes(), Attributes.NONE);
                      recent.remove(id);
                    }));
  }

  @Override
  public List<MvObject> with(String objectType, AttributeName attribute, String key, int limit) {
    return database.list(
        "SELECT o.id, o.body FROM attribute_key k CROSS JOIN mv_object o ON o.id = k.object"
            + " WHERE k.space = ?1 AND k.attribute = ?2 AND k.key = ?3"
            + " AND (?4 = '*' OR o.type IN (SELECT id FROM name WHERE name.key = ?4))"
            + " ORDER BY k.object LIMIT ?5",
        this::read,
        SPACE,
        index.attribute(attribute),
        key,
        objectType.toLowerCase(Locale.ROOT),
        limit);
  }

  @Override
  public void index(Set<AttributeName> attributes) {
    database.inTransaction(
        () ->
            index.keep(
                attributes,
                entry -> {
                  List<MvObject> page;
                  long after = 0;
                  while (!(page = all(after, SCAN_PAGE)).isEmpty()) {
                    page.forEach(object -> entry.accept(object.id(), object.attributes()));
                    after = page.get(page.size() - 1).id();
                  }
                }));
  }

  @Override
  public List<MvObject> all(long afterId, int limit) {
    return database.list(
        "SELECT id, body FROM mv_object WHERE id > ? ORDER BY id LIMIT ?",
        this::read,
        afterId,
        limit);
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    database.list(
        "SELECT type, count(*) FROM mv_object GROUP BY type",
        row -> counts.put(names.text(row.getLong(1)), row.getLong(2)) == null);
    return counts;
  }

  @Override
  public List<Linked> links(long id) {
    List<Linked> linked = new ArrayList<>();
    for (Links.End end : links.of(id)) {
      SqliteConnectorSpace space = spaces.apply(end.space());
      space
          .byId(end.object())
          .ifPresent(object -> linked.add(new Linked(space.connector(), object)));
    }
    return linked;
  }

  @Override
  public void prefetch(Collection<Long> ids) {
    long[] missing =
        ids.stream().filter(id -> recent.get(id) == null).mapToLong(Long::longValue).toArray();
    if (missing.length > 0) {
      database.list(
          "SELECT id, body FROM mv_object WHERE id IN (SELECT value FROM json_each(?))",
          this::read,
          JsonIds.of(missing));
    }
    links.prefetch(ids);
    Map<Long, List<Long>> ends = new TreeMap<>();
    for (long id : ids) {
      for (Links.End end : links.of(id)) {
        ends.computeIfAbsent(end.space(), fresh -> new ArrayList<>()).add(end.object());
      }
    }
    ends.forEach(
        (space, objects) -> {
          spaces.apply(space).byIds(objects);
          spaces.apply(space).references().prefetch(objects);
        });
  }

  @Override
  public void markDirty(long id) {
    database.inTransaction(
        () -> database.update("INSERT OR IGNORE INTO mv_dirty (id) VALUES (?)", id));
  }

  @Override
  public List<Long> dirty(long afterId, int limit) {
    return database.list(
        "SELECT id FROM mv_dirty WHERE id > ? ORDER BY id LIMIT ?",
        row -> row.getLong(1),
        afterId,
        limit);
  }

  @Override
  public void clearDirty(long id) {
    database.inTransaction(() -> database.update("DELETE FROM mv_dirty WHERE id = ?", id));
  }
}
