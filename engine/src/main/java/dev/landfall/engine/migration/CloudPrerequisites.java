package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.TenantFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prerequisites in the cloud: permissions, features, licence. */
final class CloudPrerequisites {
  private final MigrationWorld world;
  private final CheckList checks = new CheckList();

  CloudPrerequisites(MigrationWorld world) {
    this.world = world;
  }

  List<Check> checks() {
    cloud();
    return checks.list();
  }

  private void cloud() {
    var granted = world.cloud().grantedPermissions();
    List<String> missing = new ArrayList<>();
    if (granted.stream().noneMatch(name -> name.startsWith("Group.Read"))
        && !granted.contains("Directory.Read.All")
        && !granted.contains("Directory.ReadWrite.All")) {
      missing.add("Group.ReadWrite.All");
    }
    if (!granted.contains("OnPremDirectorySynchronization.ReadWrite.All")) {
      missing.add("OnPremDirectorySynchronization.ReadWrite.All");
    }
    checks.require(
        "PRE-01",
        missing.isEmpty(),
        "The application has the permissions the migration needs.",
        "The application lacks " + String.join(", ", missing) + ".",
        "Grant the permissions and consent as administrator.");
    Map<TenantFeature, Boolean> features = world.cloud().features();
    boolean v2 = features.getOrDefault(TenantFeature.GROUP_WRITEBACK_V2, false);
    boolean v1 = features.getOrDefault(TenantFeature.UNIFIED_GROUP_WRITEBACK, false);
    checks.require(
        "PRE-13",
        v2,
        "Group writeback V2 is on; V1 is " + (v1 ? "on." : "off."),
        "Group writeback V2 is not on: there is nothing to migrate, or it is migrated already.",
        "Look at \"landfall migrate status\".");
    List<String> coming = new ArrayList<>();
    if (v1) {
      world
          .cloud()
          .allGroups(
              group -> {
                if (group.unified()
                    && group
                        .writeback()
                        .flatMap(CloudGroup.Writeback::enabled)
                        .equals(Optional.of(false))) {
                  coming.add(group.displayName());
                }
              });
    }
    checks.expect(
        "PRE-14",
        coming.isEmpty(),
        "No Microsoft 365 group will appear in AD.",
        coming.size() + " Microsoft 365 groups will appear in AD after V2 is off: " + coming,
        "Acknowledge with --yes, or delete the groups first.");
    checks.expect(
        "PRE-30",
        world.cloud().premiumLicence(),
        "A licence with Microsoft Entra ID P1 was found.",
        "No licence with Microsoft Entra ID P1 or better was found.",
        "Cloud Sync to AD needs one.");
  }
}
