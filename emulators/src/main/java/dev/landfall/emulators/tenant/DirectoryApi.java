package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The collections of directory objects: finds the object a path means and what to do with it. */
final class DirectoryApi {
  private static final Pattern KEYED =
      Pattern.compile("(?i)(\\w+)\\((uniqueName|appId)='((?:[^']|'')*)'\\)");

  private final TenantState state;
  private final Groups groups;
  private final Users users;
  private final Members members;
  private final Listing listing;
  private final DeltaQuery deltas;
  private final Tenancy tenancy;

  DirectoryApi(TenantState state, Tenancy tenancy, DeltaLimits limits) {
    this.state = state;
    this.tenancy = tenancy;
    this.groups = new Groups(state, tenancy);
    this.users = new Users(state, tenancy);
    this.members = new Members(state);
    this.listing = new Listing(state);
    this.deltas = new DeltaQuery(state, tenancy, limits);
  }

  DeltaToken.Codec tokens() {
    return deltas.codec();
  }

  /** Whether the first segment names a collection handled here. */
  static boolean handles(GraphRequest request) {
    return ObjectType.ofSegment(request.word(0)).isPresent()
        || KEYED.matcher(request.segment(0)).matches();
  }

  GraphResponse handle(GraphRequest request) {
    Matcher keyed = KEYED.matcher(request.segment(0));
    if (keyed.matches()) {
      return keyed(request, keyed);
    }
    ObjectType type = ObjectType.ofSegment(request.word(0)).orElseThrow();
    if (request.depth() == 1) {
      return collection(request, type);
    }
    String word = request.word(1);
    if (word.equals("delta") || word.endsWith("graph.delta")) {
      return deltas.handle(request, Optional.of(type));
    }
    if (word.equals("$count")) {
      return listing.count(
          request, PropertyNames.of(type, request), ObjectQuery.ofType(type, Entity.Life.LIVE));
    }
    Entity entity = find(type, request.segment(1));
    return one(request, entity, 2);
  }

  private GraphResponse keyed(GraphRequest request, Matcher keyed) {
    ObjectType type =
        ObjectType.ofSegment(keyed.group(1))
            .orElseThrow(() -> GraphException.unknownSegment(request.segment(0)));
    String value = keyed.group(3).replace("''", "'");
    boolean byApp = keyed.group(2).equalsIgnoreCase("appId");
    String key = byApp ? UniqueValues.appId(value) : UniqueValues.uniqueName(value);
    Optional<Entity> found = state.holder(key).filter(e -> e.is(type) && e.live());
    if (found.isEmpty()
        && !byApp
        && request.method().equals("PATCH")
        && request.prefers("create-if-missing")) {
      ObjectNode body = request.json();
      body.put("uniqueName", value);
      return created(request, groups.create(body, request.beta()));
    }
    return one(request, found.orElseThrow(() -> GraphException.notFound(value)), 1);
  }

  private Entity find(ObjectType type, String id) {
    Optional<Entity> found = state.live(id);
    if (found.isEmpty() && type == ObjectType.USER) {
      found = state.holder(UniqueValues.userPrincipalName(id)).filter(Entity::live);
    }
    return found.filter(e -> e.is(type)).orElseThrow(() -> GraphException.notFound(id));
  }

  private GraphResponse collection(GraphRequest request, ObjectType type) {
    if (request.method().equals("GET")) {
      return listing.ofType(request, type, Entity.Life.LIVE);
    }
    if (request.method().equals("POST")) {
      if (type == ObjectType.GROUP) {
        return created(request, groups.create(request.json(), request.beta()));
      }
      if (type == ObjectType.USER) {
        return created(request, users.create(request.json()));
      }
    }
    throw GraphException.methodNotAllowed();
  }

  private static GraphResponse created(GraphRequest request, Entity entity) {
    ObjectNode shown = Json.object();
    shown.put(
        "@odata.context", request.root() + "/$metadata#" + entity.type.segment() + "/$entity");
    shown.setAll(Rendering.object(entity, Set.of(), request.beta()));
    return GraphResponse.json(201, shown)
        .header("Location", request.root() + "/directoryObjects/" + entity.id);
  }

  /** An object, and what follows it in the path from {@code next} on. */
  private GraphResponse one(GraphRequest request, Entity entity, int next) {
    if (request.depth() == next) {
      return entity(request, entity);
    }
    String word = request.word(next);
    String bare = word.substring(word.lastIndexOf('.') + 1);
    switch (bare) {
      case "members" -> {
        return links(request, entity, LinkKind.MEMBER, next + 1);
      }
      case "owners" -> {
        return links(request, entity, LinkKind.OWNER, next + 1);
      }
      case "manager" -> {
        return manager(request, entity, next + 1);
      }
      case "transitivemembers" -> {
        return list(request, ObjectQuery.below(entity), next + 1);
      }
      case "memberof" -> {
        return list(request, ObjectQuery.sources(LinkKind.MEMBER, entity), next + 1);
      }
      case "transitivememberof" -> {
        return list(request, ObjectQuery.above(entity), next + 1);
      }
      case "directreports" -> {
        return list(request, ObjectQuery.sources(LinkKind.MANAGER, entity), next + 1);
      }
      case "onpremisessyncbehavior" -> {
        return syncBehavior(request, entity);
      }
      case "approleassignments" -> {
        return appRoleAssignments(request, entity);
      }
      case "checkmembergroups", "checkmemberobjects", "getmembergroups", "getmemberobjects" -> {
        return membership(request, entity, bare);
      }
      default -> throw GraphException.unknownSegment(request.segment(next));
    }
  }

