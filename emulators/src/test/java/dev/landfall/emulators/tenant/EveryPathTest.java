package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.testkit.reference.ReferenceFolder;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every path and method of the official description is answered, with a body that fits it: the
 * paths come from the description, so one that is not served fails here.
 */
class EveryPathTest {

  private final Map<String, String> ids = new TreeMap<>();
  private final ExpectedCalls calls = new ExpectedCalls();

  @Test
  void everyPathOfV1IsAnswered() {
    everyPath("v1.0");
  }

  @Test
  void everyPathOfBetaIsAnswered() {
    everyPath("beta");
  }

  private void everyPath(String version) {
    OpenAPI api = new OpenAPIV3Parser().read(file(version));
    OpenApiInteractionValidator contract = validator(version);
    List<String> problems = new ArrayList<>();
    int answered = 0;
    for (Operation operation : operations(api)) {
      // A fresh tenant for each change, so that one call cannot spoil the next.
      if (!operation.method.equals("GET") || answered == 0) {
        restart();
      }
      answered++;
      String key = operation.method + " " + operation.template;
      ExpectedCalls.Call call = calls.of(key);
      String path = "/" + version + fill(operation.template);
      if (key.startsWith("DELETE") && operation.template.endsWith("s/$ref")) {
        path += "?@id=https://x/v1.0/directoryObjects/" + ids.get("linked");
      }
      TestClient.Answer answer =
          graph.call(
              operation.method,
              path,
              fill(call.body()),
              "ConsistencyLevel",
              "eventual",
              "Prefer",
              "create-if-missing");
      if (answer.status() != call.status()) {
        problems.add(
            key
                + ": "
                + answer.status()
                + " instead of "
                + call.status()
                + " "
                + answer.raw().body());
      }
      problems.addAll(judged(contract, operation, path, answer));
    }
    tenant.close();
    assertThat(problems).as("%d operations of %s", answered, version).isEmpty();
    assertThat(answered).isGreaterThan(230);
  }

  private static OpenApiInteractionValidator validator(String version) {
    return OpenApiInteractionValidator.createForSpecificationUrl(file(version))
        .withBasePathOverride("/" + version)
        .withLevelResolver(
            LevelResolver.create()
                .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                .build())
        .build();
  }

  private static String file(String version) {
    return ReferenceFolder.require("contract/graph-" + version + "-subset.openapi.yaml")
        .toUri()
        .toString();
  }

