package dev.landfall.engine.migration;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import java.util.List;
import java.util.Optional;

/**
 * The two rules that let Connect Sync and Cloud Sync live side by side: the inbound rule on the
 * Entra connector marks every cloud group without mail, the outbound rule on the Active Directory
 * connector shields what is marked. The procedure as first published named the connectors the wrong
 * way round; built like that nothing is marked and the groups are deleted.
 */
public final class CoexistenceRules {
  public static final String INBOUND_ID = "e4eae1c9-b9bc-4328-ade9-df871cdd3027";
  public static final String OUTBOUND_ID = "419fda18-75bb-4e23-b947-8b06e7246551";

  private static final String INBOUND_NAME =
      "In from AAD - Group SOAinAAD coexistence with Cloud Sync";
  private static final String OUTBOUND_NAME =
      "Out to AD - Group SOAinAAD coexistence with Cloud Sync";

  private CoexistenceRules() {}

  public static SyncRule inbound(int precedence) {
    return RuleDraft.inbound(
            INBOUND_ID,
            INBOUND_NAME,
            ConnectorId.ENTRA,
            "group",
            "group",
            LinkType.JOIN,
            precedence)
        .scope("cloudMastered", ScopeOperator.EQUAL, "true")
        .and("mail", ScopeOperator.ISNULL, "")
        .constant("true", "cloudNoFlow")
        .rule();
  }

  public static SyncRule outbound(ConnectorId forest, int precedence) {
    return outbound(forest, precedence, List.of());
  }

  /**
   * @param shieldedIds object ids of groups that are not marked but must not be touched either
   */
  static SyncRule outbound(ConnectorId forest, int precedence, List<String> shieldedIds) {
    RuleDraft draft =
        RuleDraft.outbound(
                OUTBOUND_ID,
                OUTBOUND_NAME,
                forest,
                "group",
                "group",
                LinkType.JOIN_NO_FLOW,
                precedence)
            .scope("cloudNoFlow", ScopeOperator.EQUAL, "true");
    for (String id : shieldedIds) {
      draft.scope("cloudAnchor", ScopeOperator.EQUAL, AnchorText.canonical(id));
    }
    return draft.rule();
  }

  /**
   * The highest two precedences below 100 that are free and stand above every rule of the
   * writeback.
   */
  static Optional<int[]> freePrecedences(List<SyncRule> rules) {
    int first = -1;
    for (int candidate = 88; candidate < 100 + 88; candidate++) {
      int precedence = candidate < 100 ? candidate : 187 - candidate;
      boolean taken =
          rules.stream()
              .anyMatch(
                  rule ->
                      rule.precedence() == precedence
                          && !rule.id().equals(INBOUND_ID)
                          && !rule.id().equals(OUTBOUND_ID));
      if (!taken) {
        if (first >= 0) {
          return Optional.of(new int[] {Math.min(first, precedence), Math.max(first, precedence)});
        }
        first = precedence;
      }
    }
    return Optional.empty();
  }

  /**
   * A rule built as first published: the marker on an Active Directory connector, or the shield on
   * the Entra connector.
   */
  public static boolean onWrongConnector(SyncRule rule) {
    boolean marks =
        rule.inbound()
            && rule.flows().stream().anyMatch(flow -> flow.target().key().equals("cloudnoflow"));
    boolean shields = !rule.inbound() && rule.linkType() == LinkType.JOIN_NO_FLOW;
    boolean entra = rule.connector().equals(ConnectorId.ENTRA);
    return (marks && !entra) || (shields && entra);
  }
}
