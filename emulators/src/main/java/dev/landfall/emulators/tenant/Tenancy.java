package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The organization itself: name, domains, features, its application. Kept as documents. */
final class Tenancy {
  static final String GRAPH_APP = "00000003-0000-0000-c000-000000000000";

  /** The entries of the application document that name objects of the emulator itself. */
  static final List<String> OWN_OBJECTS = List.of("principalId", "graphPrincipalId");

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
    state.keep("application");
    ObjectNode graph = Json.object();
    graph.put("appId", GRAPH_APP);
    graph.put("displayName", "Microsoft Graph");
    graph.put("appDisplayName", "Microsoft Graph");
    graph.put("accountEnabled", true);
    graph.put("servicePrincipalType", "Application");
    ArrayNode roles = graph.putArray("appRoles");
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
    Entity graphPrincipal = state.create(ObjectType.SERVICE_PRINCIPAL, TenantState.newId(), graph);
    ObjectNode own = Json.object();
    own.put("appId", clientId());
    own.put("displayName", "Landfall");
    own.put("appDisplayName", "Landfall");
    own.put("accountEnabled", true);
    own.put("servicePrincipalType", "Application");
    own.putArray("appRoles");
    Entity principal = state.create(ObjectType.SERVICE_PRINCIPAL, TenantState.newId(), own);
    application.put("principalId", principal.id);
    application.put("graphPrincipalId", graphPrincipal.id);
    ArrayNode granted = application.putArray("assignments");
    Permissions.ALL.forEach(permission -> grant(granted, permission));
    ObjectNode assignment = roleAssignments().putArray("value").addObject();
    assignment.put(
        "id",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                UUID.randomUUID()
                    .toString()
                    .substring(0, 24)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    assignment.put("principalId", principal.id);
    assignment.put("roleDefinitionId", Roles.HYBRID_IDENTITY_ADMINISTRATOR);
    assignment.put("directoryScopeId", "/");
    state.keep("roleAssignments");
  }

  private void grant(ArrayNode granted, String permission) {
    ObjectNode assignment = granted.addObject();
    assignment.put("id", UUID.randomUUID().toString());
    assignment.put("appRoleId", Permissions.roleId(permission));
    assignment.put("createdDateTime", state.timestamp());
    assignment.put("principalDisplayName", "Landfall");
    assignment.put("principalId", application().path("principalId").asText());
    assignment.put("principalType", "ServicePrincipal");
    assignment.put("resourceDisplayName", "Microsoft Graph");
    assignment.put("resourceId", application().path("graphPrincipalId").asText());
  }

  /** Replaces what the application may do; for tests of missing permissions. */
  void permit(List<String> permissions) {
    state.write(
        () -> {
          ArrayNode granted = application().putArray("assignments");
          permissions.forEach(permission -> grant(granted, permission));
          state.keep("application");
          return null;
        });
  }

  /** The application permissions granted now. */
  List<String> permitted() {
    List<String> names = new ArrayList<>();
    for (JsonNode assignment : application().path("assignments")) {
      Permissions.nameOf(assignment.path("appRoleId").asText()).ifPresent(names::add);
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

  ObjectNode roleAssignments() {
    return state.document("roleAssignments");
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
    String encoded;
    try {
      encoded = Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("The certificate cannot be encoded.", e);
    }
    state.write(
        () -> {
          if (!certificates().contains(certificate)) {
            application().withArray("/certificates").add(encoded);
            state.keep("application");
          }
          return null;
        });
  }

  /** The certificates the application may sign in with. */
  List<X509Certificate> certificates() {
    List<X509Certificate> registered = new ArrayList<>();
    for (JsonNode encoded : application().path("certificates")) {
      registered.add(ClientAssertion.read(Base64.getDecoder().decode(encoded.asText())));
    }
    return registered;
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
