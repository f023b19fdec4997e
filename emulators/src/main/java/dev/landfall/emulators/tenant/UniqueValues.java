package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The values of an object that it is found by, and most of which no other object may have, as keys
 * of one index.
 */
final class UniqueValues {
  /** The properties that keys are made of. */
  static final Set<String> PROPERTIES =
      Set.of(
          "onPremisesImmutableId",
          "userPrincipalName",
          "uniqueName",
          "appId",
          "mail",
          "proxyAddresses",
          "onPremisesSamAccountName",
          "onPremisesSecurityIdentifier",
          "roleTemplateId");

  private UniqueValues() {}

  static String userPrincipalName(String value) {
    return "upn:" + value.toLowerCase(Locale.ROOT);
  }

  /** The source anchor is base64, so letter case counts. */
  static String sourceAnchor(String value) {
    return "anchor:" + value;
  }

  static String uniqueName(String value) {
    return "name:" + value.toLowerCase(Locale.ROOT);
  }

  static String appId(String value) {
    return "app:" + value.toLowerCase(Locale.ROOT);
  }

  /** A mail address with or without its {@code smtp:} prefix; other prefixes are kept. */
  static String address(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return "address:" + (lower.startsWith("smtp:") ? lower.substring(5) : lower);
  }

  static String role(String templateId) {
    return "role:" + templateId.toLowerCase(Locale.ROOT);
  }

  /** Not unique, but looked for. */
  static String samAccountName(String value) {
    return "sam:" + value.toLowerCase(Locale.ROOT);
  }

  /** Not unique, but looked for. */
  static String onPremisesSid(String value) {
    return "sid:" + value.toUpperCase(Locale.ROOT);
  }

  static Set<String> of(Entity entity) {
    Set<String> keys = new LinkedHashSet<>();
    if (entity.life == Entity.Life.PURGED) {
      return keys;
    }
    // A soft-deleted object keeps its anchor: directory synchronization finds and restores it.
    add(keys, entity, "onPremisesImmutableId", UniqueValues::sourceAnchor);
    if (!entity.live()) {
      return keys;
    }
    add(keys, entity, "userPrincipalName", UniqueValues::userPrincipalName);
    add(keys, entity, "uniqueName", UniqueValues::uniqueName);
    add(keys, entity, "appId", UniqueValues::appId);
    add(keys, entity, "roleTemplateId", UniqueValues::role);
    add(keys, entity, "mail", UniqueValues::address);
    add(keys, entity, "onPremisesSamAccountName", UniqueValues::samAccountName);
    add(keys, entity, "onPremisesSecurityIdentifier", UniqueValues::onPremisesSid);
    for (JsonNode address : entity.get("proxyAddresses")) {
      keys.add(address(address.asText()));
    }
    return keys;
  }

  private static void add(
      Set<String> keys,
      Entity entity,
      String property,
      java.util.function.UnaryOperator<String> key) {
    if (!entity.text(property).isEmpty() && !entity.get(property).isNull()) {
      keys.add(key.apply(entity.text(property)));
    }
  }
}
