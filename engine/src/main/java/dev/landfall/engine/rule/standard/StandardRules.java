package dev.landfall.engine.rule.standard;

import static dev.landfall.engine.rule.scope.ScopeOperator.EQUAL;
import static dev.landfall.engine.rule.scope.ScopeOperator.GREATERTHAN;
import static dev.landfall.engine.rule.scope.ScopeOperator.ISNOTNULL;
import static dev.landfall.engine.rule.scope.ScopeOperator.NOTEQUAL;
import static dev.landfall.engine.rule.scope.ScopeOperator.NOTSTARTSWITH;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The rules of a fresh home: users, groups and contacts from Active Directory to Entra ID, with
 * {@code objectGUID} as source anchor. Written-back objects ({@code adminDescription} beginning
 * {@code User_} or {@code Group_}) never come back up.
 */
public final class StandardRules {
  private static final String CONFLICT_OBJECT =
      "CBool(InStr(DNComponent(CRef([dn]),1),\"\\\\0ACNF:\")>0)";
  private static final String CLOUD_DN = "\"CN={\" & ConvertToUTF8Hex([sourceAnchor]) & \"}\"";
  private static final String ANCHOR_UNCHANGED =
      "IIF(IsPresent([cloudSourceAnchor]),IIF([cloudSourceAnchor] = [sourceAnchor],[sourceAnchor],"
          + "Error(\"SourceAnchor attribute has changed.\")),[sourceAnchor])";

  private StandardRules() {}

  /**
   * @param forests the Active Directory connectors in the order of their creation: the first one
   *     wins where two give the same attribute
   */
  public static List<SyncRule> of(List<ConnectorId> forests) {
    List<SyncRule> rules = new ArrayList<>();
    int precedence = 100;
    for (ConnectorId forest : forests) {
      rules.add(userJoin(forest, precedence++));
      rules.add(userCommon(forest, precedence++));
      rules.add(groupJoin(forest, precedence++));
      rules.add(groupCommon(forest, precedence++));
      rules.add(contactJoin(forest, precedence++));
    }
    rules.add(fromCloudUser(precedence++));
    rules.add(fromCloudGroup(precedence++));
    rules.add(fromCloudContact(precedence++));
    rules.add(toCloudUser(precedence++));
    rules.add(toCloudGroupLimit(precedence++));
    rules.add(toCloudGroup(precedence++));
    rules.add(toCloudContact(precedence));
    return rules;
  }

