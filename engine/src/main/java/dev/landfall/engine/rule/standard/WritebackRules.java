package dev.landfall.engine.rule.standard;

import static dev.landfall.engine.rule.scope.ScopeOperator.EQUAL;
import static dev.landfall.engine.rule.scope.ScopeOperator.GREATERTHAN;
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
 * The rules of group writeback: cloud groups become groups in one container of one forest. Each
 * method is one rule, each line of it one row of the Rules Editor.
 *
 * <p>A group that the cloud no longer wants written back ({@code reasonFiltered}) is frozen: the
 * second scope group of the outbound rules holds what is there, and every flow ignores itself.
 */
public final class WritebackRules {
  /** The parameter that holds the DN of the container for written-back groups. */
  public static final String CONTAINER_PARAMETER = "GroupWriteback.Container";

  /** Names of the two rules that own the links of written-back groups. */
  public static final String INBOUND_NAME = "In from AAD - Group SOAInAAD";

  public static final String OUTBOUND_NAME = "Out to AD - Group SOAInAAD";

  public static final String MARKER_NAME = "In from AD - Group Writeback Marker";

  public static final String MEMBER_LIMIT_NAME = "Out to AD - Group Writeback Member Limit";

  /** Members of a written-back group at most; the service has the same limit. */
  static final int MOST_MEMBERS = 250_000;

  /** Members of a Microsoft 365 group at most, while the limit rule is enabled. */
  static final int MOST_MEMBERS_OF_UNIFIED = 50_000;

  private static final String DN_NAME = OUTBOUND_NAME + " - DN";
  private static final String EXCHANGE_NAME = OUTBOUND_NAME + " - Exchange";
  private static final String DELETE_ME = "DeleteThisGroupInAD";

  private WritebackRules() {}

  /** What written-back groups are called in Active Directory. */
  public enum Naming {
    /** {@code Group_<objectId>}. */
    OBJECT_ID("objectId"),
    /** Display name, cut at 51 UTF-16 units, and the last 12 of the object id. */
    DISPLAY_NAME("displayName");

    private final String option;

    Naming(String option) {
      this.option = option;
    }

    /** The value of {@code groupWriteback.naming}. */
    public String option() {
      return option;
    }
  }

  /**
   * All rules of the writeback. Two of them are there but disabled unless wanted: naming by display
   * name, and the mail attributes.
   *
   * @param forest the connector of the forest that holds the container
   * @param exchange whether the forest's schema has the attributes of Exchange
   * @param precedence the first of six precedences used
   */
  public static List<SyncRule> of(
      ConnectorId forest, Naming naming, boolean exchange, int precedence) {
    return List.of(
        fromCloud(precedence),
        marker(forest, precedence + 1),
        memberLimit(forest, precedence + 2),
        names(forest, precedence + 3).withDisabled(naming == Naming.OBJECT_ID),
        toDirectory(forest, precedence + 4),
        mail(forest, precedence + 5).withDisabled(!exchange));
  }

  /** The id of the rule that names groups by display name while it is enabled. */
  public static String namingRuleId(ConnectorId forest) {
    return StandardRules.id(DN_NAME, forest);
  }

  /** The id of the rule that writes the mail attributes while it is enabled. */
  public static String exchangeRuleId(ConnectorId forest) {
    return StandardRules.id(EXCHANGE_NAME, forest);
  }

  private static SyncRule fromCloud(int precedence) {
    return inbound(INBOUND_NAME, ConnectorId.ENTRA, LinkType.PROVISION, precedence)
        .scope("cloudMastered", EQUAL, "True")
        .join("cloudAnchor", "cloudAnchor")
        .direct("cloudAnchor", "cloudAnchor")
        .direct("cloudMastered", "cloudMastered")
        .direct("displayName", "displayName")
        .computed("Left(Trim([description]),448)", "description")
        .direct("member", "member")
        .computed("ValueCount(\"member\")", "memberCount")
        .direct("mail", "mail")
        .computed("IIF(InStr([mail],\"@\") > 0, True, False)", "mailEnabled")
        .direct("alias", "mailNickname")
        .direct("proxyAddresses", "proxyAddresses")
        .direct("securityEnabled", "securityEnabled")
        .direct("targetWritebackType", "targetWritebackType")
        .direct("reasonFiltered", "reasonFiltered")
        .rule();
  }

