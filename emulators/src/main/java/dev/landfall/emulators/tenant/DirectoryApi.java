package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The collections of directory objects: finds the object a path means and what to do with it. */
final class DirectoryApi {
  private static final Pattern KEYED =
      Pattern.compile("(?i)(\\w+)\\((uniqueName|appId|roleTemplateId)='((?:[^']|'')*)'\\)");

  private final TenantState state;
  private final Groups groups;
  private final Users users;
  private final Applications applications;
  private final Roles roles;
  private final Relationships relationships;
  private final SyncBehavior syncBehavior;
  private final SynchronizationApi synchronization;
  private final DeletedItems deletedItems;
  private final ByIds byIds;
  private final Listing listing;
  private final Expansion expansion;
  private final DeltaQuery deltas;

  DirectoryApi(
      TenantState state,
      Tenancy tenancy,
      DeltaLimits limits,
      Applications applications,
      SynchronizationApi synchronization) {
    this.state = state;
    this.groups = new Groups(state, tenancy);
    this.users = new Users(state, tenancy);
    this.applications = applications;
    this.roles = new Roles(state);
    this.listing = new Listing(state);
    this.expansion = new Expansion(state);
    this.relationships = new Relationships(state, listing);
    this.syncBehavior = new SyncBehavior(state);
    this.synchronization = synchronization;
    this.deletedItems = new DeletedItems(state, listing);
    this.byIds = new ByIds(state);
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
    if (type == ObjectType.GROUP && request.word(2).endsWith("restore")) {
      return deletedItems.restoreGroup(request);
    }
    Entity entity = find(type, request.segment(1));
    return one(request, entity, 2);
  }

  private GraphResponse keyed(GraphRequest request, Matcher keyed) {
    ObjectType type =
        ObjectType.ofSegment(keyed.group(1))
            .orElseThrow(() -> GraphException.unknownSegment(request.segment(0)));
    String value = keyed.group(3).replace("''", "'");
    String name = keyed.group(2).toLowerCase(Locale.ROOT);
    String key =
        switch (name) {
          case "appid" -> UniqueValues.appId(value);
          case "roletemplateid" -> UniqueValues.role(value);
          default -> UniqueValues.uniqueName(value);
        };
    Optional<Entity> found =
        state.holders(key).stream().filter(e -> e.is(type) && e.live()).findFirst();
    if (found.isEmpty()
        && type == ObjectType.GROUP
        && name.equals("uniquename")
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
        if (request.json().path("isAssignableToRole").asBoolean()) {
          Permissions.require(request.caller().roles(), Set.of(Permissions.ROLE_WRITE));
        }
        return created(request, groups.create(request.json(), request.beta()));
      }
      if (type == ObjectType.USER) {
        return created(request, users.create(request.json()));
      }
      if (type == ObjectType.APPLICATION) {
        return created(request, applications.createApplication(request.json()));
      }
      if (type == ObjectType.SERVICE_PRINCIPAL) {
        return created(request, applications.createPrincipal(request.json()));
      }
      if (type == ObjectType.DIRECTORY_ROLE) {
        return created(request, roles.activateNew(request.json()));
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
    if (entity.flag("isAssignableToRole") && !Permissions.reads(request)) {
      Permissions.require(request.caller().roles(), Set.of(Permissions.ROLE_WRITE));
    }
    if (request.depth() == next) {
      return entity(request, entity);
    }
    String word = request.word(next);
    String bare = word.substring(word.lastIndexOf('.') + 1);
    if (!Navigation.leads(entity.type, bare)) {
      throw GraphException.unknownSegment(request.segment(next));
    }
    switch (bare) {
      case "members" -> {
        return relationships.links(request, entity, LinkKind.MEMBER, next + 1);
      }
      case "owners" -> {
        return relationships.links(request, entity, LinkKind.OWNER, next + 1);
      }
      case "manager" -> {
        return relationships.manager(request, entity, next + 1);
      }
      case "transitivemembers" -> {
        return relationships.list(request, ObjectQuery.below(entity), next + 1);
      }
      case "memberof" -> {
        return relationships.list(request, ObjectQuery.sources(LinkKind.MEMBER, entity), next + 1);
      }
      case "transitivememberof" -> {
        return relationships.list(request, ObjectQuery.above(entity), next + 1);
      }
      case "directreports" -> {
        return relationships.list(request, ObjectQuery.sources(LinkKind.MANAGER, entity), next + 1);
      }
      case "onpremisessyncbehavior" -> {
        return syncBehavior.handle(request, entity);
      }
      case "approleassignments", "approleassignedto" -> {
        return applications.assignments(request, entity, next + 1);
      }
      case "addpassword", "addkey", "removepassword", "removekey" -> {
        return applications.credentials(request, entity, bare);
      }
      case "synchronization" -> {
        return synchronization.handle(request, entity, next + 1);
      }
      case "retryserviceprovisioning" -> {
        Answers.allow(request, "POST");
        state.set(entity, "serviceProvisioningErrors", Json.array());
        return GraphResponse.noContent();
      }
      default -> {
        return relationships.membership(request, entity, bare);
      }
    }
  }

  private GraphResponse entity(GraphRequest request, Entity entity) {
    switch (request.method()) {
      case "GET" -> {
        return GraphResponse.ok(expansion.into(request, entity, Rendering.single(request, entity)));
      }
      case "PATCH" -> {
        if (entity.is(ObjectType.GROUP)) {
          groups.update(entity, request.json(), request.beta());
        } else if (entity.is(ObjectType.USER)) {
          users.update(entity, request.json());
        } else if (application(entity)) {
          applications.update(entity, request.json());
        } else {
          throw GraphException.methodNotAllowed();
        }
        return GraphResponse.noContent();
      }
      case "DELETE" -> {
        delete(entity);
        return GraphResponse.noContent();
      }
      default -> throw GraphException.methodNotAllowed();
    }
  }

  private static boolean application(Entity entity) {
    return entity.is(ObjectType.APPLICATION) || entity.is(ObjectType.SERVICE_PRINCIPAL);
  }

  private void delete(Entity entity) {
    if (entity.is(ObjectType.GROUP)) {
      groups.delete(entity);
    } else if (entity.is(ObjectType.USER)) {
      users.delete(entity);
    } else if (application(entity)) {
      applications.delete(entity);
    } else {
      throw GraphException.methodNotAllowed();
    }
  }

  GraphResponse deletedItems(GraphRequest request) {
    return deletedItems.handle(request);
  }

  /** {@code /directoryObjects/…}. */
  GraphResponse directoryObjects(GraphRequest request) {
    String word = request.word(1);
    if (word.equals("delta") || word.endsWith("graph.delta")) {
      return deltas.handle(request, Optional.empty());
    }
    if (word.endsWith("validateproperties")) {
      Answers.allow(request, "POST");
      groups.validate(request.json());
      return GraphResponse.noContent();
    }
    if (word.isEmpty()) {
      throw GraphException.methodNotAllowed();
    }
    if (word.endsWith("getbyids")) {
      return byIds.handle(request);
    }
    Entity entity =
        state
            .live(request.segment(1))
            .orElseThrow(() -> GraphException.notFound(request.segment(1)));
    if (request.depth() > 2) {
      return one(request, entity, 2);
    }
    Answers.allow(request, "GET", "DELETE");
    if (request.method().equals("DELETE")) {
      delete(entity);
      return GraphResponse.noContent();
    }
    return GraphResponse.ok(Rendering.directoryObject(request, entity));
  }
}
