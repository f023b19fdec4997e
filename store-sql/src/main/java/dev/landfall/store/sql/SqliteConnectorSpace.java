package dev.landfall.store.sql;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as a narrow row to search by and a body to read. What was read or written lately is kept
 * at hand, since the engine looks an object up several times while it works on it.
 */
final class SqliteConnectorSpace implements ConnectorSpace {
  private static final int SCAN_PAGE = 1_000;

  private static final String BODY =
      "SELECT b.id, b.body FROM cs_object o CROSS JOIN cs_body b ON b.id = o.id ";
  private static final String PAGE = "AND o.id > ? ORDER BY o.id LIMIT ?";

  private static final PendingExport.Operation[] OPERATIONS = PendingExport.Operation.values();

  private final Database database;
  private final Names names;
  private final IdSequence ids;
  private final ConnectorId connector;
  private final CsObjectCodec codec;
  private final RecentObjects<Long, CsObject> recent = new RecentObjects<>(RecentObjects.BODIES);
  private final CsHeads heads;
  private final KnownKeys keys;
  private final Links links;
  private final SqliteReferences references;

  /** The number of this space; another one if the transaction that gave it was rolled back. */
  private long number;

  private KeyIndex index;

  SqliteConnectorSpace(
      Database database, Names names, IdSequence ids, Links links, ConnectorId connector) {
    this.database = database;
    this.names = names;
    this.ids = ids;
    this.links = links;
    this.heads = new CsHeads(database);
    this.keys = new KnownKeys(database);
    this.connector = connector;
    this.codec = new CsObjectCodec(names);
    this.references = new SqliteReferences(database, names, this);
    this.number = names.id(connector.value());
    this.index = new KeyIndex(database, names, number);
    database.onRollback(recent::clear);
  }

  /** The number under which rows of this space are kept. */
  long number() {
    long current = names.id(connector.value());
    if (current != number) {
      number = current;
      index = new KeyIndex(database, names, number);
    }
    return number;
  }

  private KeyIndex joinIndex() {
    number();
    return index;
  }

  @Override
  public ConnectorId connector() {
    return connector;
  }

  private CsObject read(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    CsObject known = recent.get(id);
    return known != null ? known : recent.put(id, codec.read(id, row.getBytes(2)));
  }

  private Optional<CsObject> found(long id) {
    return id == 0 ? Optional.empty() : byId(id);
  }

  @Override
  public Optional<CsObject> byId(long id) {
    CsObject known = recent.get(id);
    return known != null
        ? Optional.of(known)
        : database.first(BODY + "WHERE o.id = ? AND o.connector = ?", this::read, id, number());
  }

  @Override
  public Optional<CsObject> byAnchor(Anchor anchor) {
    return found(idOf(anchor));
  }

  @Override
  public Optional<CsObject> byDn(String dn) {
    return found(idOfDn(dn));
  }

  @Override
  public long idOf(Anchor anchor) {
    return keys.anchor(number(), anchor.value());
  }

  @Override
  public long idOfDn(String dn) {
    return keys.dn(number(), DnKey.of(dn));
  }

  @Override
  public void prefetch(Collection<Anchor> anchors, Collection<String> someDns) {
    keys.prefetch(
        number(),
        anchors.stream().map(Anchor::value).toList(),
        someDns.stream().map(DnKey::of).toList());
    byIds(anchors.stream().map(this::idOf).filter(id -> id != 0).toList());
  }

  @Override
  public Optional<CsObject> linkedTo(long metaverseId) {
    return found(links.of(metaverseId, number()));
  }