  private static SyncRule marker(ConnectorId forest, int precedence) {
    return inbound(MARKER_NAME, forest, LinkType.JOIN, precedence)
        .scope("adminDescription", STARTSWITH, "Group_")
        .join("adminDescription", "cloudAnchor")
        .constant("True", "isProvisionedInAD")
        .rule();
  }

  private static SyncRule memberLimit(ConnectorId forest, int precedence) {
    return outbound(MEMBER_LIMIT_NAME, forest, LinkType.JOIN, precedence)
        .scope("cloudMastered", EQUAL, "True")
        .and("reasonFiltered", ISNULL, "")
        .and("mailEnabled", EQUAL, "True")
        .and("memberCount", GREATERTHAN, Integer.toString(MOST_MEMBERS_OF_UNIFIED))
        .computed(
            "Error(\"A Microsoft 365 group with more than 50000 members is not written back."
                + " Disable the rule Out to AD - Group Writeback Member Limit to allow 250000.\")",
            "member")
        .rule();
  }

  private static SyncRule names(ConnectorId forest, int precedence) {
    return writtenBackOrHeld(outbound(DN_NAME, forest, LinkType.JOIN, precedence))
        .computed(
            frozen(
                "IIF(IsNullOrEmpty(Trim([displayName])),NULL,"
                    + dn("Left(Trim([displayName]),51) & \"_\" & Right([cloudAnchor],12)")
                    + ")"),
            "dn")
        .rule();
  }

  private static SyncRule toDirectory(ConnectorId forest, int precedence) {
    return writtenBackOrHeld(outbound(OUTBOUND_NAME, forest, LinkType.PROVISION, precedence))
        .join("adminDescription", "cloudAnchor")
        .computed(frozen(dn("[cloudAnchor]")), "dn")
        .direct("cloudAnchor", "adminDescription")
        .flow(AttributeFlow.direct("cloudAnchor", "sAMAccountName").once())
        .computed(
            frozen(
                "IIF([targetWritebackType] = \"universalSecurityGroup\" || [targetWritebackType] ="
                    + " \"universalMailEnabledSecurityGroup\",-2147483640,8)"),
            "groupType")
        .computed(frozen("[displayName]"), "displayName")
        .computed(frozen("[description]"), "description")
        .computed(
            frozen(
                "IIF([memberCount] > "
                    + MOST_MEMBERS
                    + ",Error(\"A group with more than 250000 members is not written back."
                    + " Remove members or disable writeback of the group.\"),[member])"),
            "member")
        .rule();
  }

  private static SyncRule mail(ConnectorId forest, int precedence) {
    return writtenBackOrHeld(outbound(EXCHANGE_NAME, forest, LinkType.JOIN, precedence))
        .computed(frozen(withMail("[mail]")), "mail")
        .computed(frozen(withMail("[mailNickname]")), "mailNickname")
        .computed(frozen(withMail("[proxyAddresses]")), "proxyAddresses")
        .rule();
  }

  /** A plain security group is written without mail, whatever it has in the cloud. */
  private static String withMail(String attribute) {
    return "IIF([targetWritebackType] = \"universalSecurityGroup\",NULL," + attribute + ")";
  }

  /** Groups to be written back; and those on premises already, unless they shall go. */
  private static RuleDraft writtenBackOrHeld(RuleDraft rule) {
    return rule.scope("cloudMastered", EQUAL, "True")
        .and("cloudAnchor", ISNOTNULL, "")
        .and("reasonFiltered", ISNULL, "")
        .scope("cloudMastered", EQUAL, "True")
        .and("isProvisionedInAD", EQUAL, "True")
        .and("reasonFiltered", NOTEQUAL, DELETE_ME);
  }

  private static String frozen(String expression) {
    return "IIF(IsPresent([reasonFiltered]),IgnoreThisFlow," + expression + ")";
  }

  private static String dn(String commonName) {
    return "\"CN=\" & EscapeDNComponent("
        + commonName
        + ") & \",\" & %"
        + CONTAINER_PARAMETER
        + "%";
  }

  private static RuleDraft inbound(
      String name, ConnectorId connector, LinkType link, int precedence) {
    String id = StandardRules.id(name, connector);
    return RuleDraft.inbound(id, name, connector, "group", "group", link, precedence)
        .tag(StandardRules.tag(name));
  }

  private static RuleDraft outbound(
      String name, ConnectorId forest, LinkType link, int precedence) {
    String id = StandardRules.id(name, forest);
    return RuleDraft.outbound(id, name, forest, "group", "group", link, precedence)
        .tag(StandardRules.tag(name));
  }
}
