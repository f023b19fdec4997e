package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;

/** The lines of a tenant file that are memberships and owners, and the managers of users. */
final class ImportedLinks {
  private static final String ADD = "INSERT OR IGNORE INTO link VALUES(?,?,?,1,0)";

  private final TenantDatabase database;
  private final ImportedIds ids;
  private final ImportLog log;
  private long count;

  ImportedLinks(TenantDatabase database, ImportedIds ids, ImportLog log) {
    this.database = database;
    this.ids = ids;
    this.log = log;
  }

  long count() {
    return count;
  }

  void take(LinkKind kind, ObjectNode line) {
    Optional<UUID> source = id("of", line.path("of"));
    JsonNode targets = line.path("ids");
    if (!targets.isArray()) {
      log.add("ids", "This must be an array of ids.");
      return;
    }
    if (source.isEmpty()) {
      return;
    }
    long from = ids.mention(source.get(), log.line());
    for (JsonNode target : targets) {
      id("ids", target).ifPresent(to -> add(kind, from, to));
    }
  }

  /** The manager of a user: an id, or an object with an id as Graph expands it. */
  void manager(long user, ObjectNode line) {
    JsonNode manager = line.path("manager");
    if (!manager.isMissingNode() && !manager.isNull()) {
      id("manager", manager.isObject() ? manager.path("id") : manager)
          .ifPresent(to -> add(LinkKind.MANAGER, user, to));
    }
  }

  private void add(LinkKind kind, long source, UUID target) {
    count += database.update(ADD, kind.ordinal(), source, (long) ids.mention(target, log.line()));
  }

  private Optional<UUID> id(String field, JsonNode node) {
    Optional<UUID> id = ImportedIds.parse(node.asText(""));
    if (id.isEmpty()) {
      log.add(field, node + " is no GUID.");
    }
    return id;
  }

  /** Once all objects are there: what may have members, and links that wait for a restore. */
  void finish() {
    database
        .list(
            "SELECT DISTINCT l.source, l.kind, o.type FROM link l JOIN object o ON"
                + " o.number=l.source WHERE (l.kind=0 AND o.type NOT IN (?,?)) OR (l.kind=1 AND"
                + " o.type NOT IN (?,?,?))",
            row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)},
            ObjectType.GROUP.ordinal(),
            ObjectType.DIRECTORY_ROLE.ordinal(),
            ObjectType.GROUP.ordinal(),
            ObjectType.APPLICATION.ordinal(),
            ObjectType.SERVICE_PRINCIPAL.ordinal())
        .forEach(
            wrong ->
                log.add(
                    ids.lineOf(wrong[0]),
                    "kind",
                    "A "
                        + ObjectType.values()[(int) wrong[2]].graphName()
                        + " cannot have "
                        + LinkKind.values()[(int) wrong[1]].property()
                        + ", and another line gives it some."));
    database.update(
        "UPDATE link SET state=1 WHERE target IN (SELECT number FROM object WHERE life=1)");
  }
}
