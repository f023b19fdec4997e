package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Writes an entry of the directory audit log for each change that came through Graph. */
final class AuditTrail {
  private record Subject(String noun, String type, String category) {}

  private static final Map<String, Subject> SUBJECTS =
      Map.of(
          "groups", new Subject("group", "Group", "GroupManagement"),
          "users", new Subject("user", "User", "UserManagement"),
          "applications", new Subject("application", "Application", "ApplicationManagement"),
          "serviceprincipals",
              new Subject("service principal", "ServicePrincipal", "ApplicationManagement"),
          "directoryroles", new Subject("role", "Role", "RoleManagement"),
          "rolemanagement", new Subject("role assignment", "Role", "RoleManagement"),
          "organization", new Subject("company information", "Directory", "DirectoryManagement"),
          "directory", new Subject("directory object", "Directory", "DirectoryManagement"));

  private final TenantState state;
  private final EventLog log;

  AuditTrail(TenantState state, EventLog log) {
    this.state = state;
    this.log = log;
  }

  /** Call inside the write, so that both are kept or neither. */
  void record(GraphRequest request, GraphResponse response) {
    String first = request.word(0).replaceAll("\\(.*", "");
    Subject subject = SUBJECTS.get(first);
    if (subject == null || response.status() >= 300) {
      return;
    }
    ObjectNode entry = Json.object();
    entry.put("id", "Directory_" + TenantState.newId());
    entry.put("activityDisplayName", activity(request, subject));
    entry.put("category", subject.category);
    entry.put("correlationId", TenantState.newId());
    entry.put("loggedByService", "Core Directory");
    entry.put("operationType", operation(request));
    entry.put("result", "success");
    entry.put("resultReason", "");
    entry.putArray("additionalDetails");
    ObjectNode app = entry.putObject("initiatedBy").putObject("app");
    app.put("appId", request.caller().appId());
    app.putNull("displayName");
    app.putNull("servicePrincipalId");
    app.putNull("servicePrincipalName");
    ArrayNode targets = entry.putArray("targetResources");
    target(targets, subject, id(request, response));
    log.add(entry);
  }

  private static String operation(GraphRequest request) {
    return switch (request.method()) {
      case "POST" -> "Add";
      case "DELETE" -> "Delete";
      default -> "Update";
    };
  }

  private static String activity(GraphRequest request, Subject subject) {
    boolean delete = request.method().equals("DELETE");
    for (String link : new String[] {"member", "owner"}) {
      if (request.word(2).equals(link + "s")) {
        return (delete ? "Remove " + link + " from " : "Add " + link + " to ") + subject.noun;
      }
    }
    if (request.word(request.depth() - 1).endsWith("restore")) {
      return "Restore " + subject.noun;
    }
    if (request.word(0).equals("directory")) {
      return request.word(1).equals("deleteditems") ? "Hard delete object" : "Set DirSync feature";
    }
    boolean whole = request.depth() <= 2 || request.word(0).equals("rolemanagement");
    return (whole ? operation(request) : "Update") + " " + subject.noun;
  }

  private static String id(GraphRequest request, GraphResponse response) {
    JsonNode body = response.body();
    String made = body == null ? "" : body.path("id").asText("");
    boolean deep = request.word(0).equals("directory") || request.word(0).equals("rolemanagement");
    return made.isEmpty() ? request.segment(deep ? request.depth() - 1 : 1) : made;
  }

  private void target(ArrayNode targets, Subject subject, String id) {
    ObjectNode target = targets.addObject();
    Optional<Entity> entity = state.any(id);
    target.put("id", id);
    target.put("displayName", entity.map(e -> e.text("displayName")).orElse(""));
    target.put("type", entity.map(e -> e.type.anchorPrefix()).orElse(subject.type));
    target.putNull("userPrincipalName");
    target.putArray("modifiedProperties");
  }
}
