package dev.landfall.emulators.tenant;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of directory object the tenant holds, with the properties a plain GET returns. */
enum ObjectType {
  USER(
      "user",
      "users",
      "User",
      "businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation"
          + " preferredLanguage surname userPrincipalName",
      "accountEnabled ageGroup assignedLicenses assignedPlans city companyName country"
          + " createdDateTime creationType deletedDateTime department employeeHireDate employeeId"
          + " employeeType externalUserState faxNumber identities imAddresses"
          + " isManagementRestricted isResourceAccount mailNickname manager officeLocation"
          + " onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes"
          + " onPremisesImmutableId onPremisesLastSyncDateTime onPremisesObjectIdentifier"
          + " onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier"
          + " onPremisesSyncEnabled onPremisesUserPrincipalName otherMails passwordPolicies"
          + " passwordProfile postalCode preferredDataLocation proxyAddresses securityIdentifier"
          + " signInSessionsValidFromDateTime state streetAddress usageLocation userType"),
  GROUP(
      "group",
      "groups",
      "Group",
      "id deletedDateTime classification createdDateTime description displayName expirationDateTime"
          + " groupTypes isAssignableToRole mail mailEnabled mailNickname membershipRule"
          + " membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime"
          + " onPremisesNetBiosName onPremisesProvisioningErrors onPremisesSamAccountName"
          + " onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation"
          + " preferredLanguage proxyAddresses renewedDateTime securityEnabled securityIdentifier"
          + " serviceProvisioningErrors theme uniqueName visibility",
      "members owners organizationId resourceBehaviorOptions resourceProvisioningOptions"
          + " infoCatalogs onPremisesExtensionAttributes onPremisesObjectIdentifier accessType"),
  CONTACT(
      "orgContact",
      "contacts",
      "Contact",
      "id deletedDateTime addresses companyName department displayName givenName jobTitle mail"
          + " mailNickname onPremisesLastSyncDateTime onPremisesProvisioningErrors"
          + " onPremisesSyncEnabled phones proxyAddresses surname serviceProvisioningErrors",
      "onPremisesObjectIdentifier onPremisesImmutableId"),
  DEVICE(
      "device",
      "devices",
      "Device",
      "id deletedDateTime accountEnabled deviceId displayName onPremisesSyncEnabled operatingSystem"
          + " operatingSystemVersion trustType",
      "onPremisesLastSyncDateTime onPremisesSecurityIdentifier profileType isCompliant isManaged"),
  SERVICE_PRINCIPAL(
      "servicePrincipal",
      "servicePrincipals",
      "ServicePrincipal",
      "id deletedDateTime accountEnabled appDisplayName appId appRoleAssignmentRequired appRoles"
          + " applicationTemplateId description displayName homepage keyCredentials loginUrl"
          + " logoutUrl notes notificationEmailAddresses passwordCredentials"
          + " preferredSingleSignOnMode replyUrls servicePrincipalNames servicePrincipalType"
          + " signInAudience tags",
      "owners appOwnerOrganizationId"),
  APPLICATION(
      "application",
      "applications",
      "Application",
      "id deletedDateTime appId appRoles applicationTemplateId createdDateTime description"
          + " displayName identifierUris isFallbackPublicClient keyCredentials notes"
          + " passwordCredentials publisherDomain requiredResourceAccess signInAudience tags"
          + " uniqueName web",
      "owners"),
  DIRECTORY_ROLE(
      "directoryRole",
      "directoryRoles",
      "DirectoryRole",
      "id deletedDateTime description displayName roleTemplateId",
      "members");

  private final String graphName;
  private final String segment;
  private final String anchorPrefix;
  private final Set<String> defaults;
  private final Set<String> known;

  ObjectType(
      String graphName, String segment, String anchorPrefix, String defaults, String further) {
    this.graphName = graphName;
    this.segment = segment;
    this.anchorPrefix = anchorPrefix;
    this.defaults = new LinkedHashSet<>(Arrays.asList(defaults.split(" ")));
    this.known = new LinkedHashSet<>(this.defaults);
    this.known.addAll(List.of(further.split(" ")));
  }

  /** The name after {@code #microsoft.graph.}. */
  String graphName() {
    return graphName;
  }

  /** The collection's path segment. */
  String segment() {
    return segment;
  }

  /** {@code User} of {@code User_<id>}. */
  String anchorPrefix() {
    return anchorPrefix;
  }

  /** Whether its objects have a {@code createdDateTime}. */
  boolean dated() {
    return this == USER || this == GROUP || this == APPLICATION;
  }

  Set<String> defaults() {
    return defaults;
  }

  /** Whether {@code $select} and {@code $filter} may name the property. */
  boolean knows(String property, boolean beta) {
    return known.contains(property)
        || property.startsWith("extension_")
        || (beta && this == GROUP && property.equals("writebackConfiguration"));
  }

  /** Every property by name. */
  Set<String> names(boolean beta) {
    Set<String> names = new LinkedHashSet<>(known);
    if (beta && this == GROUP) {
      names.add("writebackConfiguration");
    }
    return names;
  }

  static Optional<ObjectType> ofSegment(String segment) {
    return Arrays.stream(values()).filter(t -> t.segment.equalsIgnoreCase(segment)).findFirst();
  }

  /**
   * Reads {@code microsoft.graph.group}, {@code graph.group} and {@code #microsoft.graph.group}.
   */
  static Optional<ObjectType> ofCast(String cast) {
    String bare = cast.substring(cast.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(t -> t.graphName.toLowerCase(Locale.ROOT).equals(bare))
        .findFirst();
  }

  static Optional<ObjectType> ofGraphName(String name) {
    return Arrays.stream(values()).filter(t -> t.graphName.equals(name)).findFirst();
  }

  static Optional<ObjectType> ofSyncName(String name) {
    return Arrays.stream(values()).filter(t -> t.anchorPrefix.equalsIgnoreCase(name)).findFirst();
  }
}
