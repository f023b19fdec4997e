package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Delta queries on the directory objects of one type or of all. A page ends after so many objects
 * or member entries as {@link DeltaLimits} say; a group that does not fit goes on under the same id
 * on the next page.
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

  /**
   * Answers one page.
   *
   * @param type empty for {@code /directoryObjects/delta}, which covers every type
   */
  GraphResponse handle(GraphRequest request, Optional<ObjectType> type) {
    String segment = type.map(ObjectType::segment).orElse("directoryObjects");
    String base = request.root() + "/" + segment + "/delta";
    String given = request.option("$skiptoken").or(() -> request.option("$deltatoken")).orElse("");
    DeltaToken token;
    if (given.isEmpty() || given.equals("latest")) {
      token = first(request, type, segment);
      if (given.equals("latest")) {
        ObjectNode body = head(request, token);
        body.put(
            "@odata.deltaLink", base + "?$deltatoken=" + codec.write(token.nextRound(state.now())));
        body.putArray("value");
        return GraphResponse.ok(body);
      }
    } else {
      token = codec.read(given, state.now(), base + "?$deltatoken=");
      if (!token.resource().equals(segment)) {
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

  private DeltaToken first(GraphRequest request, Optional<ObjectType> type, String segment) {
    for (String refused : List.of("$top", "$orderby", "$search", "$skip")) {
      if (request.option(refused).isPresent()) {
        throw GraphException.unsupportedQuery(
            "The query option '" + refused + "' is not supported on delta queries.");
      }
    }
    Set<String> select = QueryOptions.select(request, new PropertyNames(type, request.beta()));
    String expand = request.option("$expand").orElse("");
    if (!expand.isEmpty()) {
      if (!RELATIONS.contains(expand)) {
        throw GraphException.odata("Only a relationship can be expanded on delta queries.");
      }
      if (select.isEmpty()) {
        type.ifPresent(t -> select.addAll(t.defaults()));
      }
      select.add(expand);
    }
    return new DeltaToken(
        segment,
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

  private static ObjectNode head(GraphRequest request, DeltaToken token) {
    ObjectNode body = Json.object();
    String projection = token.select().isEmpty() ? "" : "(" + token.select() + ")";
    body.put(
        "@odata.context",
        request.root() + "/$metadata#" + token.resource() + projection + "/$delta");
    return body;
  }

  /** Builds one page. */
  private final class Page {
    private final GraphRequest request;
    private final Optional<ObjectType> type;
    private final DeltaToken token;
    private final Map<ObjectType, Tracked> tracked = new EnumMap<>(ObjectType.class);
    private final ArrayNode value = Json.array();
    private int entries;

    Page(GraphRequest request, Optional<ObjectType> type, DeltaToken token) {
      this.request = request;
      this.type = type;
      this.token = token;
    }

    GraphResponse build(String base) {
      ObjectNode body = head(request, token);
      long start = token.member() >= 0 ? token.object() - 1 : token.object();
      for (Entity entity : source(start)) {
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

    private Iterable<Entity> source(long start) {
      if (token.ids().isEmpty()) {
        return state.changes(type, token.from(), start);
      }
      return token.ids().stream()
          .flatMap(id -> state.any(id).stream())
          .filter(entity -> entity.number > start)
          .sorted(Comparator.comparingLong(entity -> entity.number))
          .toList();
    }

    private boolean wanted(Entity entity) {
      return (type.isEmpty() || entity.type == type.get())
          && (entity.sequence > token.from())
          && entity.createdAt <= token.until();
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
      Tracked names = tracked.computeIfAbsent(entity.type, t -> Tracked.of(t, token, request));
      if (!appeared && !names.changed(entity, token.from())) {
        return -1;
      }
      ObjectNode shown = Json.object();
      if (type.isEmpty()) {
        shown.put("@odata.type", "#microsoft.graph." + entity.type.graphName());
      }
      boolean minimal = request.prefers("return=minimal") && !appeared;
      for (String name : names.properties()) {
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
      for (LinkKind kind : names.relations()) {
        // Only members are many enough to be spread over pages; the rest comes with the first part.
        if (kind == LinkKind.MEMBER || resumeAt < 0) {
          stoppedAt = Math.max(stoppedAt, relation(entity, kind, appeared, resumeAt, shown));
        }
      }
      value.add(shown);
      return stoppedAt;
    }

    private long relation(
        Entity entity, LinkKind kind, boolean appeared, long resumeAt, ObjectNode shown) {
      int room =
          kind == LinkKind.MEMBER
              ? Math.max(codec.limits().memberEntries() - entries, 0)
              : Integer.MAX_VALUE - 1;
      List<LinkTable.Row> rows =
          state.links(kind, entity, resumeAt, appeared ? 0 : token.from(), room + 1);
      ArrayNode list = Json.array();
      long last = Math.max(resumeAt, 0);
      for (LinkTable.Row row : rows.subList(0, Math.min(room, rows.size()))) {
        ObjectNode item = list.addObject();
        item.put("@odata.type", "#microsoft.graph." + row.type().graphName());
        item.put("id", row.id());
        if (!row.present()) {
          item.putObject("@removed").put("reason", "deleted");
        }
        entries++;
        last = row.target();
      }
      boolean cut = rows.size() > room;
      if (cut || !list.isEmpty()) {
        shown.set(kind.property() + "@delta", list);
      }
      return cut ? last : -1;
    }
  }

  /** What a delta query tracks and shows of one type. */
  private record Tracked(Set<String> properties, List<LinkKind> relations) {
    static Tracked of(ObjectType type, DeltaToken token, GraphRequest request) {
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
      List<LinkKind> relations = new ArrayList<>();
      for (LinkKind kind : LinkKind.values()) {
        if (names.remove(kind.property())) {
          relations.add(kind);
        }
      }
      names.remove("id");
      return new Tracked(names, relations);
    }

    boolean changed(Entity entity, long from) {
      return Stream.concat(properties.stream(), relations.stream().map(LinkKind::property))
          .anyMatch(name -> entity.changed.getOrDefault(name, 0L) > from);
    }
  }
}
