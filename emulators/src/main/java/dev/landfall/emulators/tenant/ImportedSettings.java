package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines of a tenant file about the tenant as a whole. */
final class ImportedSettings {
  private static final String PLACEHOLDER = "contoso.onmicrosoft.com";

  private final TenantDatabase database;
  private final ImportLog log;
  private final Map<String, ObjectNode> documents = new HashMap<>();

  ImportedSettings(TenantDatabase database, ImportLog log) {
    this.database = database;
    this.log = log;
  }

  private ObjectNode document(String name) {
    return documents.computeIfAbsent(name, unused -> Json.object());
  }

  /** Takes a line; false if its kind is none of these. */
  boolean take(String kind, ObjectNode line) {
    ObjectNode rest = line.deepCopy().without(List.of("kind"));
    switch (kind) {
      case "organization" -> organization(rest);
      case "onPremisesSynchronization" -> {
        if (rest.path("features") instanceof ObjectNode features) {
          document("features").setAll(features);
        }
        if (rest.path("configuration") instanceof ObjectNode configuration) {
          document("syncConfiguration").setAll(configuration);
        }
      }
      case "groupSetting" -> document("groupSettings").withArray("/value").add(rest);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void organization(ObjectNode given) {
    if (ImportedIds.parse(given.path("id").asText("")).isEmpty()) {
      log.add("id", "The organization needs its id, the tenant's GUID.");
    }
    int initial = 0;
    for (JsonNode domain : given.path("verifiedDomains")) {
      initial += domain.path("isInitial").asBoolean() ? 1 : 0;
    }
    if (initial != 1) {
      log.add("verifiedDomains", "Exactly one verified domain must be the initial one.");
    }
    document("organization").setAll(given);
  }

  String initialDomain() {
    for (JsonNode domain : document("organization").path("verifiedDomains")) {
      if (domain.path("isInitial").asBoolean()) {
        return domain.path("name").asText();
      }
    }
    return PLACEHOLDER;
  }

  /** Stores everything; domains that users have are verified ones, named or not. */
  void domainsFor(Set<String> inUse) {
    ObjectNode organization = document("organization");
    if (!organization.has("id")) {
      organization.put("id", TenantState.newId());
      organization.put("displayName", PLACEHOLDER.substring(0, PLACEHOLDER.indexOf('.')));
      organization.putNull("onPremisesSyncEnabled");
      domain(organization.putArray("verifiedDomains"), PLACEHOLDER, true);
    }
    Set<String> missing = new LinkedHashSet<>(inUse);
    organization
        .path("verifiedDomains")
        .forEach(known -> missing.removeIf(known.path("name").asText()::equalsIgnoreCase));
    missing.forEach(name -> domain((ArrayNode) organization.path("verifiedDomains"), name, false));
    documents.forEach(
        (name, body) ->
            database.update("INSERT OR REPLACE INTO document VALUES(?,?)", name, body.toString()));
  }

  private static void domain(ArrayNode domains, String name, boolean initial) {
    ObjectNode domain = domains.addObject();
    domain.put("capabilities", "Email, OfficeCommunicationsOnline");
    domain.put("isDefault", initial);
    domain.put("isInitial", initial);
    domain.put("name", name);
    domain.put("type", "Managed");
  }
}
