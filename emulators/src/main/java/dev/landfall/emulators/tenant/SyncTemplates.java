package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gallery applications that provisioning hangs on, their job templates, and the schema a new
 * job begins with. The table is a resource; a mapping is one line there: target, kind, source.
 */
final class SyncTemplates {
  private static final String RESOURCE = "synchronization-templates.json";

  private final JsonNode table;

  SyncTemplates() {
    try (InputStream in = SyncTemplates.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + RESOURCE + " is missing.");
      }
      this.table = Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The gallery applications, as Graph shows application templates. */
  List<ObjectNode> applications() {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode application : table.path("applications")) {
      ObjectNode shown = Json.object();
      shown.set("id", application.path("id"));
      shown.set("displayName", application.path("displayName"));
      shown.set("description", application.path("displayName"));
      shown.put("publisher", "Microsoft Corporation");
      shown.putArray("categories");
      shown.putArray("endpoints");
      shown.putNull("homePageUrl");
      shown.putNull("logoUrl");
      shown.putArray("supportedProvisioningTypes").add("Provisioning");
      shown.putArray("supportedSingleSignOnModes");
      all.add(shown);
    }
    return all;
  }

  /** The job templates of a gallery application; none for any other application. */
  List<ObjectNode> of(String applicationTemplateId) {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode application : table.path("applications")) {
      if (application.path("id").asText().equalsIgnoreCase(applicationTemplateId)) {
        for (JsonNode template : application.path("templates")) {
          ObjectNode shown = Json.object();
          shown.set("id", template.path("id"));
          shown.set("applicationId", application.path("id"));
          shown.put("default", all.isEmpty());
          shown.set("description", template.path("description"));
          shown.put("discoverable", true);
          shown.set("factoryTag", template.path("id"));
          shown.putArray("metadata");
          all.add(shown);
        }
      }
    }
    return all;
  }

  /** The schema a job of a template begins with; empty for an unknown template. */
  Optional<ObjectNode> schema(String templateId, String id, String version) {
    for (JsonNode application : table.path("applications")) {
      for (JsonNode template : application.path("templates")) {
        if (template.path("id").asText().equals(templateId)) {
          return Optional.of(schema(template, id, version));
        }
      }
    }
    return Optional.empty();
  }

  private ObjectNode schema(JsonNode template, String id, String version) {
    ObjectNode schema = Json.object();
    schema.put("id", id);
    schema.put("version", version);
    ArrayNode directories = schema.putArray("directories");
    String source = template.path("source").asText();
    String target = template.path("target").asText();
    directories.add(directory(source));
    directories.add(directory(target));
    ObjectNode rule = schema.putArray("synchronizationRules").addObject();
    rule.put("id", stableId(template.path("id").asText() + "/rule"));
    rule.put("name", template.path("id").asText());
    rule.put("priority", 1);
    rule.put("editable", true);
    rule.put("sourceDirectoryName", source);
    rule.put("targetDirectoryName", target);
    rule.putArray("metadata");
    ArrayNode mappings = rule.putArray("objectMappings");
    template.path("mappings").forEach(mapping -> mappings.add(mapping(mapping)));
    return schema;
  }

  private ObjectNode directory(String name) {
    ObjectNode directory = Json.object();
    directory.put("id", stableId(name));
    directory.put("name", name);
    directory.put("readOnly", false);
    directory.put("version", "1");
    directory.put(
        "discoverabilities",
        "AttributeNames, AttributeDataTypes, AttributeReadOnly, ReferenceAttributes");
    directory.putNull("discoveryDateTime");
    ArrayNode objects = directory.putArray("objects");
    for (var object : table.path("directories").path(name).properties()) {
      ObjectNode one = objects.addObject();
      one.put("name", object.getKey());
      one.putArray("metadata");
      one.putArray("supportedApis");
      ArrayNode attributes = one.putArray("attributes");
      object.getValue().forEach(line -> attributes.add(attribute(line.asText())));
    }
    return directory;
  }

  /** A line such as {@code members Reference multi User,Group}. */
  private static ObjectNode attribute(String line) {
    List<String> words = List.of(line.split(" ", -1));
    ObjectNode attribute = Json.object();
    attribute.put("name", words.get(0));
    attribute.put("type", words.get(1));
    attribute.put("anchor", words.contains("anchor"));
    attribute.put("caseExact", false);
    attribute.putNull("defaultValue");
    attribute.put("flowNullValues", false);
    attribute.put("multivalued", words.contains("multi"));
    attribute.put("mutability", words.contains("readonly") ? "ReadOnly" : "ReadWrite");
    attribute.put("required", words.contains("anchor"));
    attribute.putArray("metadata");
    attribute.putArray("apiExpressions");
    ArrayNode references = attribute.putArray("referencedObjects");
    if (words.get(1).equals("Reference")) {
      for (String name : words.get(words.size() - 1).split(",", -1)) {
        references.addObject().put("referencedObjectName", name).putNull("referencedProperty");
      }
    }
    return attribute;
  }

  private static ObjectNode mapping(JsonNode line) {
    ObjectNode mapping = Json.object();
    mapping.set("name", line.path("name"));
    mapping.put("enabled", true);
    mapping.put("flowTypes", "Add, Update, Delete");
    mapping.set("sourceObjectName", line.path("source"));
    mapping.set("targetObjectName", line.path("target"));
    mapping.putArray("metadata").addObject().put("key", "IsCustomerDefined").put("value", "False");
    ObjectNode scope = mapping.putObject("scope");
    scope.putArray("groups");
    scope.putArray("inputFilterGroups");
    ArrayNode fixed = scope.putArray("categoryFilterGroups");
    if (!line.path("fixed").isEmpty()) {
      ObjectNode group = fixed.addObject();
      group.put("name", "fixed");
      ArrayNode clauses = group.putArray("clauses");
      for (JsonNode clause : line.path("fixed")) {
        ObjectNode one = clauses.addObject();
        one.put("sourceOperandName", clause.asText().split(" ", 2)[0]);
        one.put("operatorName", clause.asText().split(" ", 2)[1]);
        one.putObject("targetOperand").putArray("values");
      }
    }
    ArrayNode attributes = mapping.putArray("attributeMappings");
    for (var flow : line.path("attributes").properties()) {
      attributes.add(attributeMapping(flow.getKey(), flow.getValue().asText(), line));
    }
    return mapping;
  }

  private static ObjectNode attributeMapping(String target, String expression, JsonNode line) {
    ObjectNode mapping = Json.object();
    mapping.put("targetAttributeName", target);
    mapping.put("exportMissingReferences", false);
    mapping.put("flowBehavior", "FlowWhenChanged");
    mapping.put("flowType", "Always");
    mapping.put("matchingPriority", line.path("matching").asText().equals(target) ? 1 : 0);
    if (expression.startsWith("=")) {
      mapping.put("defaultValue", expression.substring(1));
    } else {
      mapping.putNull("defaultValue");
      mapping.set("source", MappingSource.of(expression).orElseThrow());
    }
    return mapping;
  }

  private static String stableId(String name) {
    return java.util
        .UUID
        .nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toString();
  }
}
