package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.TenantCredentials;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Clients of an embedded tenant, and objects in it. */
final class Tenants {
  private Tenants() {}

  static GraphSettings settings(EmbeddedTenant tenant) {
    return settings(tenant, tenant.url());
  }

  /** With an origin other than the tenant's own: a proxy before it. */
  static GraphSettings settings(EmbeddedTenant tenant, String origin) {
    TenantCredentials credentials = tenant.credentials();
    return GraphSettings.embedded(
        "contoso.onmicrosoft.com",
        credentials.tenantId(),
        credentials.clientId(),
        credentials.clientSecret(),
        origin);
  }

  static GraphClient client(EmbeddedTenant tenant, Clock clock, List<Duration> pauses) {
    return new GraphClient(settings(tenant), clock, pauses::add, new Random(1));
  }

  static List<String> loadUsers(EmbeddedTenant tenant, int count) {
    ObjectNode load = GraphClient.MAPPER.createObjectNode();
    ArrayNode users = load.putArray("users");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = UUID.randomUUID().toString();
      ids.add(id);
      users
          .addObject()
          .put("id", id)
          .put("displayName", "User " + i)
          .put("userPrincipalName", "user" + i + "@contoso.onmicrosoft.com");
    }
    tenant.load(load);
    return ids;
  }

  static String loadGroup(
      EmbeddedTenant tenant,
      String name,
      boolean unified,
      Boolean writeback,
      List<String> members) {
    ObjectNode load = GraphClient.MAPPER.createObjectNode();
    ObjectNode group = load.putArray("groups").addObject();
    group.put("displayName", name);
    if (unified) {
      group.putArray("groupTypes").add("Unified");
      group.put("mailEnabled", true);
      group.put("securityEnabled", false);
    }
    if (writeback != null) {
      group.putObject("writebackConfiguration").put("isEnabled", writeback);
    }
    ArrayNode ids = group.putArray("members");
    members.forEach(ids::add);
    return tenant.load(load).path("groups").get(0).asText();
  }

  /** Sends a DELETE, which the client itself never does, as a part of a batch. */
  static void delete(GraphClient client, String path) {
    ObjectNode batch = GraphClient.MAPPER.createObjectNode();
    batch
        .putArray("requests")
        .addObject()
        .put("id", "1")
        .put("method", "DELETE")
        .put("url", path.substring("/v1.0".length()));
    client.post("/v1.0/$batch", batch, false);
  }
}
