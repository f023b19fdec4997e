package dev.landfall.engine.rule.scope;

import dev.landfall.core.value.AttributeName;

/**
 * Attribute, operator, value. The attribute is on the source side of the rule: connector space
 * inbound, metaverse outbound. What asks for membership asks it of the object itself, whatever
 * attribute a file names: there it is {@code dn}, and files are written without one.
 */
public record ScopeClause(AttributeName attribute, ScopeOperator operator, String value) {
  private static final AttributeName ITSELF = AttributeName.of("dn");

  public ScopeClause {
    attribute = operator.asksMembership() ? ITSELF : attribute;
  }

  /**
   * @param attribute may be empty for an operator that asks for membership
   */
  public static ScopeClause of(String attribute, ScopeOperator operator, String value) {
    return new ScopeClause(
        operator.asksMembership() ? ITSELF : AttributeName.of(attribute), operator, value);
  }

  /** The attribute as files have it. */
  public String attributeText() {
    return operator.asksMembership() ? "" : attribute.name();
  }
}
