package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.landfall.testkit.reference.ReferenceFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tenant's answers agree with the official description of Microsoft Graph. */
class GraphContractTest {

  private static OpenApiInteractionValidator validator(String version) {
    Path file = ReferenceFolder.require("contract/graph-" + version + "-subset.openapi.yaml");
    return OpenApiInteractionValidator.createForSpecificationUrl(file.toUri().toString())
        .withBasePathOverride("/" + version)
        .withLevelResolver(
            LevelResolver.create()
                .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                .build())
        .build();
  }

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
    SimpleResponse wrong =
        SimpleResponse.Builder.ok()
            .withContentType("application/json")
            .withBody("{\"id\":\"x\",\"mailEnabled\":\"perhaps\"}")
            .build();
    ValidationReport report =
        validator("v1.0").validateResponse("/v1.0/groups/x", Request.Method.GET, wrong);
    assertThat(report.hasErrors()).isTrue();
  }

  private void answersAgree(String version) {
    OpenApiInteractionValidator validator = validator(version);
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
        SimpleResponse.Builder response =
            SimpleResponse.Builder.status(answer.status())
                .withContentType("application/json")
                .withBody(answer.json().toString());
        ValidationReport report =
            validator.validateResponse(root + path, Request.Method.GET, response.build());
        assertThat(report.getMessages())
            .as("GET %s: %s", path, answer.json())
            .noneMatch(message -> message.getLevel() == ValidationReport.Level.ERROR);
      }
    }
  }
}
