package dev.landfall.engine.rule;

import dev.landfall.core.value.AttributeName;

/** Connector-space attribute equals metaverse attribute. */
public record JoinCondition(
    AttributeName csAttribute, AttributeName mvAttribute, boolean caseSensitive) {

  public static JoinCondition of(String csAttribute, String mvAttribute) {
    return new JoinCondition(AttributeName.of(csAttribute), AttributeName.of(mvAttribute), false);
  }
}