  private static List<String> judged(
      OpenApiInteractionValidator contract,
      Operation operation,
      String path,
      TestClient.Answer answer) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
    if (!answer.raw().body().isEmpty()) {
      response.withContentType(answer.header("Content-Type")).withBody(answer.raw().body());
    }
    return contract
        .validateResponse(
            path.replaceAll("\\?.*", ""),
            Request.Method.valueOf(operation.method),
            response.build())
        .getMessages()
        .stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .filter(message -> !onlyNullableEnums(message, answer.json()))
        .map(message -> operation + ": " + text(message))
        .toList();
  }

  // The validator reads "one of an enum, or null" as "an object" where it is inside allOf. Such a
  // finding counts only if the value is not one of the enum's.
  private static final Pattern STRING_FOR_OBJECT =
      Pattern.compile(
          "\\[Path '([^']+)'] Instance type \\(string\\) does not match any allowed primitive type"
              + " \\(allowed: \\[\"object\"]\\)");
  private static final Map<String, Set<String>> NULLABLE_ENUMS =
      Map.of(
          "result", Set.of("success", "failure", "timeout"),
          "provisioningAction",
              Set.of("other", "create", "delete", "disable", "update", "stagedDelete"),
          "status", Set.of("success", "failure", "skipped", "warning"),
          "provisioningStepType",
              Set.of(
                  "import", "scoping", "matching", "processing", "referenceResolution", "export"),
          "errorCategory", Set.of("failure", "nonServiceFailure", "success"),
          "initiatorType", Set.of("user", "application", "system"),
          "key", Set.of("IsCustomerDefined"));

  private static boolean onlyNullableEnums(ValidationReport.Message message, JsonNode body) {
    if (!message.getNestedMessages().isEmpty()) {
      return message.getNestedMessages().stream().allMatch(m -> onlyNullableEnums(m, body));
    }
    Matcher matcher = STRING_FOR_OBJECT.matcher(message.getMessage());
    if (!matcher.matches()) {
      return false;
    }
    String name = matcher.group(1).substring(matcher.group(1).lastIndexOf('/') + 1);
    return NULLABLE_ENUMS.getOrDefault(name, Set.of()).contains(body.at(matcher.group(1)).asText());
  }

  private static String text(ValidationReport.Message message) {
    StringBuilder text = new StringBuilder(message.getMessage());
    message.getNestedMessages().forEach(inner -> text.append(" [").append(text(inner)).append(']'));
    return text.toString();
  }

  private record Operation(String method, String template) {}

  private static List<Operation> operations(OpenAPI api) {
    List<Operation> all = new ArrayList<>();
    api.getPaths()
        .forEach(
            (path, item) -> {
              for (PathItem.HttpMethod method : item.readOperationsMap().keySet()) {
                all.add(new Operation(method.name(), path));
              }
            });
    all.sort(Comparator.comparing(operation -> operation.method.equals("GET") ? 0 : 1));
    return all;
  }

  private String fill(String text) {
    String filled = text.replace('\'', '"').replace("=\"{", "='{").replace("}\")", "}')");
    if (text.startsWith("/")) {
      filled = text;
    }
    for (Map.Entry<String, String> id : ids.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }

  // The tenant that the calls find.

  private EmbeddedTenant tenant = EmbeddedTenant.builder().start();
  private TestClient graph = new TestClient(tenant);

  private void restart() {
    tenant.close();
    tenant = EmbeddedTenant.builder().start();
    graph = new TestClient(tenant);
    ids.clear();
    populate();
  }

  private String made(String path, String body) {
    TestClient.Answer answer = graph.post(path, body);
    assertThat(answer.status()).as("%s %s", path, answer.json()).isEqualTo(201);
    return answer.id();
  }

  private void populate() {
    String user = graph.createUser("ada");
    String boss = graph.createUser("bob");
    ids.put("user-id", user);
    ids.put("boss", boss);
    graph.call(
        "PUT",
        "/v1.0/users/" + user + "/manager/$ref",
        String.format(ExpectedCalls.REFERENCE, boss));
    JsonNode loaded =
        tenant.load(
            Json.parseObject(
                ("{'contacts':[{'displayName':'Carl','mail':'carl@example.com'}],"
                        + "'devices':[{'displayName':'PC','deviceId':'d'}]}")
                    .replace('\'', '"')));
    ids.put("orgContact-id", loaded.at("/contacts/0").asText());
    ids.put("device-id", loaded.at("/devices/0").asText());
    String group =
        made(
            "/v1.0/groups",
            "{'displayName':'Sales','mailEnabled':false,'mailNickname':'s','securityEnabled':true,"
                + "'uniqueName':'sales','members@odata.bind':['https://x/v1.0/users/"
                + user
                + "'],'owners@odata.bind':['https://x/v1.0/users/"
                + boss
                + "','https://x/v1.0/users/"
                + user
                + "']}");
    ids.put("group-id", group);
    ids.put("linked", user);
    ids.put("uniqueName", "sales");
    String gone = graph.createGroup("Gone");
    graph.delete("/v1.0/groups/" + gone);
    ids.put("gone", gone);
    JsonNode instance =
        graph
            .post(
                "/v1.0/applicationTemplates/fb81332f-3eca-4ecf-a939-4278e501d330/instantiate",
                "{'displayName':'Provisioning'}")
            .json();
    ids.put("applicationTemplate-id", "fb81332f-3eca-4ecf-a939-4278e501d330");
    ids.put("application-id", instance.at("/application/id").asText());
    ids.put("appId", instance.at("/application/appId").asText());
    String principal = instance.at("/servicePrincipal/id").asText();
    ids.put("servicePrincipal-id", principal);
    String synchronization = "/v1.0/servicePrincipals/" + principal + "/synchronization";
    ids.put(
        "synchronizationJob-id",
        made(synchronization + "/jobs", "{'templateId':'AAD2ADGroupProvisioning'}"));
    ids.put("synchronizationTemplate-id", "AAD2ADGroupProvisioning");
    ids.put(
        "directoryDefinition-id",
        graph
            .get(synchronization + "/jobs/" + ids.get("synchronizationJob-id") + "/schema")
            .json()
            .at("/directories/0/id")
            .asText());
    graph.post(
        synchronization + "/jobs/" + ids.get("synchronizationJob-id") + "/provisionOnDemand",
        fill(ExpectedCalls.ON_DEMAND));
    ids.put(
        "appRoleAssignment-id",
        made(
            "/v1.0/servicePrincipals/" + principal + "/appRoleAssignedTo",
            "{'principalId':'"
                + group
                + "','resourceId':'"
                + principal
                + "','appRoleId':'1a0abf4d-b9fa-4512-a3a2-51ee82c6fd9f'}"));
    ids.put(
        "password",
        graph
            .post("/v1.0/applications/" + ids.get("application-id") + "/addPassword", "{}")
            .json()
            .path("keyId")
            .asText());
    ids.put(
        "principalPassword",
        graph
            .post("/v1.0/servicePrincipals/" + principal + "/addPassword", "{}")
            .json()
            .path("keyId")
            .asText());
    String role =
        made("/v1.0/directoryRoles", "{'roleTemplateId':'fe930be7-5e62-47db-91af-98c3a49a38b1'}");
    ids.put("directoryRole-id", role);
    ids.put("directoryRoleTemplate-id", "fe930be7-5e62-47db-91af-98c3a49a38b1");
    ids.put("roleTemplateId", "fe930be7-5e62-47db-91af-98c3a49a38b1");
    ids.put("unifiedRoleDefinition-id", "fe930be7-5e62-47db-91af-98c3a49a38b1");
    graph.post(
        "/v1.0/directoryRoles/" + role + "/members/$ref",
        String.format(ExpectedCalls.REFERENCE, user));
    ids.put(
        "unifiedRoleAssignment-id",
        graph
            .get(
                "/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '"
                    + user
                    + "'")
            .json()
            .at("/value/0/id")
            .asText());
    String setting =
        made(
            "/v1.0/groupSettings",
            "{'templateId':'62375ab9-6b52-47ed-826b-58e47e0e304b','values':[{'name':"
                + "'NewUnifiedGroupWritebackDefault','value':'false'}]}");
    ids.put("groupSetting-id", setting);
    ids.put("directorySetting-id", setting);
    ids.put("groupSettingTemplate-id", GroupSettings.UNIFIED);
    ids.put("directorySettingTemplate-id", GroupSettings.UNIFIED);
    ids.put("subscription-id", made("/v1.0/subscriptions", ExpectedCalls.SUBSCRIPTION));
    ids.put("organization-id", tenant.tenantId());
    ids.put("onPremisesDirectorySynchronization-id", tenant.tenantId());
    ids.put("domain-id", "contoso.onmicrosoft.com");
    ids.put("onPremisesPublishingProfile-id", "provisioning");
    ids.put(
        "onPremisesAgent-id",
        made("/landfall/admin/agents", "{'machineName':'srv1','domains':['corp.example.com']}"));
    String agents = "/beta/onPremisesPublishingProfiles/provisioning/";
    ids.put("onPremisesAgentGroup-id", first(agents + "agentGroups"));
    ids.put("publishedResource-id", first(agents + "publishedResources"));
    ids.put("directoryAudit-id", first("/v1.0/auditLogs/directoryAudits"));
    ids.put("provisioningObjectSummary-id", first("/v1.0/auditLogs/provisioning"));
    ids.put("directoryObject-id", user);
    ids.put("schemaJson", "");
  }

  private String first(String path) {
    String id = graph.get(path).json().at("/value/0/id").asText();
    assertThat(id).as(path).isNotEmpty();
    return id;
  }
}
