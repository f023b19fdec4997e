package dev.landfall.engine.migration;

import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.value.DistinguishedName;
import dev.landfall.engine.cloudsync.GroupNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes the plan from an assessment. The naming preset is the one that renames fewest groups:
 * groups keep the names that group writeback gave them.
 */
final class Planner {
  private final MigrationWorld world;

  Planner(MigrationWorld world) {
    this.world = world;
  }

  MigrationPlan plan(Assessment assessment, Predicate<String> taken, Optional<GroupNaming> naming) {
    List<MigrationPlan.PlannedGroup> groups = new ArrayList<>();
    List<MigrationPlan.LeftOut> leftOut = new ArrayList<>();
    List<MigrationPlan.Loss> losses = new ArrayList<>();
    for (GroupAssessment group : assessment.groups()) {
      if (group.migratable() && taken.test(group.id())) {
        groups.add(
            new MigrationPlan.PlannedGroup(
                group.id(), group.displayName(), group.guid().toString(), group.sid(), group.dn()));
        group
            .losses()
            .forEach(
                loss ->
                    losses.add(
                        new MigrationPlan.Loss(
                            group.id(), loss.member(), loss.dn(), loss.reason())));
      } else {
        leftOut.add(
            new MigrationPlan.LeftOut(
                group.id(),
                group.displayName(),
                group.guid().toString(),
                group.sid(),
                group.dn(),
                group.migratable()
                    ? List.of("EXCLUDED")
                    : group.findings().stream().map(finding -> finding.code().name()).toList()));
      }
    }
    GroupNaming chosen = naming.orElseGet(() -> majority(groups));
    Map<String, CloudGroup> cloud =
        world.cloud().groups(groups.stream().map(MigrationPlan.PlannedGroup::id).toList());
    List<MigrationPlan.Relocation> renames = new ArrayList<>();
    List<MigrationPlan.Relocation> moves = new ArrayList<>();
    for (MigrationPlan.PlannedGroup group : groups) {
      Optional.ofNullable(cloud.get(group.id()))
          .ifPresent(live -> relocate(group, live, chosen, renames, moves));
    }
    return new MigrationPlan(
        world.cloud().tenant().id(),
        world.directory().facts().domain(),
        world.cloudSyncContainer(),
        chosen,
        groups,
        leftOut,
        renames,
        moves,
        losses);
  }

  private static GroupNaming majority(List<MigrationPlan.PlannedGroup> groups) {
    long byId =
        groups.stream()
            .filter(group -> commonName(group.dn()).equals("Group_" + group.id()))
            .count();
    return byId * 2 >= groups.size() ? GroupNaming.KEEP_WRITEBACK_NAMES : GroupNaming.DISPLAY_NAME;
  }

  private static String commonName(String dn) {
    return DistinguishedName.parse(dn).map(DistinguishedName::commonName).orElse("");
  }

  private void relocate(
      MigrationPlan.PlannedGroup group,
      CloudGroup live,
      GroupNaming naming,
      List<MigrationPlan.Relocation> renames,
      List<MigrationPlan.Relocation> moves) {
    String wanted = GroupNames.of(naming, live, world.clock());
    String parent = DistinguishedName.parse(group.dn()).map(DistinguishedName::parent).orElse("");
    boolean moved = !DnKey.of(parent).equals(DnKey.of(world.cloudSyncContainer()));
    boolean renamed = !commonName(group.dn()).equals(wanted);
    String newDn = DistinguishedName.child(wanted, moved ? world.cloudSyncContainer() : parent);
    if (renamed) {
      renames.add(new MigrationPlan.Relocation(group.id(), group.dn(), newDn));
    }
    if (moved) {
      moves.add(new MigrationPlan.Relocation(group.id(), group.dn(), newDn));
    }
  }
}
