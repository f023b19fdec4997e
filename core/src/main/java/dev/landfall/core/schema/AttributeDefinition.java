package dev.landfall.core.schema;

import dev.landfall.core.value.AttributeName;

/**
 * What a schema says of one attribute.
 *
 * @param indexed a metaverse text that is limited to 448 characters
 */
public record AttributeDefinition(
    AttributeName name, AttributeType type, boolean multiValued, boolean indexed) {

  public static AttributeDefinition single(String name, AttributeType type) {
    return new AttributeDefinition(AttributeName.of(name), type, false, false);
  }

  public static AttributeDefinition multi(String name, AttributeType type) {
    return new AttributeDefinition(AttributeName.of(name), type, true, false);
  }
}