  /** Rules get the same id on every server, so that exports of two servers can be compared. */
  static String id(String name, ConnectorId connector) {
    return UUID.nameUUIDFromBytes((name + "/" + connector).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static RuleDraft inbound(
      String name, ConnectorId c, String csType, String mvType, LinkType link, int precedence) {
    return RuleDraft.inbound(id(name, c), name, c, csType, mvType, link, precedence).tag(tag(name));
  }

  private static RuleDraft toCloud(
      String name, String mvType, String csType, LinkType link, int precedence) {
    return RuleDraft.outbound(
            id(name, ConnectorId.ENTRA), name, ConnectorId.ENTRA, mvType, csType, link, precedence)
        .tag(tag(name));
  }

  static String tag(String name) {
    return "Landfall." + name.replaceAll("[^A-Za-z]", "") + ".001";
  }

  private static SyncRule userJoin(ConnectorId forest, int precedence) {
    return inbound(
            "In from AD - User Join", forest, "user", "person", LinkType.PROVISION, precedence)
        .scope("isCriticalSystemObject", NOTEQUAL, "TRUE")
        .and("adminDescription", NOTSTARTSWITH, "User_")
        .join("objectSid", "objectSid")
        .computed(
            "IIF(IsPresent([isCriticalSystemObject]) || IsPresent([sAMAccountName]) = False || "
                + "Left([sAMAccountName],5) = \"MSOL_\" || Left([sAMAccountName],4) = \"AAD_\" || "
                + CONFLICT_OBJECT
                + ", True, NULL)",
            "cloudFiltered")
        .rule();
  }

  private static SyncRule userCommon(ConnectorId forest, int precedence) {
    return inbound("In from AD - User Common", forest, "user", "person", LinkType.JOIN, precedence)
        .scope("adminDescription", NOTSTARTSWITH, "User_")
        .computed("ConvertToBase64([objectGUID])", "sourceAnchor")
        .constant("User", "sourceObjectType")
        .computed("IIF(BitAnd([userAccountControl],2)=0,True,False)", "accountEnabled")
        .direct("sAMAccountName", "accountName")
        .direct("dn", "distinguishedName")
        .computed("IIF(IsNullOrEmpty([displayName]),[cn],[displayName])", "displayName")
        .computed(
            "IIF(IsPresent([userPrincipalName]),[userPrincipalName],"
                + "[sAMAccountName] & \"@\" & %Domain.FQDN%)",
            "userPrincipalName")
        .computed("%Domain.FQDN%", "domainFQDN")
        .computed("%Domain.Netbios%", "domainNetBios")
        .computed("StringFromSid([objectSid])", "objectSidString")
        .computed("Trim([mail])", "mail")
        .computed("Trim([givenName])", "givenName")
        .computed("Trim([sn])", "sn")
        .computed("Trim([title])", "title")
        .computed("Trim([department])", "department")
        .computed("Trim([company])", "company")
        .computed("Trim([telephoneNumber])", "telephoneNumber")
        .computed("RemoveDuplicates(Trim(ImportedValue(\"proxyAddresses\")))", "proxyAddresses")
        .same("cn", "objectSid", "manager")
        .rule();
  }

  private static SyncRule groupJoin(ConnectorId forest, int precedence) {
    return inbound(
            "In from AD - Group Join", forest, "group", "group", LinkType.PROVISION, precedence)
        .scope("isCriticalSystemObject", NOTEQUAL, "True")
        .and("adminDescription", NOTSTARTSWITH, "Group_")
        .join("objectGUID", "sourceAnchorBinary")
        .computed(
            "IIF(IsPresent([isCriticalSystemObject]) || " + CONFLICT_OBJECT + ", True, NULL)",
            "cloudFiltered")
        .computed("IIF(InStr([mail],\"@\") > 0, True, False)", "mailEnabled")
        .rule();
  }

  private static SyncRule groupCommon(ConnectorId forest, int precedence) {
    return inbound("In from AD - Group Common", forest, "group", "group", LinkType.JOIN, precedence)
        .scope("isCriticalSystemObject", NOTEQUAL, "True")
        .and("adminDescription", NOTSTARTSWITH, "Group_")
        .computed("ConvertToBase64([objectGUID])", "sourceAnchor")
        .direct("objectGUID", "sourceAnchorBinary")
        .direct("sAMAccountName", "accountName")
        .computed("IIF(IsNullOrEmpty([displayName]),[cn],[displayName])", "displayName")
        .computed(
            "IIF(IsNullOrEmpty([description]),NULL,Left(Trim(Item([description],1)),448))",
            "description")
        .computed("StringFromSid([objectSid])", "objectSidString")
        .computed("Trim([mail])", "mail")
        .computed("CBool(BitAnd([groupType],-2147483648))", "securityEnabled")
        .computed("ValueCount(\"member\")", "memberCount")
        .computed("%Domain.FQDN%", "domainFQDN")
        .computed("%Domain.Netbios%", "domainNetBios")
        .same("cn", "objectSid", "managedBy", "member")
        .rule();
  }

  private static SyncRule contactJoin(ConnectorId forest, int precedence) {
    return inbound(
            "In from AD - Contact Join",
            forest,
            "contact",
            "person",
            LinkType.PROVISION,
            precedence)
        .join("mail", "mail")
        .computed("ConvertToBase64([objectGUID])", "sourceAnchor")
        .constant("Contact", "sourceObjectType")
        .computed("IIF(InStr([mail],\"@\") > 0, True, False)", "mailEnabled")
        .computed("IIF(IsNullOrEmpty([displayName]),[cn],[displayName])", "displayName")
        .computed("Trim([mail])", "mail")
        .computed("Trim([givenName])", "givenName")
        .computed("Trim([sn])", "sn")
        .same("cn")
        .rule();
  }

  private static SyncRule fromCloudUser(int precedence) {
    return inbound(
            "In from AAD - User Join",
            ConnectorId.ENTRA,
            "user",
            "person",
            LinkType.JOIN,
            precedence)
        .scope("cloudMastered", EQUAL, "False")
        .joinCaseSensitive("sourceAnchor", "sourceAnchor")
        .same("cloudAnchor", "usageLocation")
        .computed("ImportedValue(\"sourceAnchor\")", "cloudSourceAnchor")
        .rule();
  }

  private static SyncRule fromCloudGroup(int precedence) {
    return inbound(
            "In from AAD - Group Join",
            ConnectorId.ENTRA,
            "group",
            "group",
            LinkType.JOIN,
            precedence)
        .scope("cloudMastered", NOTEQUAL, "True")
        .joinCaseSensitive("sourceAnchor", "sourceAnchor")
        .same("cloudAnchor")
        .computed("ImportedValue(\"sourceAnchor\")", "cloudSourceAnchor")
        .rule();
  }

  private static SyncRule fromCloudContact(int precedence) {
    return inbound(
            "In from AAD - Contact Join",
            ConnectorId.ENTRA,
            "contact",
            "person",
            LinkType.JOIN,
            precedence)
        .joinCaseSensitive("sourceAnchor", "sourceAnchor")
        .same("cloudAnchor")
        .computed("ImportedValue(\"sourceAnchor\")", "cloudSourceAnchor")
        .rule();
  }

  private static SyncRule toCloudUser(int precedence) {
    return toCloud("Out to AAD - User Join", "person", "user", LinkType.PROVISION, precedence)
        .scope("sourceObjectType", EQUAL, "User")
        .and("cloudMastered", NOTEQUAL, "True")
        .and("cloudFiltered", NOTEQUAL, "True")
        .and("sourceAnchor", ISNOTNULL, "")
        .and("accountEnabled", ISNOTNULL, "")
        .join("sourceAnchor", "sourceAnchor")
        .computed(CLOUD_DN, "dn")
        .computed(ANCHOR_UNCHANGED, "sourceAnchor")
        .direct("cn", "commonName")
        .direct("domainFQDN", "dnsDomainName")
        .direct("domainNetBios", "netBiosName")
        .direct("accountName", "onPremisesSamAccountName")
        .direct("objectSid", "onPremiseSecurityIdentifier")
        .direct("distinguishedName", "onPremisesDistinguishedName")
        .direct("sn", "surname")
        .direct("userPrincipalName", "onPremisesUserPrincipalName")
        .same(
            "accountEnabled",
            "company",
            "department",
            "displayName",
            "givenName",
            "mail",
            "manager",
            "proxyAddresses",
            "telephoneNumber",
            "title",
            "userPrincipalName")
        .rule();
  }

  private static SyncRule toCloudGroupLimit(int precedence) {
    return toCloud(
            "Out to AAD - Group Writeup Member Limit", "group", "group", LinkType.JOIN, precedence)
        .scope("cloudFiltered", NOTEQUAL, "True")
        .and("cloudMastered", NOTEQUAL, "True")
        .and("memberCount", GREATERTHAN, "250000")
        .computed("Error(\"Maximum Group member count exceeded\")", "member")
        .rule();
  }

  private static SyncRule toCloudGroup(int precedence) {
    return toCloud("Out to AAD - Group Join", "group", "group", LinkType.PROVISION, precedence)
        .scope("cloudFiltered", NOTEQUAL, "True")
        .and("cloudMastered", NOTEQUAL, "True")
        .and("sourceAnchor", ISNOTNULL, "")
        .and("securityEnabled", EQUAL, "True")
        .scope("cloudFiltered", NOTEQUAL, "True")
        .and("cloudMastered", NOTEQUAL, "True")
        .and("sourceAnchor", ISNOTNULL, "")
        .and("mailEnabled", EQUAL, "True")
        .join("sourceAnchor", "sourceAnchor")
        .computed(CLOUD_DN, "dn")
        .computed(ANCHOR_UNCHANGED, "sourceAnchor")
        .direct("cn", "commonName")
        .direct("domainFQDN", "dnsDomainName")
        .direct("domainNetBios", "netBiosName")
        .direct("accountName", "onPremisesSamAccountName")
        .direct("objectSid", "onPremiseSecurityIdentifier")
        .same("description", "displayName", "mail", "managedBy", "member", "securityEnabled")
        .rule();
  }

  private static SyncRule toCloudContact(int precedence) {
    return toCloud("Out to AAD - Contact Join", "person", "contact", LinkType.PROVISION, precedence)
        .scope("sourceObjectType", EQUAL, "Contact")
        .and("cloudFiltered", NOTEQUAL, "True")
        .and("mailEnabled", EQUAL, "True")
        .join("sourceAnchor", "sourceAnchor")
        .computed(CLOUD_DN, "dn")
        .computed(ANCHOR_UNCHANGED, "sourceAnchor")
        .direct("cn", "commonName")
        .direct("sn", "surname")
        .same("displayName", "givenName", "mail")
        .rule();
  }
}
