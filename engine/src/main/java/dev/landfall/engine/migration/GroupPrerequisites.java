package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import dev.landfall.core.value.DistinguishedName;
import dev.landfall.engine.migration.Finding.Code;
import java.util.List;
import java.util.function.Predicate;

/** Prerequisites that follow from the groups themselves. */
final class GroupPrerequisites {
  private final MigrationWorld world;
  private final List<GroupAssessment> groups;
  private final long unidentifiedUsers;
  private final CheckList checks = new CheckList();

  GroupPrerequisites(MigrationWorld world, List<GroupAssessment> groups, long unidentifiedUsers) {
    this.world = world;
    this.groups = groups;
    this.unidentifiedUsers = unidentifiedUsers;
  }

  List<Check> checks() {
    groups();
    return checks.list();
  }

  private List<GroupAssessment> migratable() {
    return groups.stream().filter(GroupAssessment::migratable).toList();
  }

  private void groups() {
    Predicate<GroupAssessment> wellFormed = group -> !group.has(Code.BLOCK_MALFORMED);
    long blocked = groups.stream().filter(group -> !group.migratable()).count();
    long largest = groups.stream().mapToLong(GroupAssessment::members).max().orElse(0);
    checks.add(
        groups.stream().anyMatch(group -> group.has(Code.BLOCK_TOO_LARGE))
            ? Check.warn("PRE-15", "A group is above 50,000 members and is left out.", "Split it.")
            : Check.pass("PRE-15", "The largest group has " + largest + " members."));
    long memberships = migratable().stream().mapToLong(GroupAssessment::members).sum();
    checks.expect(
        "PRE-16",
        migratable().size() <= 10_000 && memberships <= 250_000,
        migratable().size() + " groups with " + memberships + " memberships: within limits.",
        "Scope exceeds the published limits (10,000 groups, 250,000 memberships).",
        "Expect long cycles.");
    checks.expect(
        "PRE-17",
        blocked == 0,
        migratable().size() + " groups can be migrated.",
        blocked + " groups are not supported; they are left out and stay as they are.",
        "See their reasons; --strict makes this a failure.");
    checks.expect(
        "PRE-18",
        groups.stream().allMatch(wellFormed),
        "Every adminDescription is well formed.",
        "Malformed adminDescription on "
            + groups.stream().filter(wellFormed.negate()).map(GroupAssessment::dn).toList(),
        "Correct or remove the value.");
    checks.expect(
        "PRE-19",
        groups.stream()
            .noneMatch(
                group -> group.has(Code.BLOCK_DUPLICATE) || group.has(Code.BLOCK_STAMP_IN_USE)),
        "Every anchor text belongs to one object.",
        "An anchor text is used by several objects; those groups are left out.",
        "Remove it from the object that is not the group.");
    checks.expect(
        "PRE-27",
        groups.stream().noneMatch(group -> group.has(Code.WARN_ADMINSDHOLDER)),
        "No group is protected by AdminSDHolder.",
        "Groups protected by AdminSDHolder may refuse updates.",
        "Clear adminCount or grant rights explicitly.");
    checks.require(
        "PRE-12",
        unidentifiedUsers == 0,
        "Every synchronized member is tied to an account on premises.",
        unidentifiedUsers
            + " synchronized members have no identifier that ties them to an account: they would"
            + " vanish from their groups.",
        "Let Connect Sync fill onPremisesObjectIdentifier first.");
    long byId =
        migratable().stream().filter(group -> commonName(group).startsWith("Group_")).count();
    checks.add(
        Check.pass(
            "PRE-33",
            "Names: "
                + byId
                + " by object id, "
                + (migratable().size() - byId)
                + " by display name."));
    List<String> moved =
        groups.stream()
            .map(GroupAssessment::dn)
            .filter(
                dn ->
                    !DistinguishedName.parse(dn)
                        .map(name -> name.within(world.container()))
                        .orElse(false))
            .toList();
    checks.expect(
        "PRE-34",
        moved.isEmpty(),
        "All written-back groups are below the writeback container.",
        "Groups live elsewhere: " + moved,
        "Cloud Sync would move them into its container.");
  }

  static String commonName(GroupAssessment group) {
    return DistinguishedName.parse(group.dn()).map(DistinguishedName::commonName).orElse("");
  }
}
