package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The organization itself: name, domains, features, its application. Kept as documents. */
final class Tenancy {
  static final String GRAPH_APP = "00000003-0000-0000-c000-000000000000";

  /** The entries of the application document that name objects of the emulator itself. */
  static final List<String> OWN_OBJECTS = List.of("objectId", "principalId", "graphPrincipalId");

  private final TenantState state;

  Tenancy(TenantState state) {
    this.state = state;
  }

  /**
   * Sets up what a tenant lacks: everything in a new one, credentials and keys in one that came
   * from a file, nothing in one that was started before.
   */
  void found(String name) {
    state.write(
        () -> {
          if (!organization().has("verifiedDomains")) {
            foundOrganization(name);
          }
          if (!organization().has("linkKey")) {
            organization().put("epoch", UUID.randomUUID().toString());
            organization().put("linkKey", random(32));
            state.keep("organization");
          }
          if (features().isEmpty()) {
            features().put("softMatchOnUpnEnabled", true);
            features().put("quarantineUponProxyAddressesConflictEnabled", true);
            features().put("quarantineUponUpnConflictEnabled", true);
            features().put("synchronizeUpnForManagedUsersEnabled", true);
            state.keep("features");
          }
          if (syncConfiguration().isEmpty()) {
            ObjectNode prevention = syncConfiguration().putObject("accidentalDeletionPrevention");
            prevention.put("synchronizationPreventionType", "enabledForCount");
            prevention.put("alertThreshold", 500);
            state.keep("syncConfiguration");
          }
          if (application().isEmpty()) {
            foundApplication();
          }
          return null;
        });
  }

  private void foundOrganization(String name) {
    ObjectNode organization = organization();
    organization.put("id", UUID.randomUUID().toString());
    organization.put("displayName", name.substring(0, name.indexOf('.')));
    organization.put("createdDateTime", state.timestamp());
    ObjectNode domain = organization.putArray("verifiedDomains").addObject();
    domain.put("capabilities", "Email, OfficeCommunicationsOnline");
    domain.put("isDefault", true);
    domain.put("isInitial", true);
    domain.put("name", name);
    domain.put("type", "Managed");
    organization.putNull("onPremisesSyncEnabled");
    organization.putNull("onPremisesLastSyncDateTime");
    state.keep("organization");
  }

  private void foundApplication() {
    ObjectNode application = application();
    application.put("clientId", UUID.randomUUID().toString());
    application.put("clientSecret", random(30));
    Entity graph =
        state.create(ObjectType.SERVICE_PRINCIPAL, TenantState.newId(), principal(GRAPH_APP));
    graph.properties.put("displayName", "Microsoft Graph").put("appDisplayName", "Microsoft Graph");
    ArrayNode roles = graph.properties.putArray("appRoles");
    for (String permission : Permissions.ALL) {
      ObjectNode role = roles.addObject();
      role.put("id", Permissions.roleId(permission));
      role.put("value", permission);
      role.put("displayName", permission);
      role.put("description", permission);
      role.put("isEnabled", true);
      role.put("origin", "Application");
      role.putArray("allowedMemberTypes").add("Application");
    }
    ObjectNode registered = Json.object();
    registered.put("appId", clientId());
    registered.put("displayName", "Landfall");
    registered.put("publisherDomain", initialDomain());
    registered.put("signInAudience", "AzureADMyOrg");
    Entity object = state.create(ObjectType.APPLICATION, TenantState.newId(), registered);
    Entity own =
        state.create(ObjectType.SERVICE_PRINCIPAL, TenantState.newId(), principal(clientId()));
    own.properties.put("displayName", "Landfall").put("appDisplayName", "Landfall");
    application.put("objectId", object.id);
    application.put("principalId", own.id);
    application.put("graphPrincipalId", graph.id);
    state.keep("application");
    Permissions.ALL.forEach(
        permission -> assignments().add(assignment(own, graph, Permissions.roleId(permission))));
    new Roles(state).add(new Roles(state).activate(Roles.HYBRID_IDENTITY_ADMINISTRATOR), own);
  }

  private static ObjectNode principal(String appId) {
    ObjectNode principal = Json.object();
    principal.put("appId", appId);
    principal.put("accountEnabled", true);
    principal.put("appRoleAssignmentRequired", false);
    principal.put("servicePrincipalType", "Application");
    principal.putArray("appRoles");
    principal.putArray("servicePrincipalNames").add(appId);
    return principal;
  }

  /** Who is assigned to which role of which application. */
  StoredCollection assignments() {
    return new StoredCollection(state, "appRoleAssignments");
  }