  private GraphResponse entity(GraphRequest request, Entity entity) {
    switch (request.method()) {
      case "GET" -> {
        return GraphResponse.ok(Rendering.single(request, entity));
      }
      case "PATCH" -> {
        if (entity.is(ObjectType.GROUP)) {
          groups.update(entity, request.json(), request.beta());
        } else if (entity.is(ObjectType.USER)) {
          users.update(entity, request.json());
        } else {
          throw GraphException.methodNotAllowed();
        }
        return GraphResponse.noContent();
      }
      case "DELETE" -> {
        if (entity.is(ObjectType.GROUP)) {
          groups.delete(entity);
        } else if (entity.is(ObjectType.USER)) {
          users.delete(entity);
        } else {
          throw GraphException.methodNotAllowed();
        }
        return GraphResponse.noContent();
      }
      default -> throw GraphException.methodNotAllowed();
    }
  }

  private GraphResponse links(GraphRequest request, Entity group, LinkKind kind, int next) {
    if (request.word(next).equals("$ref") && request.method().equals("POST")) {
      members.add(kind, group, request.json());
      return GraphResponse.noContent();
    }
    if (request.word(next + 1).equals("$ref") && request.method().equals("DELETE")) {
      members.remove(kind, group, request.segment(next));
      return GraphResponse.noContent();
    }
    // Our choice: DELETE without $ref would delete the member itself; no client means that.
    if (!request.method().equals("GET")) {
      throw GraphException.methodNotAllowed();
    }
    return list(request, ObjectQuery.targets(kind, group), next);
  }

  /** A collection reached from an object: plain, counted, cast or as references. */
  private GraphResponse list(GraphRequest request, ObjectQuery query, int next) {
    if (!request.method().equals("GET")) {
      throw GraphException.methodNotAllowed();
    }
    if (request.depth() == next) {
      return listing.mixed(request, query);
    }
    String word = request.word(next);
    if (word.equals("$count")) {
      return listing.count(request, PropertyNames.any(request), query);
    }
    if (word.equals("$ref")) {
      return listing.references(request, query);
    }
    ObjectType type =
        ObjectType.ofCast(word)
            .orElseThrow(() -> GraphException.unknownSegment(request.segment(next)));
    return request.word(next + 1).equals("$count")
        ? listing.count(request, PropertyNames.of(type, request), query.only(Optional.of(type)))
        : listing.cast(request, type, query);
  }

  private GraphResponse manager(GraphRequest request, Entity user, int next) {
    List<Entity> present = state.targets(LinkKind.MANAGER, user);
    switch (request.method()) {
      case "PUT" -> {
        Entity manager = Members.target(state, request.json().path("@odata.id").asText(""));
        present.forEach(old -> state.unlink(LinkKind.MANAGER, user, old));
        state.link(LinkKind.MANAGER, user, manager);
        return GraphResponse.noContent();
      }
      case "DELETE" -> {
        present.forEach(old -> state.unlink(LinkKind.MANAGER, user, old));
        return GraphResponse.noContent();
      }
      default -> {
        if (present.isEmpty()) {
          throw GraphException.notFound("manager");
        }
        if (request.word(next).equals("$ref")) {
          ObjectNode reference = Json.object();
          reference.put("@odata.context", request.root() + "/$metadata#$ref");
          reference.put("@odata.id", request.root() + "/directoryObjects/" + present.get(0).id);
          return GraphResponse.ok(reference);
        }
        return GraphResponse.ok(typedSingle(request, present.get(0)));
      }
    }
  }

  private static ObjectNode typedSingle(GraphRequest request, Entity entity) {
    ObjectNode shown = Json.object();
    shown.put("@odata.context", request.root() + "/$metadata#directoryObjects/$entity");
    shown.setAll(Rendering.typed(entity, Set.of(), request.beta()));
    return shown;
  }

