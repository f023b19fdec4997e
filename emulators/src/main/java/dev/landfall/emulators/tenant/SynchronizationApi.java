package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** {@code /servicePrincipals/{id}/synchronization/…}: provisioning jobs, schemas and secrets. */
final class SynchronizationApi {
  private static final Set<String> SECRETS =
      Set.of(
          ("None UserName Password SecretToken AppKey BaseAddress ClientIdentifier ClientSecret"
                  + " SingleSignOnType Sandbox Url Domain ConsumerKey ConsumerSecret TokenKey"
                  + " TokenExpiration Oauth2AccessToken Oauth2AccessTokenCreationTime"
                  + " Oauth2RefreshToken SyncAll InstanceName Oauth2ClientId Oauth2ClientSecret"
                  + " CompanyId UpdateKeyOnSoftDelete SynchronizationSchedule SystemOfRecord"
                  + " SandboxName EnforceDomain SyncNotificationSettings SkipOutOfScopeDeletions"
                  + " Oauth2AuthorizationCode Oauth2RedirectUri ApplicationTemplateIdentifier"
                  + " Oauth2TokenExchangeUri Oauth2AuthorizationUri AuthenticationType Server"
                  + " PerformInboundEntitlementGrants HardDeletesEnabled SyncAgentCompatibilityKey"
                  + " SyncAgentADContainer ValidateDomain TestReferences ConnectionString")
              .split(" "));

  private final TenantState state;
  private final SyncTemplates templates;
  private final OnDemand onDemand;

  SynchronizationApi(TenantState state, SyncTemplates templates, OnDemand onDemand) {
    this.state = state;
    this.templates = templates;
    this.onDemand = onDemand;
  }

  /** Answers what follows {@code synchronization} in the path, from segment {@code next} on. */
  GraphResponse handle(GraphRequest request, Entity principal, int next) {
    String context = "servicePrincipals('" + principal.id + "')/synchronization";
    switch (request.word(next)) {
      case "" -> {
        Answers.allow(request, "GET");
        ObjectNode shown = Json.object();
        shown.put("id", principal.id);
        shown.set("secrets", secrets(principal));
        return Answers.single(request, context, shown);
      }
      case "jobs" -> {
        return jobs(request, principal, next + 1, context + "/jobs");
      }
      case "secrets" -> {
        Answers.allow(request, "GET", "PUT");
        if (request.method().equals("GET")) {
          return Answers.collection(request, context + "/secrets", secrets(principal));
        }
        putSecrets(principal, request.json().path("value"));
        return GraphResponse.noContent();
      }
      case "acquireaccesstoken" -> {
        Answers.allow(request, "POST");
        keys(request.json().path("credentials"));
        return GraphResponse.noContent();
      }
      case "templates" -> {
        return templates(request, principal, next + 1, context + "/templates");
      }
      default -> throw GraphException.unknownSegment(request.segment(next));
    }
  }

  // Secrets: what is asked back is the keys only, so nothing else is kept.

  private ArrayNode secrets(Entity principal) {
    ArrayNode shown = Json.array();
    for (JsonNode key : state.document(document(principal)).path("keys")) {
      shown.addObject().put("key", key.asText()).put("value", "*");
    }
    return shown;
  }

  private static String document(Entity principal) {
    return "synchronizationSecrets/" + principal.id;
  }

  private void putSecrets(Entity principal, JsonNode values) {
    state.document(document(principal)).set("keys", Json.strings(keys(values)));
    state.keep(document(principal));
  }

  private static List<String> keys(JsonNode values) {
    if (!values.isArray()) {
      throw GraphException.odata("An array of keys and values is expected.");
    }
    List<String> keys = new java.util.ArrayList<>();
    for (JsonNode value : values) {
      String key = value.path("key").asText();
      if (!SECRETS.contains(key)) {
        throw GraphException.odata("'" + key + "' is no key of a synchronization secret.");
      }
      keys.add(key);
    }
    return keys;
  }

  /** No system stands behind; so what can be judged is that the needed values are there. */
  private void validate(Entity principal, ObjectNode body) {
    Set<String> given =
        new java.util.HashSet<>(
            keys(
                body.path("credentials").isMissingNode()
                    ? Json.array()
                    : body.path("credentials")));
    if (body.path("useSavedCredentials").asBoolean()) {
      state.document(document(principal)).path("keys").forEach(key -> given.add(key.asText()));
    }
    if (given.isEmpty()) {
      throw new GraphException(
          400, "CredentialsMissing", "No credentials were given and none are saved.");
    }
  }

  // Templates