  ObjectNode assignment(Entity principal, Entity resource, String appRoleId) {
    ObjectNode assignment = Json.object();
    assignment.put("id", UUID.randomUUID().toString());
    assignment.putNull("deletedDateTime");
    assignment.put("appRoleId", appRoleId);
    assignment.put("createdDateTime", state.timestamp());
    assignment.put("principalDisplayName", principal.text("displayName"));
    assignment.put("principalId", principal.id);
    assignment.put("principalType", principal.type.anchorPrefix());
    assignment.put("resourceDisplayName", resource.text("displayName"));
    assignment.put("resourceId", resource.id);
    return assignment;
  }

  /** Replaces what the application may do; for tests of missing permissions. */
  void permit(List<String> permissions) {
    state.write(
        () -> {
          Entity own = state.live(application().path("principalId").asText()).orElseThrow();
          Entity graph = state.live(application().path("graphPrincipalId").asText()).orElseThrow();
          for (JsonNode present : assignments().all()) {
            if (present.path("principalId").asText().equals(own.id)) {
              assignments().remove(present.path("id").asText());
            }
          }
          permissions.forEach(
              name -> assignments().add(assignment(own, graph, Permissions.roleId(name))));
          return null;
        });
  }

  /** The application permissions that an application holds now. */
  List<String> permitted(String appId) {
    Set<String> principals =
        state.holders(UniqueValues.appId(appId)).stream()
            .filter(e -> e.is(ObjectType.SERVICE_PRINCIPAL) && e.live())
            .map(e -> e.id)
            .collect(Collectors.toSet());
    List<String> names = new ArrayList<>();
    for (JsonNode assignment : assignments().all()) {
      if (principals.contains(assignment.path("principalId").asText())) {
        Permissions.nameOf(assignment.path("appRoleId").asText()).ifPresent(names::add);
      }
    }
    return names;
  }

  static String random(int bytes) {
    byte[] secret = new byte[bytes];
    new SecureRandom().nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  ObjectNode organization() {
    return state.document("organization");
  }

  ObjectNode features() {
    return state.document("features");
  }

  ObjectNode syncConfiguration() {
    return state.document("syncConfiguration");
  }

  ObjectNode application() {
    return state.document("application");
  }

  String tenantId() {
    return organization().path("id").asText();
  }

  String clientId() {
    return application().path("clientId").asText();
  }

  String clientSecret() {
    return application().path("clientSecret").asText();
  }

  /** Lets the application sign in with this certificate from now on. */
  void register(X509Certificate certificate) {
    state.write(
        () -> {
          Entity own = state.live(application().path("objectId").asText()).orElseThrow();
          return new AppCredentials(state).addKey(own, certificate, Json.object());
        });
  }

  boolean feature(String name) {
    return features().path(name).asBoolean(false);
  }

  String initialDomain() {
    for (JsonNode domain : organization().path("verifiedDomains")) {
      if (domain.path("isInitial").asBoolean()) {
        return domain.path("name").asText();
      }
    }
    return "";
  }

  List<String> verifiedDomains() {
    List<String> names = new ArrayList<>();
    organization().path("verifiedDomains").forEach(d -> names.add(d.path("name").asText()));
    return names;
  }

  boolean verified(String domain) {
    return verifiedDomains().stream().anyMatch(domain::equalsIgnoreCase);
  }

  void verify(String domain) {
    state.write(
        () -> {
          if (!verified(domain)) {
            ObjectNode added = ((ArrayNode) organization().path("verifiedDomains")).addObject();
            added.put("capabilities", "Email, OfficeCommunicationsOnline");
            added.put("isDefault", false);
            added.put("isInitial", false);
            added.put("name", domain.toLowerCase(Locale.ROOT));
            added.put("type", "Managed");
            state.keep("organization");
          }
          return null;
        });
  }

  /** The soft delete of security groups, on by default as in the service since 2026. */
  boolean softDeleteSecurityGroups() {
    return organization().path("softDeleteSecurityGroups").asBoolean(true);
  }

  /** The {@code Group.Unified} setting; no setting means true. */
  boolean newUnifiedGroupsAreWrittenBack() {
    for (JsonNode setting : state.document("groupSettings").path("value")) {
      for (JsonNode value : setting.path("values")) {
        if (value.path("name").asText().equals("NewUnifiedGroupWritebackDefault")) {
          return !value.path("value").asText().equalsIgnoreCase("false");
        }
      }
    }
    return true;
  }
}
