package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Writes the tenant in a data folder as JSON Lines (docs/tenant-format.md), all as it was at one
 * moment, also while the tenant runs. Credentials, keys and tokens are not part of it.
 */
public final class TenantExport {
  static final int PORTION = 1_000;
  private static final int ROWS = 500;
  private static final List<String> NOT_SHOWN = List.of("epoch", "linkKey");

  private final LongConsumer progress;

  /**
   * An export.
   *
   * @param progress gets the number of lines written, now and then
   */
  public TenantExport(LongConsumer progress) {
    this.progress = progress;
  }

  /**
   * Writes everything; the caller closes the writer.
   *
   * @return the number of lines
   * @throws NoSuchFileException if the folder holds no tenant
   */
  public long write(Path dataFolder, Writer out) throws IOException {
    Path file = dataFolder.resolve(TenantDatabase.FILE);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "The folder holds no tenant.");
    }
    try (TenantDatabase database = TenantDatabase.in(dataFolder)) {
      database.execute("BEGIN");
      Lines lines = new Lines(out);
      Set<Long> own = settings(database, lines);
      objects(database, lines, own);
      links(database, lines, own);
      return lines.count;
    }
  }

  private final class Lines {
    private final Writer out;
    private long count;

    Lines(Writer out) {
      this.out = out;
    }

    void add(ObjectNode line) throws IOException {
      out.write(line.toString());
      out.write('\n');
      if (++count % 10_000 == 0) {
        progress.accept(count);
      }
    }
  }

  /** Writes the settings; answers what belongs to the emulator itself and stays here. */
  private static Set<Long> settings(TenantDatabase database, Lines lines) throws IOException {
    ObjectNode organization = document(database, "organization").without(NOT_SHOWN);
    lines.add(line("organization", organization));
    ObjectNode synchronization = Json.object();
    synchronization.set("features", document(database, "features"));
    synchronization.set("configuration", document(database, "syncConfiguration"));
    lines.add(line("onPremisesSynchronization", synchronization));
    for (JsonNode setting : document(database, "groupSettings").path("value")) {
      lines.add(line("groupSetting", (ObjectNode) setting));
    }
    Set<Long> own = new HashSet<>();
    ObjectNode application = document(database, "application");
    for (String role : Tenancy.OWN_OBJECTS) {
      own.add(
          database.number("SELECT number FROM object WHERE id=?", application.path(role).asText()));
    }
    return own;
  }

  private static ObjectNode document(TenantDatabase database, String name) {
    return database
        .first(
            "SELECT body FROM document WHERE name=?",
            row -> Json.parseObject(row.getString(1)),
            name)
        .orElseGet(Json::object);
  }

  private static ObjectNode line(String kind, ObjectNode properties) {
    ObjectNode line = Json.object();
    line.put("kind", kind);
    line.setAll(properties);
    return line;
  }

  private static void objects(TenantDatabase database, Lines lines, Set<Long> own)
      throws IOException {
    long last = 0;
    List<Entity> rows;
    do {
      rows =
          database.list(
              "SELECT "
                  + ObjectTable.COLUMNS
                  + " FROM object o WHERE o.number>? AND o.life<2 ORDER BY o.number LIMIT ?",
              ObjectTable::read,
              last,
              ROWS);
      for (Entity entity : rows) {
        last = entity.number;
        if (!own.contains(entity.number)) {
          lines.add(line(database, entity));
        }
      }
    } while (rows.size() == ROWS);
  }

  private static ObjectNode line(TenantDatabase database, Entity entity) {
    ObjectNode line = Json.object();
    line.put("kind", entity.type.graphName());
    line.put("id", entity.id);
    for (Map.Entry<String, JsonNode> field : entity.properties.properties()) {
      if (!field.getKey().equals("id") && !field.getKey().equals("landfallCloudManaged")) {
        line.set(field.getKey(), field.getValue());
      }
    }
    database
        .first(
            "SELECT o.id FROM link l JOIN object o ON o.number=l.target WHERE l.kind=? AND"
                + " l.source=? AND l.state<2",
            row -> row.getString(1),
            LinkKind.MANAGER.ordinal(),
            entity.number)
        .ifPresent(manager -> line.put("manager", manager));
    if (entity.shadow != null) {
      line.set("syncedAttributes", entity.shadow);
    }
    if (entity.flag("landfallCloudManaged")) {
      line.put("isCloudManaged", true);
    }
    return line;
  }

  private record Row(long source, long target, String of, String id) {}

  private static void links(TenantDatabase database, Lines lines, Set<Long> own)
      throws IOException {
    for (LinkKind kind : new LinkKind[] {LinkKind.MEMBER, LinkKind.OWNER}) {
      long source = 0;
      long target = 0;
      String of = "";
      ArrayNode ids = Json.array();
      List<Row> rows;
      do {
        rows =
            database.list(
                "SELECT l.source, l.target, s.id, t.id FROM link l JOIN object s ON"
                    + " s.number=l.source JOIN object t ON t.number=l.target WHERE l.kind=? AND"
                    + " (l.source, l.target)>(?,?) AND l.state<2 AND s.life<2 ORDER BY l.source,"
                    + " l.target LIMIT ?",
                row -> new Row(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)),
                kind.ordinal(),
                source,
                target,
                10 * PORTION);
        for (Row row : rows) {
          if (row.source != source || ids.size() == PORTION) {
            portion(kind, of, ids, lines);
            ids = Json.array();
            of = row.of;
          }
          if (!own.contains(row.target)) {
            ids.add(row.id);
          }
          source = row.source;
          target = row.target;
        }
      } while (rows.size() == 10 * PORTION);
      portion(kind, of, ids, lines);
    }
  }

  private static void portion(LinkKind kind, String of, ArrayNode ids, Lines lines)
      throws IOException {
    if (!ids.isEmpty()) {
      ObjectNode line = Json.object();
      line.put("kind", kind.property()).put("of", of).set("ids", ids);
      lines.add(line);
    }
  }
}
