package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an object has that nobody gave it, when it comes from a file or the admin root. */
final class ObjectDefaults {
  private ObjectDefaults() {}

  static void fill(ObjectType type, String id, ObjectNode properties) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (type == ObjectType.USER || type == ObjectType.GROUP) {
      properties.putIfAbsent("securityIdentifier", make.textNode(CloudSid.of(id)));
    }
    if (type == ObjectType.GROUP) {
      properties.putIfAbsent("groupTypes", Json.array());
      properties.putIfAbsent("mailEnabled", make.booleanNode(false));
      properties.putIfAbsent("securityEnabled", make.booleanNode(true));
      properties.putIfAbsent("mailNickname", make.textNode(id.substring(0, 8)));
    }
    if (type == ObjectType.USER) {
      properties.putIfAbsent("accountEnabled", make.booleanNode(true));
      properties.putIfAbsent("userType", make.textNode("Member"));
    }
  }
}
