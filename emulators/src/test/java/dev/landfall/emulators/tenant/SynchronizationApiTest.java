package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provisioning jobs have a state, and what is done to them changes it. */
class SynchronizationApiTest {
  @TempDir private Path folder;
  private EmbeddedTenant tenant;
  private TestClient graph;
  private String root = "";
  private String job = "";

  @BeforeEach
  void start() {
    tenant = EmbeddedTenant.builder().dataFolder(folder).start();
    graph = new TestClient(tenant);
    JsonNode made =
        graph
            .post(
                "/v1.0/applicationTemplates/fb81332f-3eca-4ecf-a939-4278e501d330/instantiate",
                "{'displayName':'Groups to AD'}")
            .json();
    root =
        "/v1.0/servicePrincipals/" + made.at("/servicePrincipal/id").asText() + "/synchronization";
    job =
        root
            + "/jobs/"
            + graph.post(root + "/jobs", "{'templateId':'AAD2ADGroupProvisioning'}").id();
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  private String state() {
    JsonNode shown = graph.get(job).json();
    return shown.at("/schedule/state").asText() + "/" + shown.at("/status/code").asText();
  }

  @Test
  void startPauseAndRestartChangeTheJobAndSurviveARestart() {
    assertThat(state()).isEqualTo("Disabled/NotRun");
    assertThat(graph.post(job + "/start", "").status()).isEqualTo(204);
    assertThat(state()).isEqualTo("Active/Active");
    assertThat(graph.post(job + "/pause", "").status()).isEqualTo(204);
    tenant.close();
    tenant = EmbeddedTenant.builder().dataFolder(folder).start();
    graph = new TestClient(tenant);
    assertThat(state()).isEqualTo("Paused/Paused");
    assertThat(
            graph
                .post(job + "/restart", "{'criteria':{'resetScope':'Watermark, Escrows'}}")
                .status())
        .isEqualTo(204);
    assertThat(state()).isEqualTo("Active/Active");
    assertThat(graph.post(job + "/restart", "{'criteria':{'resetScope':'Everything'}}").status())
        .isEqualTo(400);
    assertThat(graph.delete(job).status()).isEqualTo(204);
    assertThat(graph.get(job).status()).isEqualTo(404);
  }

  @Test
  void schemasAreCheckedVersionedAndReset() {
    TestClient.Answer read = graph.get(job + "/schema");
    String tag = read.header("ETag");
    ObjectNode schema = (ObjectNode) read.json();
    schema.remove("@odata.context");
    ObjectNode mapping = (ObjectNode) schema.at("/synchronizationRules/0/objectMappings/0");
    mapping.put("enabled", false);
    TestClient.Answer put = graph.call("PUT", job + "/schema", schema.toString(), "If-Match", tag);
    assertThat(put.status()).as("%s", put.json()).isEqualTo(204);
    assertThat(
            graph
                .get(job + "/schema")
                .json()
                .at("/synchronizationRules/0/objectMappings/0/enabled")
                .asBoolean())
        .isFalse();
    assertThat(graph.call("PUT", job + "/schema", schema.toString(), "If-Match", tag).status())
        .isEqualTo(412);
    ArrayNode groups = ((ObjectNode) mapping.path("scope")).putArray("groups");
    groups.addObject().putArray("clauses").addObject().put("operatorName", "PRESENT");
    TestClient.Answer refused = graph.call("PUT", job + "/schema", schema.toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("PRESENT");
    assertThat(graph.delete(job + "/schema").status()).isEqualTo(204);
    assertThat(
            graph
                .get(job + "/schema")
                .json()
                .at("/synchronizationRules/0/objectMappings/0/enabled")
                .asBoolean())
        .isTrue();
  }

  @Test
  void expressionsAreReallyEvaluated() {
    JsonNode answer =
        graph
            .post(
                job + "/schema/parseExpression",
                "{\"expression\":\"Append(\\\"Group_\\\", [objectId])\",\"testInputObject\":"
                    + "{\"properties\":[{\"key\":\"objectId\",\"value\":\"7\"}]}}")
            .json();
    assertThat(answer.path("evaluationResult").get(0).asText()).isEqualTo("Group_7");
    assertThat(answer.at("/parsedExpression/parameters/1/value/name").asText())
        .isEqualTo("objectId");
    JsonNode broken =
        graph.post(job + "/schema/parseExpression", "{'expression':'Nonsense('}").json();
    assertThat(broken.path("parsingSucceeded").asBoolean()).isFalse();
    assertThat(broken.at("/error/code").asText()).isEqualTo("ExpressionParsingFailed");
  }

  @Test
  void secretsAreNeverReturned() {
    assertThat(
            graph
                .call(
                    "PUT", root + "/secrets", "{'value':[{'key':'AppKey','value':'very-secret'}]}")
                .status())
        .isEqualTo(204);
    String shown = graph.get(root + "/secrets").raw().body();
    assertThat(shown).contains("AppKey").doesNotContain("very-secret");
    assertThat(
            graph
                .call("PUT", root + "/secrets", "{'value':[{'key':'Nonsense','value':'x'}]}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void onDemandProvisioningSaysWhyItCannotAndLogsIt() {
    String group = graph.createGroup("Sales");
    String body =
        "{'parameters':[{'ruleId':'r','subjects':[{'objectId':'"
            + group
            + "','objectTypeName':'Group'}]}]}";
    JsonNode answer = graph.post(job + "/provisionOnDemand", body).json();
    assertThat(answer.path("key").asText()).contains("NoActiveAgent");
    JsonNode entry =
        graph
            .get("/v1.0/auditLogs/provisioning?$filter=sourceIdentity/id eq '" + group + "'")
            .json()
            .at("/value/0");
    assertThat(entry.at("/sourceIdentity/displayName").asText()).isEqualTo("Sales");
    for (int i = 0; i < 4; i++) {
      assertThat(graph.post(job + "/provisionOnDemand", body).status()).isEqualTo(200);
    }
    assertThat(graph.post(job + "/provisionOnDemand", body).status()).isEqualTo(429);
  }

  @Test
  void applicationsSignInWithTheirOwnSecrets() {
    JsonNode app = graph.post("/v1.0/applications", "{'displayName':'Another'}").json();
    JsonNode secret =
        graph.post("/v1.0/applications/" + app.path("id").asText() + "/addPassword", "{}").json();
    TestClient.Answer token =
        graph.tokenOf(app.path("appId").asText(), secret.path("secretText").asText());
    assertThat(token.status()).isEqualTo(200);
    TestClient other = new TestClient(tenant);
    other.useToken(token.json().path("access_token").asText());
    assertThat(other.get("/v1.0/groups").status()).as("no role was granted").isEqualTo(403);
    assertThat(graph.get("/v1.0/applications/" + app.path("id").asText()).raw().body())
        .doesNotContain(secret.path("secretText").asText());
    graph.post(
        "/v1.0/applications/" + app.path("id").asText() + "/removePassword",
        "{'keyId':'" + secret.path("keyId").asText() + "'}");
    assertThat(
            graph.tokenOf(app.path("appId").asText(), secret.path("secretText").asText()).status())
        .isEqualTo(401);
  }

  @Test
  void changesAreInTheAuditLog() {
    String group = graph.createGroup("Sales");
    graph.patch("/v1.0/groups/" + group, "{'description':'x'}");
    JsonNode log = graph.get("/v1.0/auditLogs/directoryAudits?$top=2").json();
    assertThat(log.at("/value/0/activityDisplayName").asText()).isEqualTo("Update group");
    assertThat(log.at("/value/0/targetResources/0/displayName").asText()).isEqualTo("Sales");
    assertThat(log.at("/value/1/activityDisplayName").asText()).isEqualTo("Add group");
    assertThat(log.has("@odata.nextLink")).isTrue();
    JsonNode next = graph.get(log.path("@odata.nextLink").asText()).json();
    assertThat(next.path("value").size()).isPositive();
    assertThat(next.toString()).doesNotContain(log.at("/value/1/id").asText());
  }
}
