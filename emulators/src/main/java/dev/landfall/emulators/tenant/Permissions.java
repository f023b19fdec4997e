package dev.landfall.emulators.tenant;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Application permissions, and which of them a request needs: the first rule that fits counts. */
final class Permissions {
  static final String SYNC_WRITE = "OnPremDirectorySynchronization.ReadWrite.All";
  static final String ROLE_WRITE = "RoleManagement.ReadWrite.Directory";
  private static final Set<String> READING_ACTIONS =
      Set.of(
          "getbyids",
          "validateproperties",
          "checkmembergroups",
          "checkmemberobjects",
          "getmembergroups",
          "getmemberobjects",
          "parseexpression",
          "validatecredentials");

  /** What the tenant's own application is granted: everything hybrid identity uses. */
  static final List<String> ALL =
      List.of(
          "Group.Read.All",
          "GroupMember.Read.All",
          "Group.ReadWrite.All",
          "GroupMember.ReadWrite.All",
          "GroupSettings.Read.All",
          "GroupSettings.ReadWrite.All",
          "User.Read.All",
          "User.ReadWrite.All",
          "OrgContact.Read.All",
          "Device.Read.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All",
          "Domain.Read.All",
          "OnPremDirectorySynchronization.Read.All",
          SYNC_WRITE,
          "OnPremisesPublishingProfiles.ReadWrite.All",
          "Group-OnPremisesSyncBehavior.ReadWrite.All",
          "User-OnPremisesSyncBehavior.ReadWrite.All",
          "Contacts-OnPremisesSyncBehavior.ReadWrite.All",
          "Synchronization.Read.All",
          "Synchronization.ReadWrite.All",
          "ProvisioningLog.Read.All",
          "AuditLog.Read.All",
          "Organization.Read.All",
          "Organization.ReadWrite.All",
          "RoleManagement.Read.Directory",
          ROLE_WRITE,
          "Application.Read.All",
          "Application.ReadWrite.All",
          "Application.ReadWrite.OwnedBy",
          "AppRoleAssignment.ReadWrite.All");

  /**
   * A row of the table.
   *
   * @param path first segment, and after a space a later one, in lower case; {@code *} for any
   * @param read any of these is enough for reading; empty when none is needed
   * @param write any of these is enough for the rest
   */
  record Rule(String path, Set<String> read, Set<String> write) {
    boolean fits(GraphRequest request) {
      String[] parts = path.split(" ", 2);
      String first = request.word(0).replaceAll("\\(.*", "");
      if (!parts[0].equals(first)) {
        return false;
      }
      if (parts.length == 1) {
        return true;
      }
      for (int i = 1; i < request.depth(); i++) {
        String word = request.word(i);
        if (word.substring(word.lastIndexOf('.') + 1).equals(parts[1])) {
          return true;
        }
      }
      return false;
    }
  }

