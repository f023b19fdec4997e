package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.testkit.connector.ConnectedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * An embedded tenant with group writeback V2 on, and an administrator who works through Graph. What
 * people make here is mastered in the cloud; what the connector makes is synchronized.
 */
final class TenantWorld implements ConnectedWorld {
  private final EmbeddedTenant tenant = EmbeddedTenant.builder().deltaPages(5, 20).start();
  private final GraphClient graph = client(Tenants.settings(tenant));

  TenantWorld() {
    new GraphCloudDirectory(graph).setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
  }

  private static GraphClient client(GraphSettings settings) {
    return new GraphClient(settings, Clock.systemUTC(), pause -> {}, new Random(1));
  }

  @Override
  public Connector connector() {
    return new EntraConnector(client(Tenants.settings(tenant)));
  }

  @Override
  public Optional<Connector> withWrongCredentials() {
    return Optional.of(
        new EntraConnector(
            client(
                GraphSettings.embedded(
                    "contoso.onmicrosoft.com",
                    tenant.credentials().tenantId(),
                    tenant.credentials().clientId(),
                    "not the secret",
                    tenant.url()))));
  }

  @Override
  public Optional<Connector> unreachable() {
    return Optional.of(new EntraConnector(client(Tenants.settings(tenant, "http://127.0.0.1:9"))));
  }

  private static String id(Anchor anchor) {
    return anchor.value().substring(anchor.value().indexOf('_') + 1);
  }

  @Override
  public Anchor user(String name) {
    ObjectNode load = GraphClient.MAPPER.createObjectNode();
    load.putArray("users")
        .addObject()
        .put("displayName", name)
        .put("userPrincipalName", name + "@contoso.onmicrosoft.com");
    return new Anchor("User_" + tenant.load(load).path("users").get(0).asText());
  }

  @Override
  public Anchor group(String name, Collection<Anchor> members) {
    List<String> ids = members.stream().map(TenantWorld::id).toList();
    return new Anchor("Group_" + Tenants.loadGroup(tenant, name, false, true, ids));
  }

  @Override
  public void display(Anchor group, String displayName) {
    graph.patch(
        "/v1.0/groups/" + id(group),
        GraphClient.MAPPER.createObjectNode().put("displayName", displayName));
  }

  @Override
  public void addMember(Anchor group, Anchor member) {
    ObjectNode reference =
        GraphClient.MAPPER
            .createObjectNode()
            .put("@odata.id", tenant.url() + "/v1.0/directoryObjects/" + id(member));
    graph.post("/v1.0/groups/" + id(group) + "/members/$ref", reference, false);
  }

  @Override
  public void removeMember(Anchor group, Anchor member) {
    delete("/groups/" + id(group) + "/members/" + id(member) + "/$ref");
  }

  /** For good: what lies in the recycle bin is still shown to rules. */
  @Override
  public void delete(Anchor object) {
    String path = (object.value().startsWith("User_") ? "/users/" : "/groups/") + id(object);
    if (graph
        .get("/v1.0" + path + "?$select=onPremisesSyncEnabled")
        .path("onPremisesSyncEnabled")
        .asBoolean()) {
      deleteSynchronized(object);
    } else {
      delete(path);
      delete("/directory/deletedItems/" + id(object));
    }
  }

  /** Another sync client does it: Graph deletes nothing that is mastered on premises. */
  private void deleteSynchronized(Anchor object) {
    ExportRequest request =
        new ExportRequest(
            1,
            ExportRequest.Operation.DELETE,
            object.value().startsWith("User_") ? "user" : "group",
            Optional.of(object),
            CloudAnchors.dn(object.value()),
            Optional.empty(),
            List.of(),
            List.of());
    try (EntraConnector other = new EntraConnector(client(Tenants.settings(tenant)))) {
      assertThat(other.export(List.of(request)).get(0).error()).isEmpty();
    }
  }

  private void delete(String path) {
    ObjectNode batch = GraphClient.MAPPER.createObjectNode();
    batch.putArray("requests").addObject().put("id", "1").put("method", "DELETE").put("url", path);
    graph.post("/v1.0/$batch", batch, false);
  }

  @Override
  public Set<Anchor> members(Anchor group) {
    Set<Anchor> members = new HashSet<>();
    JsonNode page = graph.get("/v1.0/groups/" + id(group) + "/members?$select=id&$top=999");
    page.path("value").forEach(it -> members.add(new Anchor("User_" + it.path("id").asText())));
    return members;
  }

  @Override
  public Optional<String> displayed(Anchor group) {
    return graph
        .find("/v1.0/groups/" + id(group) + "?$select=displayName")
        .map(it -> it.path("displayName").asText());
  }

  @Override
  public ExportRequest addition(
      long key, String type, String name, Collection<ReferenceChange> references) {
    List<AttributeChange> changes = new ArrayList<>();
    changes.add(change("sourceAnchor", sourceAnchor(name)));
    changes.add(change("displayName", name));
    if (type.equals("user")) {
      changes.add(change("userPrincipalName", name + "@corp.example.com"));
    }
    return new ExportRequest(
        key,
        ExportRequest.Operation.ADD,
        type,
        Optional.empty(),
        dn(name),
        Optional.empty(),
        changes,
        List.copyOf(references));
  }

  private static AttributeChange change(String attribute, String value) {
    return new AttributeChange(AttributeName.of(attribute), List.of(Value.of(value)));
  }

  private static String sourceAnchor(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String dn(String name) {
    return CloudAnchors.dn(sourceAnchor(name));
  }

  @Override
  public int manyMembers() {
    return 6_000;
  }

  @Override
  public void close() {
    graph.close();
    tenant.close();
  }
}
