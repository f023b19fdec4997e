package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Directory roles. An activated role is a directory object whose members hold it; role assignments
 * are another view of those memberships, so that both always agree.
 */
final class Roles {
  static final String HYBRID_IDENTITY_ADMINISTRATOR = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
  private static final Pattern CLAUSE =
      Pattern.compile("(principalId|roleDefinitionId)\\s+eq\\s+'([^']*)'");

  private static final Map<String, String> BUILT_IN = new LinkedHashMap<>();

  static {
    BUILT_IN.put(HYBRID_IDENTITY_ADMINISTRATOR, "Hybrid Identity Administrator");
    BUILT_IN.put("62e90394-69f5-4237-9190-012177145e10", "Global Administrator");
    BUILT_IN.put("fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator");
    BUILT_IN.put("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator");
    BUILT_IN.put("d29b2b05-8046-44ba-8758-1e26182fcf32", "Directory Synchronization Accounts");
    BUILT_IN.put("158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator");
    BUILT_IN.put("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator");
  }

  private final TenantState state;

  Roles(TenantState state) {
    this.state = state;
  }

  /** Whether an object holds any administrator role: soft match must not take it over. */
  boolean administrator(Entity entity) {
    return !state
        .page(
            ObjectQuery.sources(LinkKind.MEMBER, entity)
                .only(Optional.of(ObjectType.DIRECTORY_ROLE)),
            0,
            1)
        .isEmpty();
  }

  private Optional<Entity> active(String templateId) {
    return state.holder(UniqueValues.role(templateId)).filter(Entity::live);
  }

  /** The role's object, made at first use. */
  Entity activate(String templateId) {
    return active(templateId)
        .orElseGet(
            () -> {
              String name = BUILT_IN.get(templateId);
              if (name == null) {
                throw GraphException.notFound(templateId);
              }
              ObjectNode properties = Json.object();
              properties.put("displayName", name);
              properties.put("description", name);
              properties.put("roleTemplateId", templateId);
              return state.create(ObjectType.DIRECTORY_ROLE, TenantState.newId(), properties);
            });
  }

  /** {@code POST /directoryRoles}: activates a role. */
  Entity activateNew(ObjectNode body) {
    String templateId = body.path("roleTemplateId").asText("");
    if (active(templateId).isPresent()) {
      throw GraphException.badRequest(
          "A conflicting object with one or more of the specified property values is present in"
              + " the directory.");
    }
    return activate(templateId);
  }

  /** {@code /roleManagement/directory/…}. */
  GraphResponse handle(GraphRequest request) {
    if (!request.word(1).equals("directory")) {
      throw GraphException.unknownSegment(request.segment(1));
    }
    switch (request.word(2)) {
      case "roledefinitions" -> {
        return definitions(request);
      }
      case "roleassignments" -> {
        return assignments(request);
      }
      default -> throw GraphException.unknownSegment(request.segment(2));
    }
  }

  /** {@code /directoryRoleTemplates[/id]}. */
  GraphResponse templates(GraphRequest request) {
    Answers.allow(request, "GET");
    if (request.depth() == 1) {
      ArrayNode all = Json.array();
      BUILT_IN.keySet().forEach(id -> all.add(template(id)));
      return Answers.collection(request, "directoryRoleTemplates", all);
    }
    return Answers.single(request, "directoryRoleTemplates", template(known(request.segment(1))));
  }

  private static ObjectNode template(String id) {
    ObjectNode template = Json.object();
    template.put("id", id);
    template.putNull("deletedDateTime");
    template.put("displayName", BUILT_IN.get(id));
    template.put("description", BUILT_IN.get(id));
    return template;
  }

  private static String known(String id) {
    if (!BUILT_IN.containsKey(id)) {
      throw GraphException.notFound(id);
    }
    return id;
  }

  private static GraphResponse definitions(GraphRequest request) {
    Answers.allow(request, "GET");
    String context = "roleManagement/directory/roleDefinitions";
    if (request.depth() == 3) {
      ArrayNode all = Json.array();
      BUILT_IN.keySet().forEach(id -> all.add(definition(id)));
      return Answers.collection(request, context, all);
    }
    return Answers.single(request, context, definition(known(request.segment(3))));
  }

  private static ObjectNode definition(String id) {
    ObjectNode role = Json.object();
    role.put("id", id);
    role.put("templateId", id);
    role.put("displayName", BUILT_IN.get(id));
    role.put("description", BUILT_IN.get(id));
    role.put("isBuiltIn", true);
    role.put("isEnabled", true);
    role.putArray("rolePermissions");
    return role;
  }

