package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * {@code provisionOnDemand}: looks the object up and says what it finds. Writing to a directory
 * needs an agent, and none stands behind the embedded tenant: a step says so, and the attempt is in
 * the provisioning log. (Landfall provisions on demand by itself: {@code landfall cloudsync}.)
 */
final class OnDemand {
  private static final int MOST_MEMBERS = 5;
  private static final int MOST_CALLS = 5;
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final TenantState state;
  private final EventLog log;
  private final Deque<Instant> calls = new ArrayDeque<>();

  OnDemand(TenantState state, EventLog log) {
    this.state = state;
    this.log = log;
  }

  ObjectNode run(Entity principal, ObjectNode job, ObjectNode body) {
    throttle();
    JsonNode parameters = body.path("parameters");
    JsonNode subjects = parameters.path(0).path("subjects");
    if (parameters.size() != 1 || subjects.size() != 1) {
      throw GraphException.odata("Exactly one subject can be provisioned on demand.");
    }
    JsonNode subject = subjects.path(0);
    if (subject.path("links").path("members").size() > MOST_MEMBERS) {
      throw GraphException.odata(
          "At most " + MOST_MEMBERS + " members can be provisioned on demand.");
    }
    String id = subject.path("objectId").asText("");
    Optional<Entity> found =
        state.live(id).filter(e -> e.is(ObjectType.GROUP) || e.is(ObjectType.USER));
    String code = found.isEmpty() ? "ObjectNotFound" : "NoActiveAgent";
    String reason =
        found.isEmpty()
            ? "The object '" + id + "' is not in the source."
            : "No provisioning agent answers; the embedded tenant writes to no directory.";
    ArrayNode steps = Json.array();
    step(steps, "EntryImport", "import", found.isPresent() ? "success" : "failure", reason);
    if (found.isPresent()) {
      step(steps, "EntryExport", "export", "failure", reason);
    }
    log.add(entry(principal, job, found, id, code, reason, steps));
    ObjectNode key = Json.object();
    key.put("result", "Failure");
    key.putObject("details").put("errorCode", code).put("errorMessage", reason);
    ObjectNode pair = Json.object();
    pair.put("key", key.toString());
    pair.put("value", steps.toString());
    return pair;
  }

  private void throttle() {
    Instant now = state.now();
    while (!calls.isEmpty() && calls.getFirst().plus(WINDOW).isBefore(now)) {
      calls.removeFirst();
    }
    if (calls.size() >= MOST_CALLS) {
      throw new GraphException(429, "TooManyRequests", "Too many on-demand requests.")
          .header("Retry-After", Long.toString(WINDOW.toSeconds()));
    }
    calls.addLast(now);
  }

  private static void step(
      ArrayNode steps, String name, String type, String status, String reason) {
    ObjectNode step = steps.addObject();
    step.put("name", name);
    step.put("provisioningStepType", type);
    step.put("status", status);
    step.put("description", status.equals("success") ? "The object was read." : reason);
    step.putObject("details");
  }

  private ObjectNode entry(
      Entity principal,
      ObjectNode job,
      Optional<Entity> found,
      String id,
      String code,
      String reason,
      ArrayNode steps) {
    ObjectNode entry = Json.object();
    entry.put("id", TenantState.newId());
    entry.put("tenantId", state.document("organization").path("id").asText());
    entry.put("jobId", job.path("id").asText());
    entry.put("cycleId", TenantState.newId());
    entry.put("changeId", TenantState.newId());
    entry.put("provisioningAction", "other");
    entry.put("durationInMilliseconds", 0);
    entry
        .putObject("initiatedBy")
        .put("id", principal.id)
        .put("displayName", principal.text("displayName"))
        .put("initiatorType", "application");
    entry
        .putObject("servicePrincipal")
        .put("id", principal.id)
        .put("displayName", principal.text("displayName"));
    ObjectNode source = entry.putObject("sourceIdentity");
    source.put("id", id);
    source.put("displayName", found.map(e -> e.text("displayName")).orElse(""));
    source.put("identityType", found.map(e -> e.type.anchorPrefix()).orElse(""));
    source.putObject("details");
    entry.putObject("sourceSystem").put("id", "").put("displayName", "Azure Active Directory");
    entry.putObject("targetSystem").put("id", "").put("displayName", "Active Directory");
    entry.putObject("targetIdentity").put("id", "").put("displayName", "");
    ObjectNode status = entry.putObject("provisioningStatusInfo");
    status.put("status", "failure");
    ObjectNode error = status.putObject("errorInformation");
    error.put("errorCategory", "failure");
    error.put("errorCode", code);
    error.put("reason", reason);
    error.putNull("additionalDetails");
    error.putNull("recommendedAction");
    entry.putArray("modifiedProperties");
    entry.set("provisioningSteps", steps);
    return entry;
  }
}