  private GraphResponse templates(
      GraphRequest request, Entity principal, int next, String context) {
    Answers.allow(request, "GET");
    List<ObjectNode> all = templates.of(principal.text("applicationTemplateId"));
    if (request.depth() == next) {
      ArrayNode value = Json.array();
      all.forEach(value::add);
      return Answers.collection(request, context, value);
    }
    String id = request.segment(next);
    ObjectNode template =
        all.stream()
            .filter(each -> each.path("id").asText().equalsIgnoreCase(id))
            .findFirst()
            .orElseThrow(() -> GraphException.notFound(id));
    if (request.depth() == next + 1) {
      return Answers.single(request, context, template);
    }
    if (!request.word(next + 1).equals("schema")) {
      throw GraphException.unknownSegment(request.segment(next + 1));
    }
    ObjectNode schema =
        templates.schema(template.path("id").asText(), id, "Version:1").orElseThrow();
    return schema(request, schema, next + 2, context + "('" + id + "')/schema");
  }

  // Jobs

  private GraphResponse jobs(GraphRequest request, Entity principal, int next, String context) {
    SyncJobs jobs = new SyncJobs(state, templates, principal);
    if (request.depth() == next) {
      Answers.allow(request, "GET", "POST");
      return request.method().equals("GET")
          ? Answers.collection(request, context, jobs.all())
          : Answers.created(request, context, SyncJobs.shown(jobs.create(request.json())));
    }
    if (request.word(next).equals("validatecredentials")) {
      Answers.allow(request, "POST");
      validate(principal, request.json());
      return GraphResponse.noContent();
    }
    ObjectNode job = jobs.get(request.segment(next));
    if (request.depth() == next + 1) {
      Answers.allow(request, "GET", "PATCH", "DELETE");
      switch (request.method()) {
        case "PATCH" -> jobs.update(job, request.json());
        case "DELETE" -> jobs.remove(request.segment(next));
        default -> {
          return Answers.single(request, context, SyncJobs.shown(job));
        }
      }
      return GraphResponse.noContent();
    }
    if (request.word(next + 1).equals("schema")) {
      return jobSchema(request, jobs, job, next + 2, context);
    }
    Answers.allow(request, "POST");
    switch (request.word(next + 1)) {
      case "start" -> jobs.start(job);
      case "pause" -> jobs.pause(job);
      case "restart" -> jobs.restart(job, request.json());
      case "validatecredentials" -> validate(principal, request.json());
      case "provisionondemand" -> {
        return GraphResponse.ok(
            Answers.withContext(
                request,
                "microsoft.graph.stringKeyStringValuePair",
                onDemand.run(principal, job, request.json())));
      }
      default -> throw GraphException.unknownSegment(request.segment(next + 1));
    }
    return GraphResponse.noContent();
  }

  private GraphResponse jobSchema(
      GraphRequest request, SyncJobs jobs, ObjectNode job, int next, String context) {
    String below = context + "('" + job.path("id").asText() + "')/schema";
    if (request.depth() > next) {
      if (request.word(next).equals("parseexpression")) {
        Answers.allow(request, "POST");
        return GraphResponse.ok(
            Answers.withContext(
                request,
                "microsoft.graph.parseExpressionResponse",
                ExpressionTrial.run(request.json())));
      }
      if (request.word(next + 2).equals("discover")) {
        Answers.allow(request, "POST");
        ObjectNode directory =
            SyncJobs.directory(jobs.schema(job), request.segment(next + 1))
                .orElseThrow(() -> GraphException.notFound(request.segment(next + 1)));
        return Answers.single(request, below + "/directories", jobs.discover(directory));
      }
      return schema(request, jobs.schema(job), next, below);
    }
    Answers.allow(request, "GET", "PUT", "PATCH", "DELETE");
    String tag = "\"" + jobs.schema(job).path("version").asText() + "\"";
    if (request.method().equals("GET")) {
      return schema(request, jobs.schema(job), next, below).header("ETag", tag);
    }
    String wanted = request.header("If-Match");
    if (!wanted.isEmpty() && !wanted.equals("*") && !wanted.equals(tag)) {
      throw new GraphException(
          412, "Request_PreconditionFailed", "The schema was changed by somebody else.");
    }
    switch (request.method()) {
      case "PUT" -> jobs.schema(job, request.json(), true);
      case "PATCH" -> jobs.schema(job, request.json(), false);
      default -> jobs.forgetSchema(job);
    }
    return GraphResponse.noContent();
  }

  /** Reads a schema or a part of it. */
  private static GraphResponse schema(
      GraphRequest request, ObjectNode schema, int next, String context) {
    Answers.allow(request, "GET");
    switch (request.word(next)) {
      case "" -> {
        return Answers.single(request, context, schema);
      }
      case "directories" -> {
        String id = request.segment(next + 1);
        if (id.isEmpty()) {
          return Answers.collection(
              request, context + "/directories", (ArrayNode) schema.path("directories"));
        }
        return Answers.single(
            request,
            context + "/directories",
            SyncJobs.directory(schema, id).orElseThrow(() -> GraphException.notFound(id)));
      }
      case "filteroperators" -> {
        return Answers.collection(
            request, "Collection(microsoft.graph.filterOperatorSchema)", SchemaCheck.operators());
      }
      case "functions" -> {
        return Answers.collection(
            request,
            "Collection(microsoft.graph.attributeMappingFunctionSchema)",
            ExpressionTrial.functions());
      }
      default -> throw GraphException.unknownSegment(request.segment(next));
    }
  }
}
