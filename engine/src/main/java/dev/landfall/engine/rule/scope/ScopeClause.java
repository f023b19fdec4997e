package dev.landfall.engine.rule.scope;

import dev.landfall.core.value.AttributeName;

/**
 * Attribute, operator, value. The attribute is on the source side of the rule: connector space
 * inbound, metaverse outbound.
 */
public record ScopeClause(AttributeName attribute, ScopeOperator operator, String value) {}
