package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads groups and members out of Graph's JSON. */
final class CloudGroups {
  static final String SELECT =
      "id,displayName,description,mail,mailEnabled,mailNickname,proxyAddresses,securityEnabled,"
          + "groupTypes,onPremisesSyncEnabled,onPremisesSecurityIdentifier,"
          + "onPremisesSamAccountName,isAssignableToRole,createdDateTime,visibility,"
          + "writebackConfiguration";

  private CloudGroups() {}

  static CloudGroup group(JsonNode json) {
    Attributes.Builder properties = Attributes.builder();
    json.properties()
        .forEach(
            field -> {
              boolean property =
                  !field.getKey().contains("@") && !field.getKey().equals("writebackConfiguration");
              if (property) {
                properties.set(
                    AttributeName.of(field.getKey()), JsonValues.values(field.getValue()));
              }
            });
    Set<String> types = new HashSet<>();
    json.path("groupTypes").forEach(type -> types.add(type.asText()));
    JsonNode configuration = json.path("writebackConfiguration");
    Optional<CloudGroup.Writeback> writeback =
        configuration.isObject()
            ? Optional.of(
                new CloudGroup.Writeback(
                    bool(configuration.path("isEnabled")),
                    text(configuration.path("onPremisesGroupType"))))
            : Optional.empty();
    return new CloudGroup(
        json.path("id").asText().toLowerCase(Locale.ROOT),
        json.path("displayName").asText(""),
        text(json.path("description")),
        text(json.path("mail")),
        json.path("mailEnabled").asBoolean(),
        json.path("securityEnabled").asBoolean(),
        types,
        bool(json.path("onPremisesSyncEnabled")),
        text(json.path("onPremisesSecurityIdentifier")),
        json.path("isAssignableToRole").asBoolean(),
        writeback,
        properties.build());
  }

  static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static Optional<Boolean> bool(JsonNode node) {
    return node.isBoolean() ? Optional.of(node.asBoolean()) : Optional.empty();
  }

  static CloudMember member(String id, String type) {
    return new CloudMember(
        id.toLowerCase(Locale.ROOT),
        switch (type.substring(type.lastIndexOf('.') + 1)) {
          case "user" -> CloudMember.Type.USER;
          case "group" -> CloudMember.Type.GROUP;
          case "device" -> CloudMember.Type.DEVICE;
          case "servicePrincipal" -> CloudMember.Type.SERVICE_PRINCIPAL;
          case "orgContact" -> CloudMember.Type.CONTACT;
          default -> CloudMember.Type.OTHER;
        });
  }
}
