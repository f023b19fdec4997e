package dev.landfall.expression;

import static java.util.Objects.requireNonNull;

/**
 * An attribute an expression reads. Resolved once, when compiling, so that an {@link
 * EvaluationContext} need not look at the name again for every object: it may keep whatever it
 * needs to find the value in a list of its own, in the order of {@link Expression#attributes()}.
 *
 * @param name as first written in the expression; look it up case-insensitively
 * @param index the place in {@link Expression#attributes()}
 */
public record AttributeReference(String name, int index) {
  public AttributeReference {
    requireNonNull(name, "name");
  }
}
