package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectorySynchronizationTest {
  private static final String ANCHOR = "/xmWb4aLEdC0LQDAT8lk/w==";
  private static final String PATH = "/landfall/directorySynchronization";

  private EmbeddedTenant tenant;
  private TestClient graph;

  @BeforeEach
  void start() {
    tenant = EmbeddedTenant.builder().start();
    graph = new TestClient(tenant);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  private JsonNode apply(String... operations) {
    TestClient.Answer answer =
        graph.post(PATH + "/batch", "{'operations':[" + String.join(",", operations) + "]}");
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("results");
  }

  private static String user(String anchor, String name, String more) {
    return "{'id':'1','operation':'upsert','objectType':'user','sourceAnchor':'"
        + anchor
        + "','attributes':{'accountEnabled':true,'displayName':'"
        + name
        + "','userPrincipalName':'"
        + name
        + "@corp.example.com'"
        + more
        + "}}";
  }

  @Test
  void saysThatItIsThere() {
    JsonNode probe = graph.get(PATH).json();
    assertThat(probe.path("available").asBoolean()).isTrue();
    assertThat(probe.path("initialDomain").asText()).isEqualTo("contoso.onmicrosoft.com");
  }

  @Test
  void derivesGraphPropertiesAndKeepsTheShadow() {
    JsonNode result =
        apply(
                user(
                    ANCHOR,
                    "ada",
                    ",'onPremisesSamAccountName':'ada','netBiosName':'CORP',"
                        + "'dnsDomainName':'corp.example.com',"
                        + "'onPremisesSecurityIdentifier':'S-1-5-21-1-2-3-1104'"))
            .get(0);
    assertThat(result.path("status").asText()).isEqualTo("ok");
    String id = result.path("cloudAnchor").asText().substring("User_".length());
    JsonNode user =
        graph
            .get(
                "/v1.0/users/"
                    + id
                    + "?$select=userPrincipalName,onPremisesSyncEnabled,onPremisesImmutableId,"
                    + "onPremisesObjectIdentifier,onPremisesSecurityIdentifier,"
                    + "onPremisesDomainName,onPremisesSamAccountName")
            .json();
    assertThat(user.path("userPrincipalName").asText()).isEqualTo("ada@contoso.onmicrosoft.com");
    assertThat(user.path("onPremisesSyncEnabled").asBoolean()).isTrue();
    assertThat(user.path("onPremisesImmutableId").asText()).isEqualTo(ANCHOR);
    assertThat(user.path("onPremisesObjectIdentifier").asText())
        .isEqualTo("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    assertThat(user.path("onPremisesSecurityIdentifier").asText()).isEqualTo("S-1-5-21-1-2-3-1104");
    assertThat(user.path("onPremisesDomainName").asText()).isEqualTo("corp.example.com");

    JsonNode shown = changes(PATH + "/delta").get(0);
    assertThat(shown.path("attributes").path("userPrincipalName").asText())
        .isEqualTo("ada@corp.example.com");
    assertThat(shown.path("sourceAnchor").asText()).isEqualTo(ANCHOR);
  }

  private List<JsonNode> changes(String path) {
    return graph.items(path);
  }

  @Test
  void matchesHardBeforeSoftAndDoesNotDuplicate() {
    String cloud = graph.createUser("ada");
    tenant.verifyDomain("corp.example.com");
    JsonNode soft =
        apply(
                user(ANCHOR, "ada", "")
                    .replace("ada@corp.example.com", "ada@contoso.onmicrosoft.com"))
            .get(0);
    assertThat(soft.path("cloudAnchor").asText()).isEqualTo("User_" + cloud);
    JsonNode hard = apply(user(ANCHOR, "ada2", "")).get(0);
    assertThat(hard.path("cloudAnchor").asText()).isEqualTo("User_" + cloud);
  }

  @Test
  void changesMembersByCloudAnchor() {
    String user = apply(user(ANCHOR, "ada", "")).get(0).path("cloudAnchor").asText();
    String group =
        "{'id':'g','operation':'upsert','objectType':'group','sourceAnchor':'Z3JvdXA=',"
            + "'attributes':{'displayName':'Sales','securityEnabled':true},"
            + "'references':{'member':{'add':['"
            + user
            + "','User_missing']}}}";
    JsonNode result = apply(group).get(0);
    assertThat(result.path("status").asText()).isEqualTo("ok");
    assertThat(result.path("rejected").get(0).path("code").asText())
        .isEqualTo("dn-attributes-failure");
    List<JsonNode> first = new ArrayList<>();
    String link = graph.round(PATH + "/delta", page -> page.path("value").forEach(first::add));
    assertThat(first.get(1).path("references").path("member").get(0).path("cloudAnchor").asText())
        .isEqualTo(user);
    apply(
        "{'id':'g','operation':'upsert','objectType':'group','sourceAnchor':'Z3JvdXA=',"
            + "'attributes':{},'references':{'member':{'remove':['"
            + user
            + "']}}}");
    JsonNode member = changes(link).get(0).path("references").path("member").get(0);
    assertThat(member.path("removed").asBoolean()).isTrue();
  }

  @Test
  void deletesSyncedObjectsAndRefusesCloudOnes() {
    String cloud = graph.createUser("bob");
    JsonNode refused =
        apply(
                "{'id':'1','operation':'delete','objectType':'user','cloudAnchor':'User_"
                    + cloud
                    + "'}")
            .get(0);
    assertThat(refused.path("code").asText()).isEqualTo("DeletingCloudOnlyObjectNotAllowed");
    apply(user(ANCHOR, "ada", ""));
    String link = graph.round(PATH + "/delta", page -> {});
    String delete =
        "{'id':'1','operation':'delete','objectType':'user','sourceAnchor':'" + ANCHOR + "'}";
    assertThat(apply(delete).get(0).path("status").asText()).isEqualTo("ok");
    assertThat(apply(delete).get(0).path("status").asText()).isEqualTo("ok");
    assertThat(changes(link).get(0).path("removed").asBoolean()).isTrue();
    JsonNode again = apply(user(ANCHOR, "ada", "")).get(0);
    assertThat(again.path("status").asText()).isEqualTo("ok");
    assertThat(changes(link).get(0).path("removed").asBoolean()).isFalse();
  }

  @Test
  void quarantinesDuplicatesInsteadOfFailing() {
    apply(user(ANCHOR, "ada", ",'proxyAddresses':['SMTP:ada@contoso.onmicrosoft.com']"));
    JsonNode second =
        apply(user("b3RoZXI=", "ada", ",'proxyAddresses':['smtp:ada@contoso.onmicrosoft.com']"))
            .get(0);
    assertThat(second.path("status").asText()).isEqualTo("ok");
    String id = second.path("cloudAnchor").asText().substring("User_".length());
    JsonNode user =
        graph
            .get("/v1.0/users/" + id + "?$select=userPrincipalName,onPremisesProvisioningErrors")
            .json();
    assertThat(user.path("onPremisesProvisioningErrors")).hasSize(2);
    assertThat(user.path("userPrincipalName").asText())
        .matches("ada\\+\\d{4}@contoso\\.onmicrosoft\\.com");
  }
}
