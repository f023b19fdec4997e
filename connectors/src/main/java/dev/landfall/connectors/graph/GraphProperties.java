package dev.landfall.connectors.graph;

import dev.landfall.core.value.AttributeName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Properties of Graph and the attributes of the connector space they become. A delta query asks for
 * those only that a rule reads: every other one would cost its transfer, and make objects appear
 * whose changes matter to nobody.
 */
final class GraphProperties {
  /** Graph property to connector space attribute, where the names differ. */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("mailNickname", "alias"),
          Map.entry("onPremisesImmutableId", "sourceAnchor"),
          Map.entry("onPremisesDomainName", "dnsDomainName"),
          Map.entry("onPremisesNetBiosName", "netBiosName"),
          Map.entry("jobTitle", "title"),
          Map.entry("companyName", "company"),
          Map.entry("mobilePhone", "mobile"),
          Map.entry("faxNumber", "facsimileTelephoneNumber"),
          Map.entry("officeLocation", "physicalDeliveryOfficeName"));

  /** The object that holds the extension attributes of an object of Active Directory. */
  static final String EXTENSIONS = "onPremisesExtensionAttributes";

  private static final Map<String, List<String>> OFFERED =
      Map.of(
          "user",
          List.of(
              ("userPrincipalName displayName mail mailNickname proxyAddresses accountEnabled"
                      + " givenName surname userType onPremisesImmutableId"
                      + " onPremisesSecurityIdentifier onPremisesSamAccountName"
                      + " onPremisesDistinguishedName onPremisesDomainName"
                      + " onPremisesUserPrincipalName city country department state postalCode"
                      + " streetAddress preferredLanguage usageLocation employeeId employeeType"
                      + " jobTitle companyName mobilePhone officeLocation faxNumber")
                  .split(" ", -1)),
          "contact",
          List.of(
              ("displayName mail mailNickname proxyAddresses givenName surname jobTitle companyName"
                      + " department")
                  .split(" ", -1)),
          "group",
          List.of(
              ("displayName description mail mailEnabled mailNickname proxyAddresses"
                      + " securityEnabled onPremisesSecurityIdentifier onPremisesSamAccountName"
                      + " onPremisesDomainName onPremisesNetBiosName")
                  .split(" ", -1)));

  /** What tells who masters an object, which anchor and DN it has, and whether a group is ours. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "user",
          List.of("id", "onPremisesSyncEnabled", "onPremisesImmutableId"),
          "contact",
          List.of("id", "onPremisesSyncEnabled"),
          "group",
          List.of(
              "id",
              "displayName",
              "mailEnabled",
              "securityEnabled",
              "groupTypes",
              "onPremisesSyncEnabled",
              "writebackConfiguration"));

  private GraphProperties() {}

  /** The attribute that a property becomes. */
  static String attribute(String property) {
    return RENAMED.getOrDefault(property, property);
  }

  /**
   * The {@code $select} for the attributes wanted; those that Graph does not have are left out.
   *
   * @param objectType {@code user}, {@code contact} or {@code group}
   */
  static String select(String objectType, Collection<AttributeName> wanted) {
    Set<String> names = new LinkedHashSet<>(NEEDED.getOrDefault(objectType, List.of()));
    for (String property : OFFERED.getOrDefault(objectType, List.of())) {
      if (wanted.contains(AttributeName.of(attribute(property)))) {
        names.add(property);
      }
    }
    boolean extensions =
        wanted.stream().anyMatch(name -> name.key().matches("extensionattribute\\d+"));
    if (extensions && objectType.equals("user")) {
      names.add(EXTENSIONS);
    }
    return String.join(",", names);
  }
}
