package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.value.AttributeName;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.testkit.graph.ContractProxy;
import dev.landfall.testkit.graph.GraphContract;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every request the client sends is one that the official description of Graph knows. */
class GraphRequestsContractTest {
  private final GraphContract contract = new GraphContract();
  private EmbeddedTenant tenant;
  private ContractProxy proxy;
  private GraphClient client;
  private EntraConnector connector;
  private GraphCloudDirectory cloud;

  @BeforeEach
  void start() throws IOException {
    tenant = EmbeddedTenant.builder().start();
    proxy = new ContractProxy(tenant.url());
    client =
        new GraphClient(
            Tenants.settings(tenant, proxy.url()), Clock.systemUTC(), pause -> {}, new Random(1));
    connector = new EntraConnector(client);
    cloud = new GraphCloudDirectory(client);
  }

  @AfterEach
  void stop() {
    proxy.close();
    tenant.close();
  }

  private void everyRequestAgrees() {
    assertThat(
            proxy.exchanges().stream()
                .flatMap(
                    one ->
                        contract
                            .request(
                                one.method(),
                                one.pathAndQuery(),
                                one.requestHeaders(),
                                one.requestBody())
                            .stream())
                .toList())
        .isEmpty();
  }

  @Test
  void importsAgreeWithTheDescription() {
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    List<String> users = Tenants.loadUsers(tenant, 3);
    String group = Tenants.loadGroup(tenant, "Sales", false, true, users);
    String gone = Tenants.loadGroup(tenant, "Gone", false, true, users);
    Map<String, Set<AttributeName>> selection =
        connector.schema().classes().values().stream()
            .collect(Collectors.toMap(type -> type.name(), type -> type.attributes().keySet()));
    Watermark first =
        connector.importObjects(
            new ImportRequest(Optional.empty(), selection), new RecordingSink());
    cloud.setWriteback(
        group, new CloudGroup.Writeback(Optional.of(true), Optional.of("universalSecurityGroup")));
    Tenants.delete(client, "/v1.0/groups/" + gone);
    connector.importObjects(new ImportRequest(Optional.of(first), selection), new RecordingSink());
    everyRequestAgrees();
    assertThat(proxy.exchanges())
        .extracting(GraphContract.Exchange::pathAndQuery)
        .anyMatch(
            path ->
                path.startsWith("/beta/groups/delta?$skiptoken") || path.contains("$deltatoken"))
        .anyMatch(path -> path.contains("/users/delta"))
        .anyMatch(path -> path.contains("/directory/deletedItems"));
  }

  @Test
  void lookUpsAndWritesOfMigrationAndCloudSyncAgreeWithTheDescription() {
    List<String> users = Tenants.loadUsers(tenant, 45);
    String group = Tenants.loadGroup(tenant, "Sales", false, true, users);
    cloud.tenant();
    cloud.features();
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    cloud.group(group);
    cloud.groups(Set.of(group, "00000000-0000-0000-0000-000000000009"));
    cloud.users(users);
    cloud.deletedGroup(group);
    cloud.setWriteback(
        group, new CloudGroup.Writeback(Optional.of(true), Optional.of("universalSecurityGroup")));
    List<CloudGroup> all = new ArrayList<>();
    cloud.allGroups(all::add);
    assertThat(all).hasSize(1);
    cloud.memberCount(group);
    cloud.members(group, portion -> {});
    cloud.latestGroupDelta();
    cloud.groupDelta(Optional.empty(), new RecordingGroups());
    cloud.grantedPermissions();
    cloud.premiumLicence();
    cloud.check();
    everyRequestAgrees();
    assertThat(proxy.exchanges()).hasSizeGreaterThan(15);
  }

  @Test
  void aWrongRequestIsFound() {
    Map<String, String> none = Map.of();
    assertThat(contract.request("GET", "/v1.0/gruops", none, "")).isNotEmpty();
    assertThat(contract.request("GET", "/v1.0/groups?$select=displayNmae", none, "")).isNotEmpty();
    assertThat(contract.request("GET", "/v1.0/groups?$select=writebackConfiguration", none, ""))
        .isNotEmpty();
    ObjectNode batch = GraphClient.MAPPER.createObjectNode();
    batch.putArray("requests").addObject().put("id", "1").put("method", "GET").put("url", "/nope");
    assertThat(
            contract.request(
                "POST",
                "/v1.0/$batch",
                Map.of("Content-Type", "application/json"),
                batch.toString()))
        .isNotEmpty();
  }
}
