package dev.landfall.core.connector;

import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.List;

/**
 * The new state of one non-reference attribute.
 *
 * @param values all values it shall have; empty removes the attribute
 */
public record AttributeChange(AttributeName attribute, List<Value> values) {
  public AttributeChange {
    values = List.copyOf(values);
  }
}