  /** Source of authority: moves an object to the cloud, or back to Active Directory. */
  private GraphResponse syncBehavior(GraphRequest request, Entity entity) {
    boolean cloudManaged = entity.flag("landfallCloudManaged");
    if (request.method().equals("PATCH")) {
      boolean wanted = request.json().path("isCloudManaged").asBoolean();
      if (wanted && entity.synced()) {
        state.set(entity, "landfallCloudManaged", Json.MAPPER.getNodeFactory().booleanNode(true));
        state.set(entity, "onPremisesSyncEnabled", (JsonNode) null);
      } else if (!wanted && cloudManaged) {
        state.set(entity, "landfallCloudManaged", Json.MAPPER.getNodeFactory().booleanNode(false));
      } else if (!wanted && entity.shadow == null) {
        throw GraphException.badRequest(
            "Only an object that came from Active Directory can go back to it.");
      }
      return GraphResponse.noContent();
    }
    ObjectNode shown = Json.object();
    shown.put(
        "@odata.context",
        request.root()
            + "/$metadata#"
            + entity.type.segment()
            + "('"
            + entity.id
            + "')/onPremisesSyncBehavior/$entity");
    shown.put("id", entity.id);
    shown.put("isCloudManaged", cloudManaged || !entity.synced() && entity.shadow == null);
    return GraphResponse.ok(shown);
  }

  private GraphResponse appRoleAssignments(GraphRequest request, Entity principal) {
    boolean own = principal.id.equals(tenancy.application().path("principalId").asText());
    JsonNode stored = own ? tenancy.application().path("assignments") : Json.array();
    return Roles.collection(
        request, "servicePrincipals('" + principal.id + "')/appRoleAssignments", stored.deepCopy());
  }

  private GraphResponse membership(GraphRequest request, Entity entity, String function) {
    ObjectNode body = request.json();
    List<String> result = new ArrayList<>();
    if (function.startsWith("check")) {
      JsonNode asked = body.path(function.equals("checkmembergroups") ? "groupIds" : "ids");
      if (asked.size() > 20) {
        throw GraphException.badRequest("At most 20 ids can be checked at once.");
      }
      List<String> ids = new ArrayList<>();
      asked.forEach(id -> ids.add(id.asText()));
      result = members.check(entity, ids);
    } else {
      boolean securityOnly = body.path("securityEnabledOnly").asBoolean();
      for (Entity group : state.all(ObjectQuery.above(entity))) {
        if (!securityOnly || group.flag("securityEnabled")) {
          result.add(group.id);
        }
      }
    }
    return Roles.collection(request, "Collection(Edm.String)", Json.strings(result));
  }

  /** {@code /directoryObjects/…}. */
  GraphResponse directoryObjects(GraphRequest request) {
    String word = request.word(1);
    if (word.endsWith("getbyids")) {
      ObjectNode body = request.json();
      JsonNode ids = body.path("ids");
      if (ids.size() > 1000) {
        throw GraphException.badRequest("At most 1000 ids can be read at once.");
      }
      Set<String> types = new HashSet<>();
      body.path("types").forEach(type -> types.add(type.asText().toLowerCase(Locale.ROOT)));
      ArrayNode value = Json.array();
      Set<String> select =
          new HashSet<>(
              request.option("$select").stream()
                  .flatMap(text -> Stream.of(text.split(",", -1)))
                  .toList());
      for (JsonNode id : ids) {
        state
            .live(id.asText())
            .filter(
                e -> types.isEmpty() || types.contains(e.type.graphName().toLowerCase(Locale.ROOT)))
            .ifPresent(e -> value.add(Rendering.typed(e, select, request.beta())));
      }
      return Roles.collection(request, "directoryObjects", value);
    }
    Entity entity =
        state
            .live(request.segment(1))
            .orElseThrow(() -> GraphException.notFound(request.segment(1)));
    if (request.depth() > 2) {
      return one(request, entity, 2);
    }
    if (!request.method().equals("GET")) {
      throw GraphException.methodNotAllowed();
    }
    return GraphResponse.ok(typedSingle(request, entity));
  }

  /** {@code /directory/deletedItems/…}. */
  GraphResponse deletedItems(GraphRequest request) {
    if (request.depth() < 3) {
      throw GraphException.badRequest("The deleted items of one type can be listed, not all.");
    }
    Optional<ObjectType> cast = ObjectType.ofCast(request.segment(2));
    if (cast.isPresent()) {
      return request.word(3).equals("$count")
          ? listing.count(
              request,
              PropertyNames.of(cast.get(), request),
              ObjectQuery.ofType(cast.get(), Entity.Life.DELETED))
          : listing.ofType(request, cast.get(), Entity.Life.DELETED);
    }
    String id = request.segment(2);
    Entity entity =
        state
            .any(id)
            .filter(e -> e.life == Entity.Life.DELETED)
            .orElseThrow(() -> GraphException.notFound(id));
    if (request.word(3).equals("restore") || request.word(3).endsWith(".restore")) {
      String name = entity.text("userPrincipalName");
      if (!name.isEmpty() && state.holder(UniqueValues.userPrincipalName(name)).isPresent()) {
        throw GraphException.conflict("userPrincipalName");
      }
      state.restore(entity);
      return GraphResponse.ok(typedSingle(request, entity));
    }
    if (request.method().equals("DELETE")) {
      state.purge(entity);
      return GraphResponse.noContent();
    }
    return GraphResponse.ok(typedSingle(request, entity));
  }
}
