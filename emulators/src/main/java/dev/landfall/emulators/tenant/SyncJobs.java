package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The provisioning jobs of one service principal and what start, pause and restart make of them. No
 * directory stands behind the embedded tenant, so a job never runs a cycle: its schedule and status
 * change, its counters stay at zero.
 */
final class SyncJobs {
  private static final String NEVER = "0001-01-01T00:00:00Z";
  private static final Set<String> SCOPES =
      Set.of(
          "none",
          "connectordatastore",
          "escrows",
          "watermark",
          "quarantinestate",
          "full",
          "forcedeletes");

  private final TenantState state;
  private final SyncTemplates templates;
  private final Entity principal;
  private final StoredCollection jobs;

  SyncJobs(TenantState state, SyncTemplates templates, Entity principal) {
    this.state = state;
    this.templates = templates;
    this.principal = principal;
    this.jobs = new StoredCollection(state, document(principal.id));
  }

  private static String document(String principal) {
    return "synchronization/" + principal;
  }

  ArrayNode all() {
    ArrayNode shown = Json.array();
    jobs.all().forEach(job -> shown.add(shown((ObjectNode) job)));
    return shown;
  }

  ObjectNode get(String id) {
    return jobs.get(id);
  }

  /** A job without what is kept beside it. */
  static ObjectNode shown(ObjectNode job) {
    ObjectNode shown = job.deepCopy();
    shown.remove("schema");
    return shown;
  }

  ObjectNode create(ObjectNode body) {
    String templateId = body.path("templateId").asText("");
    String id =
        templateId
            + "."
            + state.document("organization").path("id").asText().replace("-", "")
            + "."
            + UUID.randomUUID();
    if (templates.of(principal.text("applicationTemplateId")).stream()
        .noneMatch(template -> template.path("id").asText().equals(templateId))) {
      throw new GraphException(
          400,
          "InvalidTemplate",
          "The template '" + templateId + "' is not one of this application's.");
    }
    ObjectNode job = Json.object();
    job.put("id", id);
    job.put("templateId", templateId);
    ObjectNode schedule = job.putObject("schedule");
    schedule.putNull("expiration");
    schedule.put("interval", templateId.equals("AD2AADProvisioning") ? "PT2M" : "PT20M");
    schedule.put("state", "Disabled");
    job.set("status", status("NotRun"));
    ArrayNode settings = job.putArray("synchronizationJobSettings");
    body.path("synchronizationJobSettings").forEach(settings::add);
    job.set("schema", fresh(templateId, id));
    jobs.add(job);
    return job;
  }

  private ObjectNode fresh(String templateId, String jobId) {
    return templates.schema(templateId, jobId, version()).orElseThrow();
  }

  private String version() {
    return "Date:" + state.timestamp() + ", Version:" + state.sequence();
  }

  private static ObjectNode status(String code) {
    ObjectNode status = Json.object();
    status.put("code", code);
    status.put("countSuccessiveCompleteFailures", 0);
    status.put("escrowsPruned", false);
    status.putNull("lastExecution");
    status.putNull("lastSuccessfulExecution");
    status.putNull("lastSuccessfulExecutionWithExports");
    status.putArray("progress");
    status.putNull("quarantine");
    status.put("steadyStateFirstAchievedTime", NEVER);
    status.put("steadyStateLastAchievedTime", NEVER);
    status.putArray("synchronizedEntryCountByType");
    status.putNull("troubleshootingUrl");
    return status;
  }

  void update(ObjectNode job, ObjectNode body) {
    if (body.path("schedule") instanceof ObjectNode schedule) {
      ((ObjectNode) job.path("schedule")).setAll(schedule);
    }
    if (body.path("synchronizationJobSettings").isArray()) {
      job.set("synchronizationJobSettings", body.path("synchronizationJobSettings"));
    }
    jobs.changed();
  }

  void remove(String id) {
    jobs.remove(id);
  }

  void start(ObjectNode job) {
    schedule(job, "Active", "Active");
  }

  void pause(ObjectNode job) {
    schedule(job, "Paused", "Paused");
  }

  private void schedule(ObjectNode job, String schedule, String code) {
    ((ObjectNode) job.path("schedule")).put("state", schedule);
    ((ObjectNode) job.path("status")).put("code", code);
    jobs.changed();
  }

  /** Forgets what the criteria name; unknown ones are refused. */
  void restart(ObjectNode job, ObjectNode body) {
    String scopes = body.path("criteria").path("resetScope").asText("None");
    boolean full = false;
    boolean escrows = false;
    boolean quarantine = false;
    for (String scope : scopes.split(",", -1)) {
      String word = scope.trim().toLowerCase(Locale.ROOT);
      if (!SCOPES.contains(word)) {
        throw new GraphException(
            400, "InvalidRestartCriteria", "'" + scope.trim() + "' is no reset scope.");
      }
      full |= word.equals("full") || word.equals("watermark");
      escrows |= word.equals("full") || word.equals("escrows");
      quarantine |= word.equals("full") || word.equals("quarantinestate");
    }
    ObjectNode status = (ObjectNode) job.path("status");
    if (full) {
      status.put("steadyStateFirstAchievedTime", NEVER);
      status.put("steadyStateLastAchievedTime", NEVER);
    }
    if (escrows) {
      status.put("escrowsPruned", false);
    }
    if (quarantine) {
      status.putNull("quarantine");
    }
    start(job);
  }

  ObjectNode schema(ObjectNode job) {
    return (ObjectNode) job.path("schema");
  }

  /** Replaces the schema after it was checked; only the parts that are given, if it is a patch. */
  void schema(ObjectNode job, ObjectNode given, boolean whole) {
    ObjectNode next = whole ? Json.object() : schema(job).deepCopy();
    next.setAll(given);
    next.put("id", job.path("id").asText());
    SchemaCheck.check(next, schema(job));
    next.put("version", version());
    job.set("schema", next);
    jobs.changed();
  }

  /** Back to the template's. */
  void forgetSchema(ObjectNode job) {
    job.set("schema", fresh(job.path("templateId").asText(), job.path("id").asText()));
    jobs.changed();
  }

  /** One directory of a schema, by id or name. */
  static Optional<ObjectNode> directory(JsonNode schema, String id) {
    for (JsonNode directory : schema.path("directories")) {
      if (directory.path("id").asText().equalsIgnoreCase(id)
          || directory.path("name").asText().equalsIgnoreCase(id)) {
        return Optional.of((ObjectNode) directory);
      }
    }
    return Optional.empty();
  }

  /** {@code discover}: the directory as read now. */
  ObjectNode discover(ObjectNode directory) {
    directory.put("discoveryDateTime", state.timestamp());
    jobs.changed();
    return directory;
  }
}
