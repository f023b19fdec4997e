package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What kind of value a property of a directory object has; the same name means the same kind. */
final class PropertyTypes {
  /** The kinds of value. */
  enum Kind {
    TEXT,
    TIME,
    BOOLEAN,
    LIST,
    OBJECT
  }

  private static final Set<String> BOOLEANS =
      Set.of(
          "accountEnabled",
          "appRoleAssignmentRequired",
          "isAssignableToRole",
          "isCompliant",
          "isFallbackPublicClient",
          "isManaged",
          "isManagementRestricted",
          "isResourceAccount",
          "mailEnabled",
          "onPremisesSyncEnabled",
          "securityEnabled");
  private static final Set<String> LISTS =
      Set.of(
          "addresses",
          "appRoles",
          "assignedLicenses",
          "assignedPlans",
          "businessPhones",
          "groupTypes",
          "identifierUris",
          "identities",
          "imAddresses",
          "infoCatalogs",
          "keyCredentials",
          "notificationEmailAddresses",
          "onPremisesProvisioningErrors",
          "otherMails",
          "passwordCredentials",
          "phones",
          "proxyAddresses",
          "replyUrls",
          "requiredResourceAccess",
          "resourceBehaviorOptions",
          "resourceProvisioningOptions",
          "serviceProvisioningErrors",
          "servicePrincipalNames",
          "tags");
  private static final Set<String> OBJECTS =
      Set.of("onPremisesExtensionAttributes", "passwordProfile", "writebackConfiguration", "web");

  private static final Set<String> LISTS_OF_TEXT =
      Set.of(
          "businessPhones",
          "groupTypes",
          "identifierUris",
          "imAddresses",
          "infoCatalogs",
          "notificationEmailAddresses",
          "otherMails",
          "proxyAddresses",
          "replyUrls",
          "resourceBehaviorOptions",
          "resourceProvisioningOptions",
          "servicePrincipalNames",
          "tags");

  private PropertyTypes() {}

  static Kind of(String property) {
    if (BOOLEANS.contains(property)) {
      return Kind.BOOLEAN;
    }
    if (LISTS.contains(property)) {
      return Kind.LIST;
    }
    if (OBJECTS.contains(property)) {
      return Kind.OBJECT;
    }
    return property.endsWith("DateTime") || property.equals("employeeHireDate")
        ? Kind.TIME
        : Kind.TEXT;
  }

  /** Lists are never null. */
  static boolean list(String property) {
    return LISTS.contains(property);
  }

  /** Whether a list holds text only. */
  static boolean texts(String property) {
    return LISTS_OF_TEXT.contains(property);
  }

  /** Whether a value is of the property's kind; extension properties may be anything. */
  static boolean fits(String property, JsonNode value) {
    if (property.startsWith("extension_")) {
      return true;
    }
    Kind kind = of(property);
    if (value.isNull()) {
      return kind != Kind.LIST;
    }
    return switch (kind) {
      case BOOLEAN -> value.isBoolean();
      case LIST -> value.isArray();
      case OBJECT -> value.isObject();
      case TEXT, TIME -> value.isTextual();
    };
  }
}
