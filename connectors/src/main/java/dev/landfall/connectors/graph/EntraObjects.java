package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.util.Map;
import java.util.Set;

/** Turns what the tenant returns into objects of the connector space. */
final class EntraObjects {
  // Read to decide, or told under another name; no attributes of the connector space.
  private static final Set<String> NO_ATTRIBUTES =
      Set.of(
          "id",
          "onPremisesSyncEnabled",
          "writebackConfiguration",
          "groupTypes",
          GraphProperties.EXTENSIONS);

  private EntraObjects() {}

  /** An object of the directory synchronization endpoint: the shadow attributes, as sent. */
  static ImportedObject synchronizedObject(JsonNode item) {
    Attributes.Builder attributes = Attributes.builder();
    item.path("attributes")
        .properties()
        .forEach(
            field ->
                attributes.set(
                    AttributeName.of(field.getKey()), JsonValues.values(field.getValue())));
    String cloudAnchor = item.path("cloudAnchor").asText();
    String sourceAnchor = item.path("sourceAnchor").asText();
    attributes.set("cloudAnchor", cloudAnchor);
    attributes.set("cloudMastered", false);
    attributes.set("sourceAnchor", sourceAnchor);
    attributes.set("cloudSourceAnchor", sourceAnchor);
    return ImportedObject.complete(
        new Anchor(cloudAnchor),
        CloudAnchors.dn(sourceAnchor),
        item.path("objectType").asText(),
        attributes.build());
  }

  /** A user, group, contact or device as Graph shows it. */
  static ImportedObject graphObject(JsonNode item, String objectType, Attributes further) {
    Anchor anchor = anchor(item, objectType);
    Attributes.Builder attributes = further.toBuilder();
    for (Map.Entry<String, JsonNode> field : item.properties()) {
      String property = field.getKey();
      if (property.indexOf('@') < 0 && !NO_ATTRIBUTES.contains(property)) {
        set(attributes, GraphProperties.attribute(property), field.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> field : item.path(GraphProperties.EXTENSIONS).properties()) {
      set(attributes, field.getKey(), field.getValue());
    }
    boolean synced = item.path("onPremisesSyncEnabled").asBoolean();
    attributes.set("cloudAnchor", anchor.value());
    attributes.set("cloudMastered", !synced);
    String sourceAnchor = item.path("onPremisesImmutableId").asText("");
    String name = synced && !sourceAnchor.isEmpty() ? sourceAnchor : anchor.value();
    return ImportedObject.complete(anchor, CloudAnchors.dn(name), objectType, attributes.build());
  }

  private static void set(Attributes.Builder attributes, String name, JsonNode value) {
    attributes.set(AttributeName.of(name), JsonValues.values(value));
  }

  static Anchor anchor(JsonNode item, String objectType) {
    String prefix =
        objectType.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + objectType.substring(1);
    return CloudAnchors.of(prefix, item.path("id").asText());
  }
}
