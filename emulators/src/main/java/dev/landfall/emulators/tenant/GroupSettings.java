package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Tenant-wide settings of groups: {@code groupSettings} and {@code groupSettingTemplates} in v1.0,
 * {@code settings} and {@code directorySettingTemplates} in beta. No setting means the defaults of
 * its template.
 */
final class GroupSettings {
  static final String UNIFIED = "62375ab9-6b52-47ed-826b-58e47e0e304b";
  private static final String[][] VALUES = {
    {"NewUnifiedGroupWritebackDefault", "true", "System.Boolean"},
    {"EnableMIPLabels", "false", "System.Boolean"},
    {"CustomBlockedWordsList", "", "System.String"},
    {"EnableMSStandardBlockedWords", "false", "System.Boolean"},
    {"ClassificationDescriptions", "", "System.String"},
    {"DefaultClassification", "", "System.String"},
    {"PrefixSuffixNamingRequirement", "", "System.String"},
    {"AllowGuestsToBeGroupOwner", "false", "System.Boolean"},
    {"AllowGuestsToAccessGroups", "true", "System.Boolean"},
    {"GuestUsageGuidelinesUrl", "", "System.String"},
    {"GroupCreationAllowedGroupId", "", "System.Guid"},
    {"AllowToAddGuests", "true", "System.Boolean"},
    {"UsageGuidelinesUrl", "", "System.String"},
    {"ClassificationList", "", "System.String"},
    {"EnableGroupCreation", "true", "System.Boolean"}
  };

  private final StoredCollection settings;

  GroupSettings(TenantState state) {
    this.settings = new StoredCollection(state, "groupSettings");
  }

  GraphResponse templates(GraphRequest request) {
    Answers.allow(request, "GET");
    if (request.depth() == 1) {
      return Answers.collection(request, request.segment(0), Json.array().add(template()));
    }
    if (!request.segment(1).equalsIgnoreCase(UNIFIED)) {
      throw GraphException.notFound(request.segment(1));
    }
    return Answers.single(request, request.segment(0), template());
  }

  private static ObjectNode template() {
    ObjectNode template = Json.object();
    template.put("id", UNIFIED);
    template.putNull("deletedDateTime");
    template.put("displayName", "Group.Unified");
    template.put("description", "Settings of Microsoft 365 groups.");
    ArrayNode values = template.putArray("values");
    for (String[] value : VALUES) {
      ObjectNode one = values.addObject();
      one.put("name", value[0]);
      one.put("defaultValue", value[1]);
      one.put("type", value[2]);
      one.put("description", value[0]);
    }
    return template;
  }

  GraphResponse settings(GraphRequest request) {
    String context = request.segment(0);
    if (request.depth() == 1) {
      Answers.allow(request, "GET", "POST");
      return request.method().equals("GET")
          ? Answers.collection(request, context, settings.all())
          : Answers.created(request, context, create(request.json()));
    }
    Answers.allow(request, "GET", "PATCH", "DELETE");
    ObjectNode setting = settings.get(request.segment(1));
    switch (request.method()) {
      case "PATCH" -> {
        JsonNode values = request.json().path("values");
        check(values);
        setting.set("values", merged(setting.path("values"), values));
        settings.changed();
        return GraphResponse.noContent();
      }
      case "DELETE" -> {
        settings.remove(request.segment(1));
        return GraphResponse.noContent();
      }
      default -> {
        return Answers.single(request, context, setting);
      }
    }
  }

  private ObjectNode create(ObjectNode body) {
    if (!body.path("templateId").asText().equalsIgnoreCase(UNIFIED)) {
      throw GraphException.badRequest(
          "'templateId' must be the id of a template, such as '" + UNIFIED + "'.");
    }
    for (JsonNode present : settings.all()) {
      if (present.path("templateId").asText().equals(UNIFIED)) {
        throw GraphException.badRequest(
            "A conflicting object with one or more of the specified property values is present in"
                + " the directory.");
      }
    }
    check(body.path("values"));
    ObjectNode added = Json.object();
    added.put("id", TenantState.newId());
    added.put("displayName", "Group.Unified");
    added.put("templateId", UNIFIED);
    added.set("values", merged(Json.array(), body.path("values")));
    settings.add(added);
    return added;
  }

  private static ArrayNode merged(JsonNode before, JsonNode changes) {
    ArrayNode merged = Json.array();
    Set<String> changed = new HashSet<>();
    changes.forEach(value -> changed.add(value.path("name").asText()));
    for (JsonNode value : before) {
      if (!changed.contains(value.path("name").asText())) {
        merged.add(value);
      }
    }
    changes.forEach(merged::add);
    return merged;
  }

  private static void check(JsonNode values) {
    for (JsonNode value : values) {
      boolean known = false;
      for (String[] each : VALUES) {
        known |= each[0].equals(value.path("name").asText());
      }
      if (!known || !value.path("value").isTextual()) {
        throw GraphException.badRequest("The setting " + value + " is not one of the template's.");
      }
    }
  }
}
