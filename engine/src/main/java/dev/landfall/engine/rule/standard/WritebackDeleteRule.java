package dev.landfall.engine.rule.standard;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;

/**
 * The documented custom rule that deletes a written-back group once the cloud disables its
 * writeback or soft-deletes it, instead of freezing it. It is no part of the standard rules: who
 * wants it adds it. A group enabled again later is a new one with a new SID.
 */
public final class WritebackDeleteRule {
  /** The published identifier. */
  public static final String ID = "cb871f2d-0f01-4c32-a333-ff809145b947";

  private static final String NAME =
      "In from AAD - Group SOAinAAD Delete WriteBackOutOfScope and SoftDelete";

  private WritebackDeleteRule() {}

  /**
   * @param precedence below 100 and free, so that it wins over the standard rule
   */
  public static SyncRule of(int precedence) {
    return RuleDraft.inbound(
            ID, NAME, ConnectorId.ENTRA, "group", "group", LinkType.JOIN, precedence)
        .description("Deletes groups out of writeback scope in Active Directory.")
        .scope("cloudMastered", ScopeOperator.EQUAL, "true")
        .join("cloudAnchor", "cloudAnchor")
        .computed(
            "IIF(InStr([reasonFiltered],\"WriteBackOutOfScope\") > 0 ||"
                + " InStr([reasonFiltered],\"SoftDelete\") > 0,"
                + "\"DeleteThisGroupInAD\",[reasonFiltered])",
            "reasonFiltered")
        .rule();
  }
}
