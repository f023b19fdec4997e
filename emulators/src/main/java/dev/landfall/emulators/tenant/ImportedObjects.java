package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The lines of a tenant file that are directory objects. */
final class ImportedObjects {
  private static final Set<String> NOT_PROPERTIES =
      Set.of("kind", "id", "manager", "syncedAttributes", "isCloudManaged");
  private static final Map<ObjectType, List<String>> REQUIRED =
      Map.of(
          ObjectType.USER, List.of("userPrincipalName", "displayName"),
          ObjectType.GROUP, List.of("displayName"),
          ObjectType.DIRECTORY_ROLE, List.of("roleTemplateId"),
          ObjectType.APPLICATION, List.of("appId", "displayName"),
          ObjectType.SERVICE_PRINCIPAL, List.of("appId", "displayName"));

  private final ObjectTable table;
  private final TenantDatabase database;
  private final ImportedIds ids;
  private final ImportLog log;
  private final String now;
  private final Set<String> domains = new TreeSet<>();

  ImportedObjects(TenantDatabase database, ImportedIds ids, ImportLog log, Clock clock) {
    this.database = database;
    this.table = new ObjectTable(database);
    this.ids = ids;
    this.log = log;
    this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The suffixes of all user principal names. */
  Set<String> domains() {
    return domains;
  }

  /** Takes an object; answers its number, or 0 when it was refused. */
  long take(ObjectType type, ObjectNode line) {
    String given = line.path("id").asText("");
    Optional<UUID> id = ImportedIds.parse(given);
    if (id.isEmpty()) {
      log.add("id", "\"" + given + "\" is no GUID.");
      return 0;
    }
    int number = ids.define(id.get(), log.line());
    if (number < 0) {
      log.add("id", "The object \"" + given + "\" is on line " + -number + " already.");
      return 0;
    }
    ObjectNode properties = Json.object();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      String name = field.getKey();
      if (!NOT_PROPERTIES.contains(name) && !name.contains("@odata.")) {
        if (!type.knows(name, true)) {
          log.add(
              name,
              "The embedded tenant knows no such property of a "
                  + type.graphName()
                  + ". Leave it out.");
        } else if (!PropertyTypes.fits(name, field.getValue())) {
          log.add(name, field.getValue() + " is no value of this property.");
        } else {
          properties.set(name, field.getValue());
        }
      }
    }
    for (String required : REQUIRED.getOrDefault(type, List.of())) {
      if (!line.hasNonNull(required)) {
        log.add(required, "A " + type.graphName() + " needs this property.");
      }
    }
    store(type, line, id.get().toString(), number, properties);
    return number;
  }

  private void store(
      ObjectType type, ObjectNode line, String id, int number, ObjectNode properties) {
    properties.put("id", id);
    ObjectDefaults.fill(type, id, properties);
    if (type.dated() && !properties.hasNonNull("createdDateTime")) {
      properties.put("createdDateTime", now);
    }
    if (line.path("isCloudManaged").asBoolean()) {
      properties.put("landfallCloudManaged", true);
    }
    Entity entity = new Entity(number, id, type, properties);
    entity.sequence = 1;
    entity.appeared = 1;
    entity.createdAt = 1;
    if (properties.hasNonNull("deletedDateTime")) {
      entity.life = Entity.Life.DELETED;
    }
    if (line.path("syncedAttributes") instanceof ObjectNode sent) {
      entity.shadow = sent;
    } else if (entity.synced()) {
      entity.shadow = SyncedProperties.shadowOf(type, properties);
    }
    table.put(entity);
    for (String key : UniqueValues.of(entity)) {
      database.update("INSERT OR IGNORE INTO key VALUES(?,?)", key, entity.number);
    }
    if (type == ObjectType.USER) {
      String name = entity.text("userPrincipalName");
      int at = name.lastIndexOf('@');
      if (at < 1 && !name.isEmpty()) {
        log.add("userPrincipalName", "\"" + name + "\" has no @ and domain.");
      } else if (at >= 1 && entity.live()) {
        domains.add(name.substring(at + 1).toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Finds values that only one object may have. */
  void checkUnique() {
    record Twice(String value, long first, long second) {}
    List<Twice> all =
        database.list(
            "SELECT value, min(number), max(number) FROM key WHERE value GLOB 'upn:*' OR value"
                + " GLOB 'anchor:*' GROUP BY value HAVING count(*) > 1",
            row -> new Twice(row.getString(1), row.getLong(2), row.getLong(3)));
    for (Twice twice : all) {
      String value = twice.value.substring(twice.value.indexOf(':') + 1);
      log.add(
          ids.lineOf(twice.second),
          twice.value.startsWith("upn:") ? "userPrincipalName" : "onPremisesImmutableId",
          "\"" + value + "\" belongs to line " + ids.lineOf(twice.first) + " already.");
    }
  }
}
