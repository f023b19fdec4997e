package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.testkit.graph.GraphContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tenant's answers agree with the official description of Microsoft Graph. */
class GraphContractTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final GraphContract contract = new GraphContract();

  @Test
  void answersAgreeWithTheDescription_v1() {
    answersAgree("v1.0");
  }

  @Test
  void answersAgreeWithTheDescription_beta() {
    answersAgree("beta");
  }

  @Test
  void aWrongAnswerIsFound() {
    String wrong = "{\"id\":\"x\",\"mailEnabled\":\"perhaps\"}";
    assertThat(contract.response("GET", "/v1.0/groups/x", 200, JSON, wrong)).isNotEmpty();
  }

  private void answersAgree(String version) {
    try (EmbeddedTenant tenant = EmbeddedTenant.builder().start()) {
      TestClient graph = new TestClient(tenant);
      String user = graph.createUser("ada");
      String group = graph.createGroup("Sales");
      String gone = graph.createGroup("Gone");
      graph.delete("/v1.0/groups/" + gone);
      graph.post(
          "/v1.0/groups/" + group + "/members/$ref",
          "{'@odata.id':'https://x/v1.0/directoryObjects/" + user + "'}");
      String root = "/" + version;
      for (String path :
          new String[] {
            "/groups",
            "/groups/" + group,
            "/groups/" + group + "/members",
            "/groups/" + group + "/transitiveMembers",
            "/groups/delta",
            "/groups/" + group + "/onPremisesSyncBehavior",
            "/users",
            "/users/" + user,
            "/users/delta",
            "/users/" + user + "/memberOf",
            "/directory/deletedItems/microsoft.graph.group",
            "/directory/deletedItems/" + gone,
            "/directory/onPremisesSynchronization",
            "/directory/onPremisesSynchronization/" + tenant.tenantId(),
            "/organization",
            "/roleManagement/directory/roleDefinitions",
            "/roleManagement/directory/roleAssignments",
            "/servicePrincipals",
            "/groups/00000000-0000-0000-0000-000000000009"
          }) {
        TestClient.Answer answer = graph.get(root + path);
        assertThat(
                contract.response(
                    "GET", root + path, answer.status(), JSON, answer.json().toString()))
            .as("GET %s: %s", path, answer.json())
            .isEmpty();
      }
    }
  }
}
