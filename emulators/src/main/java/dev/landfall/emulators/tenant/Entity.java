package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One directory object: its Graph properties, what directory synchronization sent for it, and the
 * sequence number at which each last changed. Mutable; only touched under the lock of {@link
 * TenantState}.
 */
final class Entity {
  /** Where an object is in its life. A purged one stays as a tombstone for delta queries. */
  enum Life {
    LIVE,
    DELETED,
    PURGED
  }

  final long number;
  final String id;
  final ObjectType type;
  final ObjectNode properties;
  final Map<String, Long> changed = new HashMap<>();
  Life life = Life.LIVE;
  // The last change that a delta query could show.
  long sequence;
  // When it was created or last restored: before that a delta reader does not know it.
  long appeared;
  long createdAt;
  @Nullable ObjectNode shadow;

  Entity(long number, String id, ObjectType type, ObjectNode properties) {
    this.number = number;
    this.id = id;
    this.type = type;
    this.properties = properties;
  }

  boolean live() {
    return life == Life.LIVE;
  }

  boolean is(ObjectType other) {
    return type == other;
  }

  JsonNode get(String property) {
    return properties.path(property);
  }

  String text(String property) {
    return properties.path(property).asText("");
  }

  boolean flag(String property) {
    return properties.path(property).asBoolean(false);
  }

  /** Whether the source of authority is Active Directory. */
  boolean synced() {
    return flag("onPremisesSyncEnabled");
  }

  boolean hasGroupType(String name) {
    for (JsonNode value : properties.path("groupTypes")) {
      if (value.asText().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** Two instances of one row are the same object. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entity entity && entity.number == number;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  /** {@code User_<id>}. */
  String cloudAnchor() {
    return type.anchorPrefix() + "_" + id;
  }
}
