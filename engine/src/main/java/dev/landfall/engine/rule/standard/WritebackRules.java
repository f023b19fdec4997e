package dev.landfall.engine.rule.standard;

import static dev.landfall.engine.rule.scope.ScopeOperator.EQUAL;
import static dev.landfall.engine.rule.scope.ScopeOperator.ISNOTNULL;
import static dev.landfall.engine.rule.scope.ScopeOperator.ISNULL;
import static dev.landfall.engine.rule.scope.ScopeOperator.NOTEQUAL;
import static dev.landfall.engine.rule.scope.ScopeOperator.STARTSWITH;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import java.util.List;

/**
 * The rules of group writeback: cloud groups become groups in one container of one forest. The
 * container is the parameter {@value #CONTAINER_PARAMETER}.
 *
 * <p>A group that the cloud no longer wants written back ({@code reasonFiltered}) stays as it is:
 * the second scope group of the outbound rule holds it, and its flows are ignored.
 */
public final class WritebackRules {
  /** The parameter that holds the DN of the container for written-back groups. */
  public static final String CONTAINER_PARAMETER = "GroupWriteback.Container";

  /** Names of the two rules that own the links of written-back groups. */
  public static final String INBOUND_NAME = "In from AAD - Group SOAInAAD";

  public static final String OUTBOUND_NAME = "Out to AD - Group SOAInAAD";

  private static final String FROZEN = "IIF(IsPresent([reasonFiltered]),IgnoreThisFlow,%s)";

  private WritebackRules() {}

  /** What written-back groups are called in Active Directory. */
  public enum Naming {
    /** {@code Group_<objectId>}. */
    OBJECT_ID("objectId", "[cloudAnchor]"),
    /** Display name, cut at 51 characters, and the last 12 of the object id. */
    DISPLAY_NAME(
        "displayName",
        "IIF(IsNullOrEmpty(Trim([displayName])),[cloudAnchor],"
            + "Left(Trim([displayName]),51) & \"_\" & Right([cloudAnchor],12))");

    private final String option;
    private final String commonName;

    Naming(String option, String commonName) {
      this.option = option;
      this.commonName = commonName;
    }

    /** The value of {@code groupWriteback.naming}. */
    public String option() {
      return option;
    }
  }

  /**
   * @param forest the connector of the forest that holds the container
   * @param precedence the first of three precedences used
   */
  public static List<SyncRule> of(ConnectorId forest, Naming naming, int precedence) {
    return List.of(
        fromCloud(precedence),
        toDirectory(forest, naming, precedence + 1),
        marker(forest, precedence + 2));
  }

  private static SyncRule fromCloud(int precedence) {
    return RuleDraft.inbound(
            StandardRules.id(INBOUND_NAME, ConnectorId.ENTRA),
            INBOUND_NAME,
            ConnectorId.ENTRA,
            "group",
            "group",
            LinkType.PROVISION,
            precedence)
        .tag(StandardRules.tag(INBOUND_NAME))
        .scope("cloudMastered", EQUAL, "True")
        .join("cloudAnchor", "cloudAnchor")
        .same(
            "cloudAnchor",
            "cloudMastered",
            "displayName",
            "mail",
            "member",
            "proxyAddresses",
            "reasonFiltered",
            "securityEnabled",
            "targetWritebackType")
        .direct("alias", "mailNickname")
        .computed("Left(Trim([description]),448)", "description")
        .computed("IIF(InStr([mail],\"@\") > 0, True, False)", "mailEnabled")
        .computed("ValueCount(\"member\")", "memberCount")
        .rule();
  }

  private static SyncRule toDirectory(ConnectorId forest, Naming naming, int precedence) {
    return RuleDraft.outbound(
            StandardRules.id(OUTBOUND_NAME, forest),
            OUTBOUND_NAME,
            forest,
            "group",
            "group",
            LinkType.PROVISION,
            precedence)
        .tag(StandardRules.tag(OUTBOUND_NAME))
        .scope("cloudMastered", EQUAL, "True")
        .and("cloudAnchor", ISNOTNULL, "")
        .and("reasonFiltered", ISNULL, "")
        .scope("cloudMastered", EQUAL, "True")
        .and("isProvisionedInAD", EQUAL, "True")
        .and("reasonFiltered", NOTEQUAL, "DeleteThisGroupInAD")
        .join("adminDescription", "cloudAnchor")
        .computed(
            String.format(
                java.util.Locale.ROOT,
                FROZEN,
                "\"CN=\" & EscapeDNComponent("
                    + naming.commonName
                    + ") & \",\" & %"
                    + CONTAINER_PARAMETER
                    + "%"),
            "dn")
        .direct("cloudAnchor", "adminDescription")
        .flow(AttributeFlow.direct("cloudAnchor", "sAMAccountName").once())
        .computed(
            "IIF([targetWritebackType] = \"universalSecurityGroup\" || [targetWritebackType] ="
                + " \"universalMailEnabledSecurityGroup\",-2147483640,8)",
            "groupType")
        .computed(frozen("[displayName]"), "displayName")
        .computed(frozen("[description]"), "description")
        .computed(frozen("[mail]"), "mail")
        .computed(frozen("[member]"), "member")
        .rule();
  }

  private static String frozen(String expression) {
    return String.format(java.util.Locale.ROOT, FROZEN, expression);
  }

  private static SyncRule marker(ConnectorId forest, int precedence) {
    String name = "In from AD - Group Writeback Marker";
    return RuleDraft.inbound(
            StandardRules.id(name, forest),
            name,
            forest,
            "group",
            "group",
            LinkType.JOIN,
            precedence)
        .tag(StandardRules.tag(name))
        .scope("adminDescription", STARTSWITH, "Group_")
        .join("adminDescription", "cloudAnchor")
        .constant("True", "isProvisionedInAD")
        .rule();
  }
}