  private GraphResponse assignments(GraphRequest request) {
    String context = "roleManagement/directory/roleAssignments";
    boolean one = request.depth() > 3;
    switch (request.method()) {
      case "GET" -> {
        return one
            ? Answers.single(request, context, find(request.segment(3)).shown())
            : Answers.collection(request, context, list(request));
      }
      case "POST" -> {
        if (!one) {
          return Answers.created(request, context, assign(request.json()).shown());
        }
      }
      case "DELETE" -> {
        if (one) {
          Assignment assignment = find(request.segment(3));
          state.unlink(LinkKind.MEMBER, assignment.role, assignment.principal);
          return GraphResponse.noContent();
        }
      }
      default -> {}
    }
    throw GraphException.methodNotAllowed();
  }

  private ArrayNode list(GraphRequest request) {
    String filter = request.option("$filter").orElse("");
    Matcher matcher = CLAUSE.matcher(filter);
    String principal = "";
    String definition = "";
    boolean any = false;
    while (matcher.find()) {
      any = true;
      if (matcher.group(1).equals("principalId")) {
        principal = matcher.group(2);
      } else {
        definition = matcher.group(2);
      }
    }
    if (!filter.isBlank() && !any) {
      throw GraphException.odata("Invalid filter clause");
    }
    ArrayNode shown = Json.array();
    for (Entity role : state.all(ObjectQuery.ofType(ObjectType.DIRECTORY_ROLE, Entity.Life.LIVE))) {
      if (definition.isEmpty() || definition.equals(role.text("roleTemplateId"))) {
        for (Entity holder : state.targets(LinkKind.MEMBER, role)) {
          if (principal.isEmpty() || principal.equalsIgnoreCase(holder.id)) {
            shown.add(new Assignment(role, holder).shown());
          }
        }
      }
    }
    return shown;
  }

  private Assignment assign(ObjectNode body) {
    for (String name : List.of("principalId", "roleDefinitionId")) {
      if (!body.hasNonNull(name)) {
        throw GraphException.badRequest("A value is required for property '" + name + "'.");
      }
    }
    if (!body.path("directoryScopeId").asText("/").equals("/")) {
      throw GraphException.badRequest("Only the directory scope '/' is supported.");
    }
    String id = body.path("principalId").asText();
    Entity principal = state.live(id).orElseThrow(() -> GraphException.notFound(id));
    Entity role = activate(body.path("roleDefinitionId").asText());
    add(role, principal);
    return new Assignment(role, principal);
  }

  /** Gives a role to a principal, by the rules. */
  void add(Entity role, Entity principal) {
    if (principal.is(ObjectType.GROUP) && !principal.flag("isAssignableToRole")) {
      throw GraphException.badRequest(
          "The group '" + principal.id + "' is not assignable to a role.");
    }
    if (!state.link(LinkKind.MEMBER, role, principal)) {
      throw GraphException.badRequest(
          "One or more added object references already exist for the following modified"
              + " properties: 'members'.");
    }
  }

  private Assignment find(String id) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
      if (bytes.remaining() == 32) {
        String template = new UUID(bytes.getLong(), bytes.getLong()).toString();
        String principal = new UUID(bytes.getLong(), bytes.getLong()).toString();
        Optional<Entity> role = active(template);
        Optional<Entity> holder = state.live(principal);
        if (role.isPresent()
            && holder.isPresent()
            && state.linked(LinkKind.MEMBER, role.get(), holder.get())) {
          return new Assignment(role.get(), holder.get());
        }
      }
    } catch (IllegalArgumentException e) {
      throw GraphException.notFound(id);
    }
    throw GraphException.notFound(id);
  }

  /** A membership of a role, as an assignment. Its id says both ends. */
  private record Assignment(Entity role, Entity principal) {
    ObjectNode shown() {
      ByteBuffer id = ByteBuffer.allocate(32);
      for (String part : List.of(role.text("roleTemplateId"), principal.id)) {
        UUID uuid = UUID.fromString(part);
        id.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
      }
      ObjectNode shown = Json.object();
      shown.put("id", Base64.getUrlEncoder().withoutPadding().encodeToString(id.array()));
      shown.put("principalId", principal.id);
      shown.put("roleDefinitionId", role.text("roleTemplateId"));
      shown.put("directoryScopeId", "/");
      return shown;
    }
  }
}
