package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Directory synchronization: our own stand-in for the private endpoint that sync clients use with
 * the real service. It lives at {@code /landfall/directorySynchronization}, never under a Graph
 * version, and wants {@code OnPremDirectorySynchronization.ReadWrite.All}.
 */
final class SyncEndpoint {
  private static final int MOST_OPERATIONS = 100;

  private final TenantState state;
  private final Tenancy tenancy;
  private final DeltaToken.Codec codec;
  private final SyncApply apply;

  SyncEndpoint(TenantState state, Tenancy tenancy, DeltaToken.Codec codec) {
    this.state = state;
    this.tenancy = tenancy;
    this.codec = codec;
    this.apply = new SyncApply(state, tenancy);
  }

  /** Whether there is such an endpoint, and for which tenant. */
  GraphResponse probe() {
    return GraphResponse.ok(
        state.read(
            () -> {
              ObjectNode shown = Json.object();
              shown.put("available", true);
              shown.put("tenantId", tenancy.tenantId());
              shown.put("initialDomain", tenancy.initialDomain());
              shown.set("verifiedDomains", Json.strings(tenancy.verifiedDomains()));
              return shown;
            }));
  }

  GraphResponse batch(GraphRequest request) {
    JsonNode operations = request.json().path("operations");
    if (!operations.isArray() || operations.size() > MOST_OPERATIONS) {
      throw GraphException.odata(
          "A batch holds an array of at most " + MOST_OPERATIONS + " operations.");
    }
    return GraphResponse.ok(
        state.write(
            () -> {
              ObjectNode body = Json.object();
              ArrayNode results = body.putArray("results");
              operations.forEach(operation -> results.add(apply.apply(operation)));
              return body;
            }));
  }

  GraphResponse delta(GraphRequest request) {
    return GraphResponse.ok(state.read(() -> page(request)));
  }

  private ObjectNode page(GraphRequest request) {
    String base = request.origin() + "/landfall/directorySynchronization/delta";
    String given = request.option("$skiptoken").or(() -> request.option("$deltatoken")).orElse("");
    long now = state.now().getEpochSecond();
    DeltaToken token;
    if (given.isEmpty()) {
      token = new DeltaToken("sync", "", Set.of(), 0, state.sequence(), 0, -1, now);
    } else {
      DeltaToken read = codec.read(given, state.now(), base + "?$deltatoken=");
      token =
          request.option("$skiptoken").isPresent()
              ? read
              : new DeltaToken("sync", "", Set.of(), read.from(), state.sequence(), 0, -1, now);
    }
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    int entries = 0;
    long start = token.member() >= 0 ? token.object() - 1 : token.object();
    for (Entity entity : state.syncedChanges(token.from(), start)) {
      if (entity.createdAt > token.until()) {
        continue;
      }
      boolean present = entity.live() && entity.synced();
      if (!present && token.initial()) {
        continue;
      }
      ObjectNode shown = value.addObject();
      shown.put("cloudAnchor", entity.cloudAnchor());
      shown.put("objectType", entity.type.anchorPrefix().toLowerCase(Locale.ROOT));
      shown.put("sourceAnchor", entity.text("onPremisesImmutableId"));
      shown.put("removed", !present);
      long stoppedAt = -1;
      if (present) {
        shown.set("attributes", entity.shadow);
        long resumeAt = entity.number == token.object() ? token.member() : -1;
        ObjectNode references = shown.putObject("references");
        int room = codec.limits().memberEntries() - entries;
        stoppedAt = references(token, entity, LinkKind.MEMBER, resumeAt, room, references);
        entries += references.path(LinkKind.MEMBER.syncName()).size();
        if (resumeAt < 0) {
          references(token, entity, LinkKind.MANAGER, -1, Integer.MAX_VALUE - 1, references);
        }
      }
      if (stoppedAt >= 0
          || entries >= codec.limits().memberEntries()
          || value.size() >= codec.limits().objects()) {
        body.put(
            "@nextLink", base + "?$skiptoken=" + codec.write(token.at(entity.number, stoppedAt)));
        return body;
      }
    }
    body.put("@deltaLink", base + "?$deltatoken=" + codec.write(token.nextRound(state.now())));
    return body;
  }

  /** Shows references; answers the one to go on after, or -1 when all are shown. */
  private long references(
      DeltaToken token,
      Entity entity,
      LinkKind kind,
      long resumeAt,
      int room,
      ObjectNode references) {
    boolean appeared = entity.appeared > token.from();
    List<LinkTable.Row> rows =
        state.links(kind, entity, resumeAt, appeared ? 0 : token.from(), room + 1);
    ArrayNode list = Json.array();
    long last = Math.max(resumeAt, 0);
    for (LinkTable.Row row : rows.subList(0, Math.min(room, rows.size()))) {
      ObjectNode item = list.addObject();
      item.put("cloudAnchor", row.type().anchorPrefix() + "_" + row.id());
      if (!row.present()) {
        item.put("removed", true);
      }
      last = row.target();
    }
    if (!list.isEmpty()) {
      references.set(kind.syncName(), list);
    }
    return rows.size() > room ? last : -1;
  }
}
