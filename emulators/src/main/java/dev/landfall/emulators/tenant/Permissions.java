package dev.landfall.emulators.tenant;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Application permissions, and which of them a request needs. */
final class Permissions {
  static final String SYNC_WRITE = "OnPremDirectorySynchronization.ReadWrite.All";

  /** What the tenant's own application is granted: everything hybrid identity uses. */
  static final List<String> ALL =
      List.of(
          "Group.Read.All",
          "GroupMember.Read.All",
          "Group.ReadWrite.All",
          "GroupMember.ReadWrite.All",
          "User.Read.All",
          "User.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All",
          "OnPremDirectorySynchronization.Read.All",
          SYNC_WRITE,
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
          "RoleManagement.ReadWrite.Directory",
          "Application.Read.All",
          "Application.ReadWrite.All");

  private Permissions() {}

  /** Our choice: ids are derived from the names, a client reads them from the resource. */
  static String roleId(String permission) {
    return UUID.nameUUIDFromBytes(permission.getBytes(StandardCharsets.UTF_8)).toString();
  }

  static Optional<String> nameOf(String roleId) {
    return ALL.stream().filter(name -> roleId(name).equalsIgnoreCase(roleId)).findFirst();
  }

  static void require(Set<String> held, Set<String> anyOf) {
    if (anyOf.stream().noneMatch(held::contains)) {
      throw new GraphException(
          403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }
  }

  /** Checks a request against the table of permissions by path. */
  static void check(GraphRequest request) {
    boolean read = request.method().equals("GET") || action(request);
    Set<String> needed = needed(request, read);
    if (!needed.isEmpty()) {
      require(request.roles(), needed);
    }
  }

  private static boolean action(GraphRequest request) {
    String last = request.word(request.depth() - 1).toLowerCase(Locale.ROOT);
    return last.startsWith("check") || last.startsWith("getmember") || last.equals("getbyids");
  }

  private static Set<String> needed(GraphRequest request, boolean read) {
    String last = request.word(request.depth() - 1);
    switch (request.word(0)) {
      case "users" -> {
        if (last.equals("onpremisessyncbehavior")) {
          return Set.of("User-OnPremisesSyncBehavior.ReadWrite.All");
        }
        return read
            ? Set.of(
                "User.Read.All",
                "User.ReadWrite.All",
                "Directory.Read.All",
                "Directory.ReadWrite.All")
            : Set.of("User.ReadWrite.All", "Directory.ReadWrite.All");
      }
      case "groups" -> {
        if (last.equals("onpremisessyncbehavior")) {
          return Set.of("Group-OnPremisesSyncBehavior.ReadWrite.All");
        }
        if (read) {
          return Set.of(
              "Group.Read.All",
              "GroupMember.Read.All",
              "GroupMember.ReadWrite.All",
              "Group.ReadWrite.All",
              "Directory.Read.All",
              "Directory.ReadWrite.All");
        }
        return last.equals("$ref")
            ? Set.of("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All")
            : Set.of("Group.ReadWrite.All", "Directory.ReadWrite.All");
      }
      case "directory" -> {
        if (request.word(1).equals("onpremisessynchronization")) {
          return read
              ? Set.of("OnPremDirectorySynchronization.Read.All", SYNC_WRITE)
              : Set.of(SYNC_WRITE);
        }
        return read
            ? Set.of(
                "Group.Read.All",
                "User.Read.All",
                "Group.ReadWrite.All",
                "User.ReadWrite.All",
                "Directory.Read.All")
            : Set.of("Group.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All");
      }
      case "organization", "subscribedskus", "domains" -> {
        return read
            ? Set.of("Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All")
            : Set.of("Organization.ReadWrite.All");
      }
      case "rolemanagement", "directoryroles" -> {
        return read
            ? Set.of(
                "RoleManagement.Read.Directory",
                "RoleManagement.ReadWrite.Directory",
                "Directory.Read.All")
            : Set.of("RoleManagement.ReadWrite.Directory");
      }
      default -> {
        return Set.of();
      }
    }
  }
}
