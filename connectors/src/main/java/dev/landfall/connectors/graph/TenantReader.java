package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.connectors.graph.signin.Credential;
import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.CloudTenant;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.error.LandfallException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tenant-wide facts: organization, switches, licences, our own permissions. */
final class TenantReader {
  private static final String SYNCHRONIZATION = "/v1.0/directory/onPremisesSynchronization";

  private static final Duration EXPIRY_ALERT = Duration.ofDays(30);

  private final GraphClient client;

  TenantReader(GraphClient client) {
    this.client = client;
  }

  CloudTenant tenant() {
    JsonNode organization =
        client
            .get("/v1.0/organization?$select=id,displayName,verifiedDomains")
            .path("value")
            .path(0);
    List<String> domains = new ArrayList<>();
    String initial = client.settings().tenantName();
    for (JsonNode domain : organization.path("verifiedDomains")) {
      domains.add(domain.path("name").asText());
      if (domain.path("isInitial").asBoolean()) {
        initial = domain.path("name").asText();
      }
    }
    return new CloudTenant(
        organization.path("id").asText(),
        organization.path("displayName").asText(),
        initial,
        domains);
  }

  Map<TenantFeature, Boolean> features() {
    JsonNode features = client.get(SYNCHRONIZATION).path("value").path(0).path("features");
    Map<TenantFeature, Boolean> found = new EnumMap<>(TenantFeature.class);
    for (TenantFeature feature : TenantFeature.values()) {
      found.put(feature, features.path(feature.graphName()).asBoolean());
    }
    return found;
  }

  void setFeature(TenantFeature feature, boolean enabled) {
    String id = client.get(SYNCHRONIZATION).path("value").path(0).path("id").asText();
    ObjectNode body = GraphClient.MAPPER.createObjectNode();
    body.putObject("features").put(feature.graphName(), enabled);
    client.patch(SYNCHRONIZATION + "/" + id, body);
  }

  Set<String> grantedPermissions() {
    String clientId = client.settings().clientId();
    String principal =
        client.get("/v1.0/servicePrincipals(appId='" + clientId + "')").path("id").asText();
    Map<String, Map<String, String>> rolesByResource = new HashMap<>();
    Set<String> granted = new TreeSet<>();
    String path = "/v1.0/servicePrincipals/" + principal + "/appRoleAssignments";
    while (!path.isEmpty()) {
      JsonNode page = client.get(path);
      for (JsonNode assignment : page.path("value")) {
        String role =
            rolesByResource
                .computeIfAbsent(assignment.path("resourceId").asText(), this::roles)
                .get(assignment.path("appRoleId").asText());
        if (role != null) {
          granted.add(role);
        }
      }
      path = page.path("@odata.nextLink").asText("");
    }
    return granted;
  }

  private Map<String, String> roles(String resourceId) {
    Map<String, String> names = new HashMap<>();
    client
        .get("/v1.0/servicePrincipals/" + resourceId + "?$select=id,appRoles")
        .path("appRoles")
        .forEach(role -> names.put(role.path("id").asText(), role.path("value").asText()));
    return names;
  }

  boolean premiumLicence() {
    for (JsonNode sku : client.get("/v1.0/subscribedSkus").path("value")) {
      boolean active = Set.of("Enabled", "Warning").contains(sku.path("capabilityStatus").asText());
      for (JsonNode plan : sku.path("servicePlans")) {
        if (active && plan.path("servicePlanName").asText().startsWith("AAD_PREMIUM")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Signs in, reads the organization, and looks whether the permissions for reading are there. */
  List<Check> check() {
    List<Check> checks = new ArrayList<>();
    try {
      CloudTenant tenant = tenant();
      checks.add(
          Check.pass("entra-connect", "Signed in to tenant \"" + tenant.initialDomain() + "\"."));
    } catch (LandfallException e) {
      checks.add(
          Check.fail(
              "entra-connect",
              e.getMessage(),
              "Check tenantId, clientId, the credential, the cloud and the proxy in landfall.yaml"
                  + " (docs/entra-id.md)."));
      return checks;
    }
    certificate(checks);
    readable(checks, "entra-groups", "/v1.0/groups?$top=1&$select=id", "Group.Read.All");
    readable(checks, "entra-users", "/v1.0/users?$top=1&$select=id", "User.Read.All");
    readable(checks, "entra-features", SYNCHRONIZATION, "OnPremDirectorySynchronization.Read.All");
    return checks;
  }

  /** A certificate that runs out stops everything at once; so it is told before. */
  private void certificate(List<Check> checks) {
    if (client.settings().credential() instanceof Credential.Certificate credential) {
      Instant end = credential.certificate().getNotAfter().toInstant();
      boolean soon = end.isBefore(client.clock().instant().plus(EXPIRY_ALERT));
      String when = "The certificate of the application is valid until " + end + ".";
      checks.add(
          soon
              ? Check.warn(
                  "entra-certificate",
                  when,
                  "Register a new certificate on the application beside the old one, then name it"
                      + " in landfall.yaml.")
              : Check.pass("entra-certificate", when));
    }
  }

  private void readable(List<Check> checks, String id, String path, String permission) {
    try {
      client.get(path);
      checks.add(Check.pass(id, "The application can use what " + permission + " allows."));
    } catch (LandfallException e) {
      checks.add(
          Check.fail(
              id,
              e.getMessage(),
              "Grant the application permission " + permission + " with admin consent."));
    }
  }
}
