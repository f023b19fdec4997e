package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query options of collections, over more objects than a portion or a page holds. */
class QueryTest {
  private static final int USERS = 1_200;
  private static final String[] ADVANCED = {"ConsistencyLevel", "eventual"};

  private static EmbeddedTenant tenant;
  private static TestClient graph;
  private static String group = "";

  @BeforeAll
  static void load() {
    tenant = EmbeddedTenant.builder().start();
    graph = new TestClient(tenant);
    ObjectNode objects = Json.object();
    ArrayNode users = objects.putArray("users");
    ArrayNode members = Json.array();
    for (int i = 0; i < USERS; i++) {
      String id = TenantState.newId();
      ObjectNode user = users.addObject();
      user.put("id", id);
      user.put("displayName", String.format("Person %04d", (i * 7) % USERS));
      user.put("userPrincipalName", "u" + i + "@contoso.onmicrosoft.com");
      user.put("mail", "u" + i + "@contoso.com");
      user.put("department", i % 2 == 0 ? "Sales" : "Legal");
      user.put("onPremisesSamAccountName", "sam" + i);
      user.putObject("onPremisesExtensionAttributes").put("extensionAttribute1", "v" + i % 3);
      members.add(id);
    }
    ObjectNode all = objects.putArray("groups").addObject();
    all.put("displayName", "Everybody");
    all.set("members", members);
    group = tenant.load(objects).at("/groups/0").asText();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  private static List<JsonNode> everyPage(String path, String... headers) {
    List<JsonNode> all = new ArrayList<>();
    String next = path;
    while (!next.isEmpty()) {
      TestClient.Answer page = graph.get(next, headers);
      assertThat(page.status()).as("%s", page.json()).isEqualTo(200);
      page.json().path("value").forEach(all::add);
      next = page.json().path("@odata.nextLink").asText("");
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          userPrincipalName eq 'U7@contoso.onmicrosoft.com'                     | 1
          mail eq 'u7@contoso.com'                                              | 1
          displayName eq 'person 0007'                                          | 1
          onPremisesSamAccountName eq 'sam3' or mail eq 'u4@contoso.com'        | 2
          userPrincipalName in ('u1@contoso.onmicrosoft.com', 'nobody@x.com')   | 1
          mail eq 'u7@contoso.com' and department eq 'Sales'                    | 0
          mail eq 'u7@contoso.com' or department eq 'Sales'                     | 601
          department eq 'Sales'                                                 | 600
          onPremisesExtensionAttributes/extensionAttribute1 eq 'v0'             | 400
          startsWith(displayName, 'Person 00')                                  | 100
          """)
  void filtersFindTheSameWithAndWithoutAnIndex(String filter, int expected) {
    assertThat(everyPage("/v1.0/users?$top=250&$filter=" + filter)).hasSize(expected);
  }

  @Test
  void sortedPagesAreWholeAndInOrder() {
    for (String order : List.of("displayName", "displayName desc", "userPrincipalName")) {
      List<String> names =
          everyPage("/v1.0/users?$top=333&$select=displayName,userPrincipalName&$orderby=" + order)
              .stream()
              .map(user -> user.path(order.split(" ")[0]).asText())
              .toList();
      List<String> sorted = new ArrayList<>(names);
      sorted.sort(order.endsWith("desc") ? java.util.Comparator.reverseOrder() : null);
      assertThat(names).hasSize(USERS).doesNotHaveDuplicates().isEqualTo(sorted);
    }
  }

  @Test
  void filterAndOrderTogetherAreAdvanced() {
    String path = "/v1.0/users?$filter=department eq 'Sales'&$orderby=displayName&$top=100";
    assertThat(graph.get(path).code()).isEqualTo("Request_UnsupportedQuery");
    List<JsonNode> found = everyPage(path + "&$count=true", ADVANCED);
    assertThat(found).hasSize(600);
    assertThat(graph.get(path + "&$count=true", ADVANCED).json().path("@odata.count").asInt())
        .isEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({
    "$top=1000,Request_UnsupportedQuery",
    "$top=0,Request_UnsupportedQuery",
    "$skip=1,BadRequest",
    "$select=nonsense,BadRequest",
    "$filter=nonsense eq 'x',BadRequest",
    "$filter=displayName,BadRequest",
    "$filter=displayName ne 'x',Request_UnsupportedQuery",
    "$search=\"displayName:x\",Request_UnsupportedQuery",
    "$orderby=department,Request_UnsupportedQuery",
    "$skiptoken=nonsense,Request_BadRequest"
  })
  void wrongOptionsAreRefusedWithTheServicesCode(String option, String code) {
    TestClient.Answer answer = graph.get("/v1.0/users?" + option.replace("\"", "%22"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().at("/error/innerError/request-id").asText()).isNotEmpty();
  }

  @Test
  void expandShowsTwentyAtMostAndNotInAdvancedQueries() {
    JsonNode shown =
        graph.get("/v1.0/groups/" + group + "?$expand=members($select=id)").json().path("members");
    assertThat(graph.get("/v1.0/groups?$expand=members").json().at("/value/0/members")).hasSize(20);
    assertThat(shown).hasSize(20);
    assertThat(graph.get("/v1.0/groups?$expand=nonsense").status()).isEqualTo(400);
    assertThat(graph.get("/v1.0/groups?$expand=members&$count=true", ADVANCED).code())
        .isEqualTo("Request_UnsupportedQuery");
  }

  @Test
  void membersCanBeFilteredCountedAndCast() {
    String members = "/v1.0/groups/" + group + "/members";
    assertThat(everyPage(members + "?$top=500")).hasSize(USERS);
    assertThat(graph.get(members + "/$count", ADVANCED).raw().body()).isEqualTo("" + USERS);
    assertThat(everyPage(members + "/microsoft.graph.user?$top=999")).hasSize(USERS);
    assertThat(everyPage(members + "/microsoft.graph.group")).isEmpty();
    assertThat(
            everyPage(
                members + "?$filter=startsWith(displayName,'Person 000')&$count=true", ADVANCED))
        .hasSize(10);
  }

  @Test
  void answersAreZippedOnDemandAndLargeBodiesRefused() throws Exception {
    String token =
        graph.token(tenant.credentials().clientSecret()).json().path("access_token").asText();
    HttpClient http = HttpClient.newHttpClient();
    HttpResponse<byte[]> zipped =
        http.send(
            HttpRequest.newBuilder(URI.create(tenant.url() + "/v1.0/users"))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", "gzip")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(Json.parse(plain.readAllBytes()).path("value")).hasSize(100);
    }
    TestClient.Answer tooLarge =
        graph.patch(
            "/v1.0/groups/" + group, "{'description':'" + "x".repeat(4 * 1024 * 1024) + "'}");
    assertThat(tooLarge.status()).isEqualTo(413);
  }
}
