package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Directory roles: built-in definitions and their assignments. */
final class Roles {
  static final String HYBRID_IDENTITY_ADMINISTRATOR = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";

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
  private final Tenancy tenancy;

  Roles(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
  }

  /** Whether an object holds any administrator role: soft match must not take it over. */
  boolean administrator(Entity entity) {
    for (JsonNode assignment : tenancy.roleAssignments().path("value")) {
      if (assignment.path("principalId").asText().equals(entity.id)) {
        return true;
      }
    }
    return false;
  }

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

  private static GraphResponse definitions(GraphRequest request) {
    if (request.depth() == 3) {
      ArrayNode all = Json.array();
      BUILT_IN.keySet().forEach(id -> all.add(definition(id)));
      return collection(request, "roleManagement/directory/roleDefinitions", all);
    }
    String id = request.segment(3);
    if (!BUILT_IN.containsKey(id)) {
      throw GraphException.notFound(id);
    }
    ObjectNode shown = Json.object();
    shown.put(
        "@odata.context",
        request.root() + "/$metadata#roleManagement/directory/roleDefinitions/$entity");
    shown.setAll(definition(id));
    return GraphResponse.ok(shown);
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
    ArrayNode stored =
        tenancy.roleAssignments().path("value") instanceof ArrayNode array
            ? array
            : tenancy.roleAssignments().putArray("value");
    if (request.method().equals("POST")) {
      ObjectNode body = request.json();
      ObjectNode added = Json.object();
      added.put("id", UUID.randomUUID().toString());
      for (String name : new String[] {"principalId", "roleDefinitionId"}) {
        if (!body.hasNonNull(name)) {
          throw GraphException.badRequest("A value is required for property '" + name + "'.");
        }
        added.put(name, body.path(name).asText());
      }
      added.put("directoryScopeId", body.path("directoryScopeId").asText("/"));
      stored.add(added);
      state.keep("roleAssignments");
      return GraphResponse.json(201, added);
    }
    if (request.method().equals("DELETE")) {
      for (int i = 0; i < stored.size(); i++) {
        if (stored.get(i).path("id").asText().equals(request.segment(3))) {
          stored.remove(i);
          state.keep("roleAssignments");
          return GraphResponse.noContent();
        }
      }
      throw GraphException.notFound(request.segment(3));
    }
    String filter = request.option("$filter").orElse("");
    ArrayNode shown = Json.array();
    for (JsonNode assignment : stored) {
      boolean wanted =
          filter.isEmpty()
              || filter.contains("'" + assignment.path("principalId").asText() + "'")
              || filter.contains("'" + assignment.path("roleDefinitionId").asText() + "'");
      if (wanted) {
        shown.add(assignment);
      }
    }
    return collection(request, "roleManagement/directory/roleAssignments", shown);
  }

  static GraphResponse collection(GraphRequest request, String context, ArrayNode value) {
    ObjectNode body = Json.object();
    body.put("@odata.context", request.root() + "/$metadata#" + context);
    body.set("value", value);
    return GraphResponse.ok(body);
  }
}