  private static final Set<String> USERS =
      Set.of(
          "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");
  private static final Set<String> GROUPS =
      Set.of(
          "Group.Read.All",
          "GroupMember.Read.All",
          "GroupMember.ReadWrite.All",
          "Group.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Set<String> OBJECTS = union(USERS, GROUPS);
  private static final Set<String> MEMBERSHIPS =
      Set.of("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All");
  private static final Set<String> APPS =
      Set.of(
          "Application.Read.All",
          "Application.ReadWrite.All",
          "Application.ReadWrite.OwnedBy",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Set<String> APPS_WRITE =
      Set.of("Application.ReadWrite.All", "Application.ReadWrite.OwnedBy");
  private static final Set<String> ROLES =
      Set.of("RoleManagement.Read.Directory", ROLE_WRITE, "Directory.Read.All");
  private static final Set<String> SETTINGS =
      Set.of(
          "GroupSettings.Read.All",
          "GroupSettings.ReadWrite.All",
          "Group.Read.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Set<String> SETTINGS_WRITE =
      Set.of("GroupSettings.ReadWrite.All", "Directory.ReadWrite.All");
  private static final Set<String> ORGANIZATION =
      Set.of("Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All");
  private static final Set<String> DIRECTORY = Set.of("Directory.ReadWrite.All");

  static final List<Rule> RULES =
      List.of(
          both("users onpremisessyncbehavior", "User-OnPremisesSyncBehavior.ReadWrite.All"),
          both("groups onpremisessyncbehavior", "Group-OnPremisesSyncBehavior.ReadWrite.All"),
          both("contacts onpremisessyncbehavior", "Contacts-OnPremisesSyncBehavior.ReadWrite.All"),
          new Rule("users memberof", union(USERS, GROUPS), DIRECTORY),
          new Rule("users transitivememberof", union(USERS, GROUPS), DIRECTORY),
          new Rule("users", USERS, Set.of("User.ReadWrite.All", "Directory.ReadWrite.All")),
          new Rule("groups $ref", GROUPS, MEMBERSHIPS),
          new Rule("groups", GROUPS, Set.of("Group.ReadWrite.All", "Directory.ReadWrite.All")),
          new Rule("contacts", Set.of("OrgContact.Read.All", "Directory.Read.All"), DIRECTORY),
          new Rule("devices", Set.of("Device.Read.All", "Directory.Read.All"), DIRECTORY),
          new Rule("directoryobjects", OBJECTS, DIRECTORY),
          new Rule(
              "directory onpremisessynchronization",
              Set.of("OnPremDirectorySynchronization.Read.All", SYNC_WRITE),
              Set.of(SYNC_WRITE)),
          new Rule("directory deleteditems", union(OBJECTS, APPS), deletedWrite()),
          new Rule(
              "serviceprincipals synchronization",
              Set.of(
                  "Synchronization.Read.All",
                  "Synchronization.ReadWrite.All",
                  "Application.ReadWrite.OwnedBy"),
              Set.of("Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy")),
          new Rule(
              "serviceprincipals approleassignedto",
              APPS,
              Set.of("AppRoleAssignment.ReadWrite.All")),
          new Rule(
              "serviceprincipals approleassignments",
              APPS,
              Set.of("AppRoleAssignment.ReadWrite.All")),
          new Rule("serviceprincipals", APPS, APPS_WRITE),
          new Rule("applications", APPS, APPS_WRITE),
          new Rule("applicationtemplates", Set.of(), APPS_WRITE),
          new Rule(
              "auditlogs provisioning",
              Set.of("ProvisioningLog.Read.All", "AuditLog.Read.All"),
              Set.of()),
          new Rule("auditlogs", Set.of("AuditLog.Read.All"), Set.of()),
          new Rule("organization", ORGANIZATION, Set.of("Organization.ReadWrite.All")),
          new Rule("subscribedskus", ORGANIZATION, Set.of()),
          new Rule("domains", union(ORGANIZATION, Set.of("Domain.Read.All")), Set.of()),
          new Rule("groupsettings", SETTINGS, SETTINGS_WRITE),
          new Rule("groupsettingtemplates", SETTINGS, SETTINGS_WRITE),
          new Rule("settings", SETTINGS, SETTINGS_WRITE),
          new Rule("directorysettingtemplates", SETTINGS, SETTINGS_WRITE),
          new Rule("rolemanagement", ROLES, Set.of(ROLE_WRITE)),
          new Rule("directoryroles", ROLES, Set.of(ROLE_WRITE)),
          new Rule("directoryroletemplates", ROLES, Set.of(ROLE_WRITE)),
          new Rule("subscriptions", OBJECTS, OBJECTS),
          both("onpremisespublishingprofiles", "OnPremisesPublishingProfiles.ReadWrite.All"));

  private Permissions() {}

  private static Rule both(String path, String permission) {
    return new Rule(path, Set.of(permission), Set.of(permission));
  }

  private static Set<String> deletedWrite() {
    return Set.of(
        "Group.ReadWrite.All",
        "User.ReadWrite.All",
        "Application.ReadWrite.All",
        "Directory.ReadWrite.All");
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new java.util.TreeSet<>(one);
    all.addAll(other);
    return Set.copyOf(all);
  }

  /** Our choice: ids are derived from the names, a client reads them from the resource. */
  static String roleId(String permission) {
    return UUID.nameUUIDFromBytes(permission.getBytes(StandardCharsets.UTF_8)).toString();
  }

  static Optional<String> nameOf(String roleId) {
    return ALL.stream().filter(name -> roleId(name).equalsIgnoreCase(roleId)).findFirst();
  }

  static void require(Set<String> held, Set<String> anyOf) {
    if (!anyOf.isEmpty() && anyOf.stream().noneMatch(held::contains)) {
      throw new GraphException(
          403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }
  }

  /** Whether a request changes nothing. */
  static boolean reads(GraphRequest request) {
    String last = request.word(request.depth() - 1).toLowerCase(Locale.ROOT);
    return request.method().equals("GET")
        || READING_ACTIONS.contains(last.substring(last.lastIndexOf('.') + 1));
  }

  /** Checks a request against the table. */
  static void check(GraphRequest request) {
    for (Rule rule : RULES) {
      if (rule.fits(request)) {
        require(request.caller().roles(), reads(request) ? rule.read : rule.write);
        return;
      }
    }
  }

  /** Deleted objects need the permissions of their type. */
  static void deleted(GraphRequest request, ObjectType type) {
    boolean read = reads(request);
    Set<String> needed =
        switch (type) {
          case USER -> read ? USERS : Set.of("User.ReadWrite.All", "Directory.ReadWrite.All");
          case GROUP -> read ? GROUPS : Set.of("Group.ReadWrite.All", "Directory.ReadWrite.All");
          case APPLICATION, SERVICE_PRINCIPAL -> read ? APPS : APPS_WRITE;
          default -> read ? OBJECTS : DIRECTORY;
        };
    require(request.caller().roles(), needed);
  }
}
