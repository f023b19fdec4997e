package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.testkit.time.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTenantTest {
  private final SettableClock clock = new SettableClock();
  private EmbeddedTenant tenant;
  private TestClient graph;

  @BeforeEach
  void start() {
    tenant = EmbeddedTenant.builder().clock(clock).start();
    graph = new TestClient(tenant);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void refusesWrongSecretWithTheServicesCode() {
    TestClient.Answer answer = graph.token("wrong");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("error").asText()).isEqualTo("invalid_client");
    assertThat(answer.json().path("error_description").asText()).startsWith("AADSTS7000215");
  }

  @Test
  void refusesExpiredAndForgedTokens() {
    graph.signIn();
    clock.advance(Duration.ofHours(2));
    TestClient.Answer expired = graph.get("/v1.0/groups");
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.code()).isEqualTo("InvalidAuthenticationToken");
    assertThat(expired.header("WWW-Authenticate")).startsWith("Bearer");
    graph.useToken("eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.AAAA");
    assertThat(graph.get("/v1.0/groups").status()).isEqualTo(401);
  }

  @Test
  void refusesWhatTheApplicationMayNotDo() {
    tenant.grantOnly(List.of("Group.Read.All"));
    assertThat(graph.get("/v1.0/groups").status()).isEqualTo(200);
    TestClient.Answer refused = graph.get("/v1.0/users");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("Authorization_RequestDenied");
    assertThat(graph.get("/landfall/directorySynchronization").status()).isEqualTo(403);
  }

  @Test
  void addsAndRemovesMembersByTheRules() {
    String group = graph.createGroup("Sales");
    String user = graph.createUser("ada");
    String members = "/v1.0/groups/" + group + "/members";
    String reference = "{'@odata.id':'https://x/v1.0/directoryObjects/" + user + "'}";
    assertThat(graph.post(members + "/$ref", reference).status()).isEqualTo(204);
    TestClient.Answer twice = graph.post(members + "/$ref", reference);
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.message())
        .isEqualTo(
            "One or more added object references already exist for the following modified"
                + " properties: 'members'.");
    assertThat(graph.get(members).json().path("value").get(0).path("id").asText()).isEqualTo(user);
    assertThat(graph.get(members + "/$count", "ConsistencyLevel", "eventual").raw().body())
        .isEqualTo("1");
    assertThat(graph.get(members + "/$count").status()).isEqualTo(400);
    assertThat(graph.get(members + "/microsoft.graph.group").json().path("value")).isEmpty();
    assertThat(graph.delete(members + "/" + user).status()).isEqualTo(405);
    assertThat(graph.delete(members + "/" + user + "/$ref").status()).isEqualTo(204);
    assertThat(graph.delete(members + "/" + user + "/$ref").status()).isEqualTo(404);
  }

  @Test
  void keepsWritebackConfigurationToBeta() {
    String group = graph.createGroup("Sales");
    assertThat(
            graph
                .patch("/beta/groups/" + group, "{'writebackConfiguration':{'isEnabled':true}}")
                .status())
        .isEqualTo(204);
    JsonNode beta = graph.get("/beta/groups/" + group).json().path("writebackConfiguration");
    assertThat(beta.path("isEnabled").asBoolean()).isTrue();
    assertThat(beta.path("onPremisesGroupType").isNull()).isTrue();
    assertThat(graph.get("/v1.0/groups/" + group).json().has("writebackConfiguration")).isFalse();
    TestClient.Answer selected = graph.get("/v1.0/groups?$select=writebackConfiguration");
    assertThat(selected.status()).isEqualTo(400);
    assertThat(selected.code()).isEqualTo("BadRequest");
  }

  @Test
  void restoresDeletedGroupWithItsMembers() {
    String group = graph.createGroup("Sales");
    String user = graph.createUser("ada");
    graph.patch(
        "/v1.0/groups/" + group, "{'members@odata.bind':['https://x/v1.0/users/" + user + "']}");
    String link = graph.round("/v1.0/groups/delta", page -> {});
    assertThat(graph.delete("/v1.0/groups/" + group).status()).isEqualTo(204);
    assertThat(graph.get("/v1.0/groups/" + group).status()).isEqualTo(404);
    assertThat(graph.items(link).get(0).path("@removed").path("reason").asText())
        .isEqualTo("changed");
    assertThat(graph.get("/v1.0/directory/deletedItems/microsoft.graph.group").json().path("value"))
        .hasSize(1);
    assertThat(graph.post("/v1.0/directory/deletedItems/" + group + "/restore", "{}").status())
        .isEqualTo(200);
    JsonNode back = graph.items(link).get(0);
    assertThat(back.path("displayName").asText()).isEqualTo("Sales");
    assertThat(back.path("members@delta").get(0).path("id").asText()).isEqualTo(user);
    graph.delete("/v1.0/groups/" + group);
    graph.delete("/v1.0/directory/deletedItems/" + group);
    assertThat(graph.items(link).get(0).path("@removed").path("reason").asText())
        .isEqualTo("deleted");
  }

  @Test
  void filtersAndSorts() {
    graph.createGroup("Sales");
    graph.createGroup("O\\u0027Hara");
    String base = "/v1.0/groups?$select=displayName&$filter=";
    assertThat(names(base + "displayName eq 'sales'")).containsExactly("Sales");
    assertThat(names(base + "startsWith(displayName,'O''H')")).containsExactly("O'Hara");
    assertThat(names(base + "displayName in ('Sales','x') or displayName eq 'y'"))
        .containsExactly("Sales");
    assertThat(names(base + "groupTypes/any(c:c eq 'Unified')")).isEmpty();
    assertThat(graph.get(base + "displayName ne 'Sales'").code())
        .isEqualTo("Request_UnsupportedQuery");
    assertThat(
            graph
                .get(
                    base + "not(displayName eq 'Sales')&$count=true",
                    "ConsistencyLevel",
                    "eventual")
                .json()
                .path("@odata.count")
                .asInt())
        .isEqualTo(1);
    assertThat(names("/v1.0/groups?$orderby=displayName")).containsExactly("O'Hara", "Sales");
    assertThat(graph.get("/v1.0/groups?$top=1000").code()).isEqualTo("Request_UnsupportedQuery");
    assertThat(
            graph
                .get("/v1.0/groups?$search=%22displayName:sal%22", "ConsistencyLevel", "eventual")
                .json()
                .path("value"))
        .hasSize(1);
  }

  private List<String> names(String path) {
    List<String> names = new ArrayList<>();
    graph
        .get(path)
        .json()
        .path("value")
        .forEach(group -> names.add(group.path("displayName").asText()));
    return names;
  }

  @Test
  void splitsLargeGroupOverPagesAndTracksRemovals() {
    List<String> users = load(12_000, "Everyone");
    Set<String> seen = new HashSet<>();
    List<Integer> pages = new ArrayList<>();
    String link =
        graph.round(
            "/v1.0/groups/delta?$select=displayName,members",
            page -> {
              int entries = 0;
              for (JsonNode item : page.path("value")) {
                for (JsonNode member : item.path("members@delta")) {
                  entries++;
                  seen.add(member.path("id").asText());
                }
              }
              pages.add(entries);
            });
    assertThat(seen).containsExactlyInAnyOrderElementsOf(users);
    assertThat(pages).containsExactly(5_000, 5_000, 2_000);

    String group = graph.get("/v1.0/groups").json().path("value").get(0).path("id").asText();
    graph.delete("/v1.0/groups/" + group + "/members/" + users.get(7) + "/$ref");
    List<JsonNode> changes = graph.items(link);
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).path("members@delta")).hasSize(1);
    assertThat(changes.get(0).path("members@delta").get(0).path("@removed").path("reason").asText())
        .isEqualTo("deleted");
    assertThat(graph.items(link)).as("the same link again").hasSize(1);
  }

  private List<String> load(int count, String groupName) {
    ObjectNode objects = Json.object();
    ArrayNode users = objects.putArray("users");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = TenantState.newId();
      ids.add(id);
      users
          .addObject()
          .put("id", id)
          .put("displayName", "User " + i)
          .put("userPrincipalName", "user" + i + "@contoso.onmicrosoft.com");
    }
    ObjectNode group = objects.putArray("groups").addObject();
    group.put("displayName", groupName);
    group.set("members", Json.strings(ids));
    tenant.load(objects);
    return ids;
  }

  @Test
  void showsOnlyChangedPropertiesWhenAskedTo() {
    String group = graph.createGroup("Sales");
    String link =
        graph.round("/v1.0/groups/delta?$select=displayName,description,members", page -> {});
    assertThat(graph.items(link)).isEmpty();
    graph.patch("/v1.0/groups/" + group, "{'description':'Sellers'}");
    JsonNode minimal = graph.items(link, "Prefer", "return=minimal").get(0);
    assertThat(minimal.has("displayName")).isFalse();
    assertThat(minimal.path("description").asText()).isEqualTo("Sellers");
    assertThat(graph.items(link).get(0).path("displayName").asText()).isEqualTo("Sales");
    graph.patch("/v1.0/groups/" + group, "{'mailNickname':'other'}");
    String later = graph.round(link, page -> {});
    graph.patch("/v1.0/groups/" + group, "{'mailNickname':'another'}");
    assertThat(graph.items(later)).as("an unselected change").isEmpty();
  }

  @Test
  void expiresDeltaTokensAndStartsFromLatest() {
    String link =
        graph.get("/v1.0/groups/delta?$deltatoken=latest").json().path("@odata.deltaLink").asText();
    graph.createGroup("Sales");
    assertThat(graph.items(link)).hasSize(1);
    clock.advance(Duration.ofDays(8));
    graph.signIn();
    TestClient.Answer gone = graph.get(link);
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.header("Location")).endsWith("/v1.0/groups/delta?$deltatoken=");
    assertThat(graph.get("/v1.0/groups/delta?$deltatoken=rubbish").status()).isEqualTo(400);
  }

  @Test
  void survivesRestartWithTokensAndCredentials(@TempDir Path folder) throws Exception {
    String link;
    TenantCredentials credentials;
    try (EmbeddedTenant first = EmbeddedTenant.builder().clock(clock).dataFolder(folder).start()) {
      TestClient client = new TestClient(first);
      client.createGroup("Sales");
      link = client.round("/v1.0/groups/delta", page -> {});
      client.createGroup("Later");
      credentials = first.credentials();
      link = link.replace(first.url(), "");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("credentials.json"))))
        .isEqualTo("rw-------");
    try (EmbeddedTenant second = EmbeddedTenant.builder().clock(clock).dataFolder(folder).start()) {
      assertThat(second.credentials()).isEqualTo(credentials);
      List<JsonNode> items = new TestClient(second).items(link);
      assertThat(items).hasSize(1);
      assertThat(items.get(0).path("displayName").asText()).isEqualTo("Later");
    }
  }

  @Test
  void runsBatchesInOrderOfDependency() {
    String group = graph.createGroup("Sales");
    JsonNode answer =
        graph
            .post(
                "/v1.0/$batch",
                "{'requests':[{'id':'2','method':'GET','url':'/groups/"
                    + group
                    + "','dependsOn':['1']},{'id':'1','method':'GET','url':'groups/nope'},"
                    + "{'id':'3','method':'GET','url':'/groups/"
                    + group
                    + "'}]}")
            .json();
    assertThat(answer.path("responses")).hasSize(3);
    for (JsonNode part : answer.path("responses")) {
      int expected =
          switch (part.path("id").asText()) {
            case "1" -> 404;
            case "2" -> 424;
            default -> 200;
          };
      assertThat(part.path("status").asInt()).isEqualTo(expected);
    }
    assertThat(graph.post("/v1.0/$batch", "{'requests':[]}").code()).isEqualTo("BadRequest");
  }

  @Test
  void switchesFeatures() {
    String path = "/v1.0/directory/onPremisesSynchronization";
    String id = graph.get(path).json().path("value").get(0).path("id").asText();
    assertThat(id).isEqualTo(tenant.tenantId());
    assertThat(graph.patch(path + "/" + id, "{'features':{'groupWriteBackEnabled':true}}").status())
        .isEqualTo(204);
    JsonNode read = graph.get(path + "/" + id).json();
    assertThat(read.path("features").path("groupWriteBackEnabled").asBoolean()).isTrue();
    assertThat(
            read.path("configuration")
                .path("accidentalDeletionPrevention")
                .path("alertThreshold")
                .asInt())
        .isEqualTo(500);
  }

  @Test
  void namesItsOwnPermissions() {
    String own =
        graph.get("/v1.0/servicePrincipals(appId='" + tenant.credentials().clientId() + "')").id();
    JsonNode assignments =
        graph.get("/v1.0/servicePrincipals/" + own + "/appRoleAssignments").json().path("value");
    assertThat(assignments).hasSize(Permissions.ALL.size());
    JsonNode roles =
        graph
            .get(
                "/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '"
                    + own
                    + "'")
            .json()
            .path("value");
    assertThat(roles.get(0).path("roleDefinitionId").asText())
        .isEqualTo(Roles.HYBRID_IDENTITY_ADMINISTRATOR);
  }

  @Test
  void pagesSkipNobodyWhenObjectsVanishBetween() {
    List<String> users = load(5, "All");
    String next =
        graph.get("/v1.0/users?$top=2&$select=id").json().path("@odata.nextLink").asText();
    graph.delete("/v1.0/users/" + users.get(0));
    List<JsonNode> rest = graph.items(next);
    assertThat(rest).extracting(user -> user.path("id").asText()).isEqualTo(users.subList(2, 5));
  }

  @Test
  void failsAsTold() {
    tenant.faults().throttle(1, Duration.ofSeconds(7), "/groups");
    TestClient.Answer throttled = graph.get("/v1.0/groups");
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.header("Retry-After")).isEqualTo("7");
    assertThat(graph.get("/v1.0/groups").status()).isEqualTo(200);
    tenant.faults().next(1, Faults.Kind.CUT, "/groups");
    assertThatThrownBy(() -> graph.get("/v1.0/groups"))
        .isInstanceOf(java.io.UncheckedIOException.class);
  }

  @Test
  void refusesValuesOfTheWrongKind() {
    String group = graph.createGroup("Sales");
    String user = graph.createUser("ada");
    for (String body : List.of("{'displayName':5}", "{'visibility':[]}", "{'description':true}")) {
      assertThat(graph.patch("/v1.0/groups/" + group, body).code()).isEqualTo("Request_BadRequest");
    }
    for (String body : List.of("{'accountEnabled':'yes'}", "{'businessPhones':'1'}")) {
      assertThat(graph.patch("/v1.0/users/" + user, body).code()).isEqualTo("Request_BadRequest");
    }
  }
}
