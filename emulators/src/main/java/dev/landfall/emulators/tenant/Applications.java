package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Applications, their service principals, and who is assigned to which role of them. */
final class Applications {
  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "appId",
          "createdDateTime",
          "deletedDateTime",
          "publisherDomain",
          "appDisplayName",
          "applicationTemplateId",
          "servicePrincipalType",
          "passwordCredentials");

  private final TenantState state;
  private final Tenancy tenancy;
  private final AppCredentials credentials;
  private final StoredCollection assignments;

  Applications(TenantState state, Tenancy tenancy) {
    this.state = state;
    this.tenancy = tenancy;
    this.credentials = new AppCredentials(state);
    this.assignments = tenancy.assignments();
  }

  Entity createApplication(ObjectNode body) {
    if (!body.hasNonNull("displayName")) {
      throw GraphException.badRequest(
          "A value is required for property 'displayName' of resource 'Application'.");
    }
    check(ObjectType.APPLICATION, body);
    String uniqueName = body.path("uniqueName").asText("");
    if (!uniqueName.isEmpty() && state.holder(UniqueValues.uniqueName(uniqueName)).isPresent()) {
      throw GraphException.conflict("uniqueName");
    }
    return createApplication(body, TenantState.newId());
  }

  private Entity createApplication(ObjectNode body, String appId) {
    ObjectNode properties = body.deepCopy();
    properties.put("appId", appId);
    properties.put("publisherDomain", tenancy.initialDomain());
    if (!properties.hasNonNull("signInAudience")) {
      properties.put("signInAudience", "AzureADMyOrg");
    }
    return state.create(ObjectType.APPLICATION, TenantState.newId(), properties);
  }

  Entity createPrincipal(ObjectNode body) {
    String appId = body.path("appId").asText("");
    Entity application =
        state.holders(UniqueValues.appId(appId)).stream()
            .filter(e -> e.is(ObjectType.APPLICATION) && e.live())
            .findFirst()
            .orElseThrow(
                () ->
                    GraphException.badRequest(
                        "The appId '" + appId + "' does not reference a valid application."));
    if (state.holders(UniqueValues.appId(appId)).stream()
        .anyMatch(e -> e.is(ObjectType.SERVICE_PRINCIPAL) && e.live())) {
      throw GraphException.conflict("servicePrincipalNames");
    }
    ObjectNode rest = body.deepCopy();
    rest.remove("appId");
    check(ObjectType.SERVICE_PRINCIPAL, rest);
    return principalOf(application, rest);
  }

  private Entity principalOf(Entity application, ObjectNode given) {
    ObjectNode properties = given.deepCopy();
    properties.put("appId", application.text("appId"));
    properties.put("appDisplayName", application.text("displayName"));
    if (!properties.hasNonNull("displayName")) {
      properties.put("displayName", application.text("displayName"));
    }
    if (!properties.has("accountEnabled")) {
      properties.put("accountEnabled", true);
    }
    properties.put("appRoleAssignmentRequired", false);
    properties.put("servicePrincipalType", "Application");
    properties.set(
        "appRoles",
        application.get("appRoles").isArray()
            ? application.get("appRoles").deepCopy()
            : Json.array());
    properties.putArray("servicePrincipalNames").add(application.text("appId"));
    return state.create(ObjectType.SERVICE_PRINCIPAL, TenantState.newId(), properties);
  }

  /** {@code POST /applicationTemplates/{id}/instantiate}: an application with its principal. */
  ObjectNode instantiate(GraphRequest request, String templateId) {
    ObjectNode body = Json.object();
    body.put("displayName", request.json().path("displayName").asText("Provisioning"));
    body.put("applicationTemplateId", templateId);
    Entity application = createApplication(body, TenantState.newId());
    Entity principal =
        principalOf(application, Json.object().put("applicationTemplateId", templateId));
    ObjectNode both = Json.object();
    both.set("application", Rendering.object(application, Set.of(), request.beta()));
    both.set("servicePrincipal", Rendering.object(principal, Set.of(), request.beta()));
    return both;
  }

  void update(Entity app, ObjectNode body) {
    check(app.type, body);
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!field.getKey().contains("@")) {
        state.set(app, field.getKey(), field.getValue());
      }
    }
  }

  /** Deletes softly; the principals of an application go with it. */
  void delete(Entity app) {
    if (app.is(ObjectType.APPLICATION)) {
      state.holders(UniqueValues.appId(app.text("appId"))).stream()
          .filter(e -> e.is(ObjectType.SERVICE_PRINCIPAL) && e.live())
          .forEach(state::softDelete);
    }
    state.softDelete(app);
  }

  private static void check(ObjectType type, ObjectNode body) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String name = field.getKey();
      if (name.contains("@")) {
        continue;
      }
      if (!type.knows(name, true)) {
        throw GraphException.odata(
            "The property '"
                + name
                + "' does not exist on type 'microsoft.graph."
                + type.graphName()
                + "'.");
      }
      if (READ_ONLY.contains(name)) {
        throw GraphException.badRequest("Property '" + name + "' is read-only and cannot be set.");
      }
      if (!PropertyTypes.fits(name, field.getValue())) {
        throw GraphException.badRequest("Invalid value specified for property '" + name + "'.");
      }
    }
  }

  /** The four actions on credentials; {@code action} in lower case. */
  GraphResponse credentials(GraphRequest request, Entity app, String action) {
    Answers.allow(request, "POST");
    ObjectNode body = request.json();
    switch (action) {
      case "addpassword" -> {
        return GraphResponse.ok(
            Answers.withContext(
                request, "microsoft.graph.passwordCredential", credentials.addPassword(app, body)));
      }
      case "addkey" -> {
        return GraphResponse.ok(
            Answers.withContext(
                request, "microsoft.graph.keyCredential", credentials.addKey(app, body)));
      }
      case "removepassword" -> credentials.remove(app, "passwordCredentials", body);
      default -> credentials.remove(app, "keyCredentials", body);
    }
    return GraphResponse.noContent();
  }

  /**
   * {@code appRoleAssignedTo} and {@code appRoleAssignments}: one collection seen from the resource
   * and from the principal.
   */
  GraphResponse assignments(GraphRequest request, Entity principal, int next) {
    boolean asResource =
        request.word(next - 1).endsWith("appRoleAssignedTo".toLowerCase(java.util.Locale.ROOT));
    String end = asResource ? "resourceId" : "principalId";
    String context =
        "servicePrincipals('"
            + principal.id
            + "')/"
            + (asResource ? "appRoleAssignedTo" : "appRoleAssignments");
    if (request.depth() > next) {
      Answers.allow(request, "DELETE");
      if (!assignments.get(request.segment(next)).path(end).asText().equals(principal.id)) {
        throw GraphException.notFound(request.segment(next));
      }
      assignments.remove(request.segment(next));
      return GraphResponse.noContent();
    }
    Answers.allow(request, "GET", "POST");
    if (request.method().equals("POST")) {
      return Answers.created(request, context, assign(request.json()));
    }
    ArrayNode shown = Json.array();
    for (JsonNode assignment : assignments.all()) {
      if (assignment.path(end).asText().equals(principal.id)) {
        shown.add(assignment);
      }
    }
    return Answers.collection(request, context, shown);
  }

  private ObjectNode assign(ObjectNode body) {
    Entity principal = object(body, "principalId");
    Entity resource = object(body, "resourceId");
    if (!resource.is(ObjectType.SERVICE_PRINCIPAL)) {
      throw GraphException.badRequest("'resourceId' must be a service principal.");
    }
    String role = body.path("appRoleId").asText("");
    if (ImportedIds.parse(role).isEmpty()) {
      throw GraphException.badRequest("'appRoleId' must be a GUID.");
    }
    for (JsonNode present : assignments.all()) {
      if (present.path("principalId").asText().equals(principal.id)
          && present.path("resourceId").asText().equals(resource.id)
          && present.path("appRoleId").asText().equalsIgnoreCase(role)) {
        throw GraphException.badRequest("Permission being assigned already exists on the object.");
      }
    }
    ObjectNode assignment = tenancy.assignment(principal, resource, role);
    assignments.add(assignment);
    return assignment;
  }

  private Entity object(ObjectNode body, String property) {
    String id = body.path(property).asText("");
    if (id.isEmpty()) {
      throw GraphException.badRequest("A value is required for property '" + property + "'.");
    }
    return state.live(id).orElseThrow(() -> GraphException.notFound(id));
  }
}
