package dev.landfall.engine.migration;

import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.cloudsync.JobStore;
import dev.landfall.engine.cloudsync.Membership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares both sides after the fact with what they were: same objects, same SIDs, same names, no
 * twin, and exactly the members the cloud says. Reads only.
 */
final class Verification {
  private static final Set<AttributeName> ATTRIBUTES =
      Set.of(
          AttributeName.of("adminDescription"),
          AttributeName.of(Assessor.STAMP),
          AttributeName.of("groupType"));

  private final MigrationWorld world;
  private final MigrationPlan plan;
  private final Snapshot snapshot;
  private final List<String> details = new ArrayList<>();
  private final List<MigrationPlan.Loss> foretold = new ArrayList<>();
  private long after;
  private long deleted;
  private long recreated;
  private long duplicates;
  private long membershipDifferences;
  private long attributeMismatches;

  Verification(MigrationWorld world, MigrationPlan plan, Snapshot snapshot) {
    this.world = world;
    this.plan = plan;
    this.snapshot = snapshot;
  }

  /**
   * @param handedOver whether Cloud Sync owns the groups; before that, members are compared with
   *     the snapshot instead of the cloud
   */
  Invariants run(boolean handedOver) {
    Map<String, List<DirectoryEntry>> byStamp = population();
    Membership membership = new Membership(world.cloud(), world.directory(), this::nested);
    for (MigrationPlan.PlannedGroup group : plan.groups()) {
      Optional<DirectoryEntry> entry = present(group.id(), group.guid(), group.dn(), byStamp);
      entry.ifPresent(
          found -> {
            attributes(group.sid(), group.id(), group.dn(), found, handedOver);
            members(group, found, membership, handedOver);
          });
    }
    for (MigrationPlan.LeftOut group : plan.leftOut()) {
      present(group.id(), group.guid(), group.dn(), byStamp)
          .filter(found -> !found.sid().equals(group.sid()))
          .ifPresent(found -> mismatch(found, "has another SID"));
    }
    byStamp.forEach(
        (stamp, holders) -> {
          if (holders.size() > 1) {
            duplicates += holders.size() - 1L;
            details.add("\"" + stamp + "\" is on " + holders.size() + " groups");
          }
        });
    return new Invariants(
        (long) plan.groups().size() + plan.leftOut().size(),
        after,
        deleted,
        recreated,
        duplicates,
        membershipDifferences,
        attributeMismatches,
        foretold,
        details);
  }

  private Optional<ObjectGuid> nested(String groupId) {
    JobStore jobs = world.jobs();
    return jobs.link(CloudSyncStep.jobId(plan), groupId)
        .filter(link -> !link.dormant())
        .map(JobStore.GroupLink::guid);
  }

  private Map<String, List<DirectoryEntry>> population() {
    Map<String, List<DirectoryEntry>> byStamp = new HashMap<>();
    world
        .directory()
        .search(
            new DirectoryQuery(
                world.directory().facts().defaultNamingContext(),
                DirectoryQuery.Scope.SUBTREE,
                DirectoryFilter.and(
                    DirectoryFilter.equal("objectClass", "group"),
                    DirectoryFilter.or(
                        List.of(
                            DirectoryFilter.startsWith("adminDescription", "Group_"),
                            DirectoryFilter.startsWith(Assessor.STAMP, "Group_")))),
                ATTRIBUTES,
                false),
            entry -> {
              Set<String> marks = new HashSet<>();
              entry.attributes().text("adminDescription").ifPresent(marks::add);
              entry.attributes().text(Assessor.STAMP).ifPresent(marks::add);
              marks.forEach(
                  mark -> byStamp.computeIfAbsent(mark, fresh -> new ArrayList<>()).add(entry));
            });
    // What was double before the migration began is not its doing.
    plan.leftOut().stream()
        .filter(group -> group.reasons().contains("BLOCK_DUPLICATE"))
        .forEach(group -> byStamp.remove(AnchorText.canonical(group.id())));
    return byStamp;
  }

  private Optional<DirectoryEntry> present(
      String id, String guid, String dn, Map<String, List<DirectoryEntry>> byStamp) {
    Optional<DirectoryEntry> entry = world.directory().read(ObjectGuid.parse(guid), ATTRIBUTES);
    if (entry.isPresent()) {
      after++;
      return entry;
    }
    deleted++;
    details.add("\"" + dn + "\" (" + guid + ") is gone");
    if (!byStamp.getOrDefault(AnchorText.canonical(id), List.of()).isEmpty()) {
      recreated++;
      after++;
      details.add("\"" + dn + "\" was created again with another SID");
    }
    return entry;
  }

  private void attributes(
      String sid, String id, String dn, DirectoryEntry entry, boolean handedOver) {
    String wanted = AnchorText.canonical(id);
    if (!entry.sid().equals(sid)) {
      mismatch(entry, "has another SID");
    }
    if (handedOver && !entry.attributes().text(Assessor.STAMP).orElse("").equals(wanted)) {
      mismatch(entry, "does not hold the stamp " + wanted);
    }
    if (!entry.attributes().text("groupType").orElse("").equals("-2147483640")) {
      mismatch(entry, "is no universal security group any more");
    }
    boolean renamed = !DnKey.of(entry.dn()).equals(DnKey.of(dn));
    if (renamed && !handedOver) {
      mismatch(entry, "was \"" + dn + "\"");
    }
  }

  private void mismatch(DirectoryEntry entry, String what) {
    attributeMismatches++;
    details.add("\"" + entry.dn() + "\" " + what);
  }

  private void members(
      MigrationPlan.PlannedGroup group,
      DirectoryEntry entry,
      Membership membership,
      boolean handedOver) {
    Set<ObjectGuid> before = snapshot.members(group.guid());
    Set<ObjectGuid> now = new HashSet<>();
    Directory directory = world.directory();
    directory.members(entry.guid(), portion -> portion.forEach(one -> now.add(one.guid())));
    Set<ObjectGuid> wanted = before;
    boolean live = world.cloud().group(group.id()).isPresent();
    if (handedOver && live) {
      wanted = existing(membership.wanted(group.id()).wanted(), now);
    }
    for (ObjectGuid member : before) {
      if (!now.contains(member)) {
        plan.losses().stream()
            .filter(loss -> loss.id().equals(group.id()))
            .filter(loss -> loss.member().equals(member.toString()))
            .findFirst()
            .ifPresent(foretold::add);
      }
    }
    long differences = 0;
    for (ObjectGuid member : wanted) {
      differences += now.contains(member) ? 0 : 1;
    }
    for (ObjectGuid member : now) {
      differences += wanted.contains(member) ? 0 : 1;
    }
    if (differences > 0) {
      membershipDifferences += differences;
      details.add("\"" + entry.dn() + "\" differs in " + differences + " members");
    }
  }

  /** Members that have an object; those already in the group need no look-up. */
  private Set<ObjectGuid> existing(Set<ObjectGuid> wanted, Set<ObjectGuid> now) {
    Set<ObjectGuid> unknown = new HashSet<>(wanted);
    unknown.removeAll(now);
    Set<ObjectGuid> found = new HashSet<>(wanted);
    if (!unknown.isEmpty()) {
      Set<ObjectGuid> there = world.directory().globalByGuid(unknown).keySet();
      unknown.removeAll(there);
      found.removeAll(unknown);
    }
    return found;
  }
}
