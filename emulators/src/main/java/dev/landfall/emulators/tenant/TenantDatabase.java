package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The durable side of the tenant: one SQLite file that receives each commit in one transaction. The
 * write-ahead log with {@code synchronous=NORMAL} survives a killed process; our choice, because
 * losing the last commits to a power cut is no harm in an emulator.
 */
final class TenantDatabase implements AutoCloseable {
  private static final String SCHEMA =
      "CREATE TABLE IF NOT EXISTS object(number INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT"
          + " NULL, life TEXT NOT NULL, sequence INTEGER NOT NULL, appeared INTEGER NOT NULL,"
          + " created INTEGER NOT NULL, properties TEXT NOT NULL, shadow TEXT, changed TEXT NOT"
          + " NULL);"
          + "CREATE TABLE IF NOT EXISTS link(kind INTEGER NOT NULL, source INTEGER NOT NULL, target"
          + " INTEGER NOT NULL, sequence INTEGER NOT NULL, state INTEGER NOT NULL, PRIMARY KEY(kind,"
          + " source, target)) WITHOUT ROWID;"
          + "CREATE TABLE IF NOT EXISTS document(name TEXT PRIMARY KEY, body TEXT NOT NULL);";

  private final Connection connection;

  TenantDatabase(Path dataFolder) {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + dataFolder.resolve("tenant.db"));
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=NORMAL");
        for (String part : SCHEMA.split(";")) {
          statement.execute(part);
        }
      }
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A link with its coordinates, as stored. */
  record StoredLink(LinkKind kind, long source, long target, Link link) {}

  /** Takes what {@link #load} reads. */
  interface Sink {
    void document(String name, ObjectNode body);

    void object(Entity entity);

    void link(StoredLink link);
  }

  void load(Sink sink) {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT name, body FROM document")) {
        while (rows.next()) {
          sink.document(rows.getString(1), Json.parseObject(rows.getString(2)));
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT number, id, type, life, sequence, appeared, created, properties, shadow,"
                  + " changed FROM object ORDER BY number")) {
        while (rows.next()) {
          sink.object(entity(rows));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT kind, source, target, sequence, state FROM link")) {
        while (rows.next()) {
          sink.link(
              new StoredLink(
                  LinkKind.values()[rows.getInt(1)],
                  rows.getLong(2),
                  rows.getLong(3),
                  new Link(rows.getLong(4), Link.State.values()[rows.getInt(5)])));
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static Entity entity(ResultSet rows) throws SQLException {
    Entity entity =
        new Entity(
            rows.getLong(1),
            rows.getString(2),
            ObjectType.valueOf(rows.getString(3)),
            Json.parseObject(rows.getString(8)));
    entity.life = Entity.Life.valueOf(rows.getString(4));
    entity.sequence = rows.getLong(5);
    entity.appeared = rows.getLong(6);
    entity.createdAt = rows.getLong(7);
    @Nullable String shadow = rows.getString(9);
    if (shadow != null) {
      entity.shadow = Json.parseObject(shadow);
    }
    Json.parseObject(rows.getString(10))
        .properties()
        .forEach(field -> entity.changed.put(field.getKey(), field.getValue().asLong()));
    return entity;
  }

  /** Writes one commit. */
  void save(
      Collection<Entity> objects, Collection<StoredLink> links, Map<String, ObjectNode> documents) {
    try {
      if (!objects.isEmpty()) {
        saveObjects(objects);
      }
      if (!links.isEmpty()) {
        saveLinks(links);
      }
      try (PreparedStatement put =
          connection.prepareStatement("INSERT OR REPLACE INTO document VALUES(?,?)")) {
        for (Map.Entry<String, ObjectNode> document : documents.entrySet()) {
          put.setString(1, document.getKey());
          put.setString(2, document.getValue().toString());
          put.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void saveObjects(Collection<Entity> objects) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO object VALUES(?,?,?,?,?,?,?,?,?,?)")) {
      for (Entity entity : objects) {
        ObjectNode changed = Json.object();
        entity.changed.forEach(changed::put);
        put.setLong(1, entity.number);
        put.setString(2, entity.id);
        put.setString(3, entity.type.name());
        put.setString(4, entity.life.name());
        put.setLong(5, entity.sequence);
        put.setLong(6, entity.appeared);
        put.setLong(7, entity.createdAt);
        put.setString(8, entity.properties.toString());
        put.setString(9, entity.shadow == null ? null : entity.shadow.toString());
        put.setString(10, changed.toString());
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  private void saveLinks(Collection<StoredLink> links) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO link VALUES(?,?,?,?,?)")) {
      for (StoredLink stored : links) {
        put.setInt(1, stored.kind().ordinal());
        put.setLong(2, stored.source());
        put.setLong(3, stored.target());
        put.setLong(4, stored.link().sequence);
        put.setInt(5, stored.link().state.ordinal());
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("The embedded tenant's database failed: " + e.getMessage(), e);
  }
}
