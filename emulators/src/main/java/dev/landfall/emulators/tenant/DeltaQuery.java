package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Delta queries on users, groups and contacts. A page ends after so many objects or member entries
 * as {@link DeltaLimits} say; a group that does not fit goes on under the same id on the next page.
 */
final class DeltaQuery {
  private static final Set<String> RELATIONS = Set.of("members", "owners", "manager");
  private static final Pattern ID_CLAUSE =
      Pattern.compile("(?i)\\s*id\\s+eq\\s+'([0-9a-f-]{36})'\\s*");

  private final TenantState state;
  private final DeltaToken.Codec codec;

  DeltaQuery(TenantState state, Tenancy tenancy, DeltaLimits limits) {
    this.state = state;
    this.codec =
        new DeltaToken.Codec(
            tenancy.organization().path("linkKey").asText(),
            tenancy.organization().path("epoch").asText(),
            limits);
  }

  DeltaToken.Codec codec() {
    return codec;
  }

  GraphResponse handle(GraphRequest request, ObjectType type) {
    String base = request.root() + "/" + type.segment() + "/delta";
    String given = request.option("$skiptoken").or(() -> request.option("$deltatoken")).orElse("");
    DeltaToken token;
    if (given.isEmpty() || given.equals("latest")) {
      token = first(request, type);
      if (given.equals("latest")) {
        ObjectNode body = head(request, type, token);
        body.put(
            "@odata.deltaLink", base + "?$deltatoken=" + codec.write(token.nextRound(state.now())));
        body.putArray("value");
        return GraphResponse.ok(body);
      }
    } else {
      token = codec.read(given, state.now(), base + "?$deltatoken=");
      if (!token.resource().equals(type.segment())) {
        throw GraphException.badRequest("Badly formed token.");
      }
      if (request.option("$skiptoken").isEmpty()) {
        token =
            new DeltaToken(
                token.resource(),
                token.select(),
                token.ids(),
                token.from(),
                state.sequence(),
                0,
                -1,
                state.now().getEpochSecond());
      }
    }
    return new Page(request, type, token).build(base);
  }

  private DeltaToken first(GraphRequest request, ObjectType type) {
    for (String refused : List.of("$top", "$orderby", "$search", "$skip")) {
      if (request.option(refused).isPresent()) {
        throw GraphException.unsupportedQuery(
            "The query option '" + refused + "' is not supported on delta queries.");
      }
    }
    Set<String> select = QueryOptions.select(request, type);
    String expand = request.option("$expand").orElse("");
    if (!expand.isEmpty()) {
      if (!RELATIONS.contains(expand)) {
        throw GraphException.odata("Only a relationship can be expanded on delta queries.");
      }
      if (select.isEmpty()) {
        select.addAll(type.defaults());
      }
      select.add(expand);
    }
    return new DeltaToken(
        type.segment(),
        String.join(",", select),
        ids(request.option("$filter").orElse("")),
        0,
        state.sequence(),
        0,
        -1,
        state.now().getEpochSecond());
  }

  private static Set<String> ids(String filter) {
    Set<String> ids = new TreeSet<>();
    if (filter.isBlank()) {
      return ids;
    }
    for (String clause : filter.split("(?i)\\s+or\\s+", -1)) {
      Matcher matcher = ID_CLAUSE.matcher(clause);
      if (!matcher.matches()) {
        throw GraphException.unsupportedQuery("Only a filter by id is supported on delta queries.");
      }
      ids.add(matcher.group(1).toLowerCase(Locale.ROOT));
    }
    if (ids.size() > 50) {
      throw GraphException.unsupportedQuery("A delta query can filter at most 50 ids.");
    }
    return ids;
  }

  private static ObjectNode head(GraphRequest request, ObjectType type, DeltaToken token) {
    ObjectNode body = Json.object();
    String projection = token.select().isEmpty() ? "" : "(" + token.select() + ")";
    body.put(
        "@odata.context", request.root() + "/$metadata#" + type.segment() + projection + "/$delta");
    return body;
  }

  /** Builds one page. */
  private final class Page {
    private final GraphRequest request;
    private final ObjectType type;
    private final DeltaToken token;
    private final Set<String> select;
    private final List<LinkKind> relations = new ArrayList<>();
    private final ArrayNode value = Json.array();
    private int entries;