  @Override
  public List<CsObject> byIds(Collection<Long> wanted) {
    Map<Long, CsObject> found = new HashMap<>();
    for (long id : wanted) {
      CsObject known = recent.get(id);
      if (known != null) {
        found.put(id, known);
      }
    }
    long[] missing =
        wanted.stream().filter(id -> !found.containsKey(id)).mapToLong(Long::longValue).toArray();
    if (missing.length > 0) {
      // The plus keeps the connector out of the choice of an index: by id, not through the whole
      // space.
      database
          .list(
              BODY + "WHERE +o.connector = ? AND o.id IN (SELECT value FROM json_each(?))",
              this::read,
              number(),
              JsonIds.of(missing))
          .forEach(object -> found.put(object.id(), object));
    }
    return wanted.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  @Override
  public long insert(CsObject object) {
    return database.inTransaction(
        () -> {
          CsObject stored = object.edit().id(ids.next()).done();
          CsHead head = CsHead.of(stored, names);
          heads.insert(stored.id(), number(), head);
          keys.changed(null, head.keys(), stored.id());
          database.update(
              "INSERT INTO cs_body (id, body) VALUES (?, ?)", stored.id(), codec.write(stored));
          joinIndex().change(stored.id(), Attributes.NONE, searched(stored));
          linkChanged(stored);
          recent.put(stored.id(), stored);
          return stored.id();
        });
  }

  @Override
  public void update(CsObject object) {
    CsObject old =
        byId(object.id())
            .orElseThrow(
                () -> new IllegalArgumentException("No connector-space object " + object.id()));
    database.inTransaction(() -> replace(old, object));
  }

  private void linkChanged(CsObject object) {
    object.link().ifPresent(link -> links.changed(link.metaverseId()));
  }

  private void replace(CsObject old, CsObject object) {
    CsHead before = CsHead.of(old, names);
    CsHead after = CsHead.of(object, names);
    heads.update(object.id(), before, after);
    if (!before.keys().equals(after.keys())) {
      keys.changed(before.keys(), after.keys(), object.id());
    }
    database.update("UPDATE cs_body SET body = ? WHERE id = ?", codec.write(object), object.id());
    joinIndex().change(object.id(), searched(old), searched(object));
    if (!old.link().map(Link::metaverseId).equals(object.link().map(Link::metaverseId))) {
      linkChanged(old);
      linkChanged(object);
    }
    recent.put(object.id(), object);
  }

  /** What the join index holds of an object: nothing unless it could be joined. */
  private static Attributes searched(CsObject object) {
    return object.kind() == CsObject.Kind.PLACEHOLDER
            || object.link().isPresent()
            || object.explicitDisconnector()
            || object.deleting()
        ? Attributes.NONE
        : object.expectedImage();
  }

  @Override
  public void remove(long id) {
    byId(id).ifPresent(old -> database.inTransaction(() -> remove(old)));
  }

  private void remove(CsObject old) {
    long id = old.id();
    references.removeAllOf(id);
    database.update("DELETE FROM cs_seen WHERE id = ?", id);
    if (references.isTarget(id)) {
      replace(
          old,
          CsObject.blank(CsObject.Kind.PLACEHOLDER, old.anchor(), old.dn(), "")
              .edit()
              .id(id)
              .done());
      return;
    }
    joinIndex().change(id, searched(old), Attributes.NONE);
    linkChanged(old);
    keys.changed(CsHead.of(old, names).keys(), null, id);
    database.update("DELETE FROM cs_object WHERE id = ?", id);
    database.update("DELETE FROM cs_body WHERE id = ?", id);
    recent.remove(id);
  }

  @Override
  public List<CsObject> disconnectorsWith(
      String objectType, AttributeName attribute, String key, int limit) {
    return database.list(
        "SELECT b.id, b.body FROM attribute_key k"
            + " CROSS JOIN cs_object o ON o.id = k.object CROSS JOIN cs_body b ON b.id = o.id"
            + " WHERE k.space = ? AND k.attribute = ? AND k.key = ?"
            + " AND o.type IN (SELECT id FROM name WHERE key = ?)"
            + " ORDER BY k.object LIMIT ?",
        this::read,
        number(),
        joinIndex().attribute(attribute),
        key,
        objectType.toLowerCase(Locale.ROOT),
        limit);
  }

  @Override
  public void index(Set<AttributeName> attributes) {
    database.inTransaction(
        () ->
            joinIndex()
                .keep(
                    attributes,
                    entry -> {
                      List<CsObject> page;
                      long after = 0;
                      while (!(page = all(after, SCAN_PAGE)).isEmpty()) {
                        page.forEach(object -> entry.accept(object.id(), searched(object)));
                        after = page.get(page.size() - 1).id();
                      }
                    }));
  }

  @Override
  public List<CsObject> all(long afterId, int limit) {
    return database.list(
        BODY + "WHERE o.connector = ? AND o.kind <> 0 " + PAGE,
        this::read,
        number(),
        afterId,
        limit);
  }

  @Override
  public List<CsObject> placeholders(long afterId, int limit) {
    return database.list(
        BODY + "WHERE o.connector = ? AND o.kind = 0 " + PAGE,
        this::read,
        number(),
        afterId,
        limit);
  }

  @Override
  public List<CsObject> pendingImports(long afterId, int limit) {
    return database.list(
        BODY + "WHERE o.connector = ? AND o.visit <> 0 " + PAGE,
        this::read,
        number(),
        afterId,
        limit);
  }

  @Override
  public List<CsObject> pendingExports(long afterId, int limit) {
    return database.list(
        BODY + "WHERE o.connector = ? AND o.pending_export <> 0 AND o.kind <> 0 " + PAGE,
        this::read,
        number(),
        afterId,
        limit);
  }

  @Override
  public Map<ExportCount, Long> exportCounts() {
    Map<ExportCount, Long> counts = new HashMap<>();
    database.list(
        "SELECT operation, type, count(*) FROM cs_object"
            + " WHERE connector = ? AND pending_export <> 0 AND kind <> 0 GROUP BY operation, type",
        row -> {
          PendingExport.Operation operation = OPERATIONS[row.getInt(1)];
          ExportCount counted =
              new ExportCount(
                  operation == PendingExport.Operation.NONE
                      ? PendingExport.Operation.UPDATE
                      : operation,
                  names.text(row.getLong(2)));
          return counts.merge(counted, row.getLong(3), Long::sum);
        },
        number());
    return counts;
  }

  @Override
  public long count() {
    return database.number(
        "SELECT count(*) FROM cs_object WHERE connector = ? AND kind <> 0", number());
  }

  @Override
  public void seen(long id, long importNumber) {
    database.inTransaction(
        () ->
            database.update(
                "INSERT INTO cs_seen (id, import_number) VALUES (?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET import_number = excluded.import_number",
                id,
                importNumber));
  }

  @Override
  public List<CsObject> unseen(long importNumber, long afterId, int limit) {
    return database.list(
        "SELECT b.id, b.body FROM cs_object o LEFT JOIN cs_seen s ON s.id = o.id"
            + " CROSS JOIN cs_body b ON b.id = o.id"
            + " WHERE o.connector = ? AND o.kind <> 0 AND o.kind = ? AND o.import_kind <> ?"
            + " AND coalesce(s.import_number, -1) <> ? "
            + PAGE,
        this::read,
        number(),
        CsObject.Kind.IMPORT.ordinal(),
        PendingImport.DELETE.ordinal(),
        importNumber,
        afterId,
        limit);
  }

  @Override
  public long transientCount() {
    return database.number(
        "SELECT count(*) FROM cs_object WHERE connector = ? AND transient_object <> 0", number());
  }

  @Override
  public SqliteReferences references() {
    return references;
  }
}
