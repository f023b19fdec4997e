package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The values of an object that no other object may have, as keys of one index. */
final class UniqueValues {
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
    add(keys, entity, "mail", UniqueValues::address);
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