    Page(GraphRequest request, ObjectType type, DeltaToken token) {
      this.request = request;
      this.type = type;
      this.token = token;
      Set<String> names =
          token.select().isEmpty()
              ? new LinkedHashSet<>(type.defaults())
              : new LinkedHashSet<>(Stream.of(token.select().split(",", -1)).toList());
      if (token.select().isEmpty() && type == ObjectType.GROUP) {
        names.add("members");
        if (request.beta()) {
          names.add("writebackConfiguration");
        }
      }
      for (LinkKind kind : LinkKind.values()) {
        if (names.remove(kind.property())) {
          relations.add(kind);
        }
      }
      names.remove("id");
      this.select = names;
    }

    GraphResponse build(String base) {
      ObjectNode body = head(request, type, token);
      long start = token.member() >= 0 ? token.object() - 1 : token.object();
      for (Entity entity : state.after(start)) {
        if (!wanted(entity)) {
          continue;
        }
        long resumeAt = entity.number == token.object() ? token.member() : -1;
        long stoppedAt = show(entity, resumeAt);
        boolean cut = stoppedAt >= 0;
        if (cut
            || value.size() >= codec.limits().objects()
            || entries >= codec.limits().memberEntries()) {
          body.put(
              "@odata.nextLink",
              base + "?$skiptoken=" + codec.write(token.at(entity.number, stoppedAt)));
          body.set("value", value);
          return GraphResponse.ok(body);
        }
      }
      body.put(
          "@odata.deltaLink", base + "?$deltatoken=" + codec.write(token.nextRound(state.now())));
      body.set("value", value);
      return GraphResponse.ok(body);
    }

    private boolean wanted(Entity entity) {
      return entity.type == type
          && entity.sequence > token.from()
          && entity.createdAt <= token.until()
          && (token.ids().isEmpty() || token.ids().contains(entity.id));
    }

    /** Shows an object; answers the member to go on after, or -1 when it is done. */
    private long show(Entity entity, long resumeAt) {
      if (!entity.live()) {
        if (!token.initial()) {
          ObjectNode removed = value.addObject();
          removed.put("id", entity.id);
          boolean soft = entity.life == Entity.Life.DELETED;
          removed.putObject("@removed").put("reason", soft ? "changed" : "deleted");
        }
        return -1;
      }
      boolean appeared = entity.appeared > token.from();
      if (!appeared && !tracked(entity)) {
        return -1;
      }
      ObjectNode shown = Json.object();
      boolean minimal = request.prefers("return=minimal") && !appeared;
      for (String name : select) {
        boolean changed = entity.changed.getOrDefault(name, 0L) > token.from();
        if (minimal && !changed) {
          continue;
        }
        JsonNode stored = entity.properties.get(name);
        // A property that never had a value is absent; one set to null comes as null.
        if (stored != null && (!stored.isNull() || entity.changed.containsKey(name))) {
          shown.set(name, Rendering.value(entity, name));
        }
      }
      shown.put("id", entity.id);
      long stoppedAt = -1;
      for (LinkKind kind : relations) {
        // Only members are many enough to be spread over pages; the rest comes with the first part.
        if (kind == LinkKind.MEMBER || resumeAt < 0) {
          stoppedAt = Math.max(stoppedAt, relation(entity, kind, appeared, resumeAt, shown));
        }
      }
      value.add(shown);
      return stoppedAt;
    }

    private boolean tracked(Entity entity) {
      return select.stream().anyMatch(n -> entity.changed.getOrDefault(n, 0L) > token.from())
          || relations.stream()
              .anyMatch(k -> entity.changed.getOrDefault(k.property(), 0L) > token.from());
    }

    private long relation(
        Entity entity, LinkKind kind, boolean appeared, long resumeAt, ObjectNode shown) {
      ArrayNode list = Json.array();
      long last = -1;
      for (Map.Entry<Long, Link> link :
          state.links(kind, entity).tailMap(resumeAt, false).entrySet()) {
        boolean present = link.getValue().state == Link.State.PRESENT;
        if (appeared ? !present : link.getValue().sequence <= token.from()) {
          continue;
        }
        if (kind == LinkKind.MEMBER && entries >= codec.limits().memberEntries()) {
          shown.set(kind.property() + "@delta", list);
          return last < 0 ? Math.max(resumeAt, 0) : last;
        }
        Entity target = state.at(link.getKey());
        ObjectNode item = list.addObject();
        item.put("@odata.type", "#microsoft.graph." + target.type.graphName());
        item.put("id", target.id);
        if (!present) {
          item.putObject("@removed").put("reason", "deleted");
        }
        entries++;
        last = link.getKey();
      }
      if (!list.isEmpty()) {
        shown.set(kind.property() + "@delta", list);
      }
      return -1;
    }
  }
}
