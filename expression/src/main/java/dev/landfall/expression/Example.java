package dev.landfall.expression;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A call and what it gives. All examples run as tests, on 2024-02-29T12:00:00Z.
 *
 * @param expected {@link ExpressionValue#display()} of the value, {@code NULL}, {@code IGNORE}, or
 *     {@code error:} and the code
 */
public record Example(String expression, Map<String, ExpressionValue> attributes, String expected) {
  public Example {
    requireNonNull(expression, "expression");
    requireNonNull(expected, "expected");
    attributes = Map.copyOf(attributes);
  }
}
