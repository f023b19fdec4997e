package dev.landfall.engine.migration;

import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.cloudsync.Membership;
import dev.landfall.engine.migration.Finding.Code;
import dev.landfall.engine.migration.GroupAssessment.MemberLoss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads both sides and judges every written-back group. Changes nothing. The population is every
 * group of the domain whose {@code adminDescription} begins with the mark of group writeback,
 * wherever an administrator may have moved it.
 */
final class Assessor {
  static final String STAMP = "msDS-ExternalDirectoryObjectId";
  private static final String ANCHOR = "adminDescription";
  private static final String UNIVERSAL_SECURITY = "-2147483640";
  private static final long MOST_MEMBERS = 50_000;

  private final CloudDirectory cloud;
  private final Directory directory;
  private final String container;
  private final String root;

  Assessor(MigrationWorld world) {
    this.cloud = world.cloud();
    this.directory = world.directory();
    this.container = world.container();
    this.root = directory.facts().defaultNamingContext();
  }

  /**
   * @param excluded groups left out by decision of the administrator: a nested one of them is lost
   */
  Result assess(Predicate<String> excluded) {
    List<DirectoryEntry> entries = population();
    Map<String, CloudGroup> groups = cloud.groups(ids(entries));
    Map<String, List<DirectoryEntry>> byId = new HashMap<>();
    Map<String, ObjectGuid> candidates = new TreeMap<>();
    for (DirectoryEntry entry : entries) {
      anchor(entry)
          .objectId()
          .ifPresent(id -> byId.computeIfAbsent(id, fresh -> new ArrayList<>()).add(entry));
    }
    Map<DirectoryEntry, List<Finding>> findings = new HashMap<>();
    for (DirectoryEntry entry : entries) {
      List<Finding> own = judge(entry, groups, byId);
      findings.put(entry, own);
      anchor(entry)
          .objectId()
          .filter(id -> !excluded.test(id))
          .filter(id -> own.stream().noneMatch(Assessor::blocks))
          .ifPresent(id -> candidates.put(id, entry.guid()));
    }
    Membership membership =
        new Membership(cloud, directory, id -> Optional.ofNullable(candidates.get(id)));
    List<GroupAssessment> assessed = new ArrayList<>();
    for (DirectoryEntry entry : entries) {
      assessed.add(complete(entry, findings.getOrDefault(entry, List.of()), groups, membership));
    }
    assessed.sort(Comparator.comparing(GroupAssessment::dn));
    return new Result(assessed, membership.unidentified());
  }

  /**
   * What was found.
   *
   * @param unidentifiedUsers synchronized members whose account cannot be told
   */
  record Result(List<GroupAssessment> groups, long unidentifiedUsers) {}

  private static boolean blocks(Finding finding) {
    return finding.code().severity() == Finding.Severity.BLOCK;
  }

  private List<DirectoryEntry> population() {
    List<DirectoryEntry> entries = new ArrayList<>();
    directory.search(
        DirectoryQuery.below(
            root,
            DirectoryFilter.and(
                DirectoryFilter.equal("objectClass", "group"),
                DirectoryFilter.startsWith(ANCHOR, "Group_")),
            ANCHOR,
            STAMP,
            "displayName",
            "groupType",
            "mail",
            "adminCount",
            "isCriticalSystemObject",
            "cn"),
        entries::add);
    // A mark with blanks before it does not begin with the prefix, but the container shows it.
    Set<ObjectGuid> known = new HashSet<>();
    entries.forEach(entry -> known.add(entry.guid()));
    directory.search(
        DirectoryQuery.below(
            container,
            DirectoryFilter.and(
                DirectoryFilter.equal("objectClass", "group"), DirectoryFilter.present(ANCHOR)),
            ANCHOR,
            STAMP,
            "displayName",
            "groupType",
            "mail",
            "adminCount",
            "isCriticalSystemObject",
            "cn"),
        entry -> {
          if (!known.contains(entry.guid()) && anchor(entry).kind() != AnchorText.Kind.OTHER) {
            entries.add(entry);
          }
        });
    return entries;
  }

  private static AnchorText anchor(DirectoryEntry entry) {
    return AnchorText.of(entry.attributes().text(ANCHOR).orElse(""));
  }

  private static List<String> ids(List<DirectoryEntry> entries) {
    return entries.stream().flatMap(entry -> anchor(entry).objectId().stream()).distinct().toList();
  }

  private List<Finding> judge(
      DirectoryEntry entry,
      Map<String, CloudGroup> groups,
      Map<String, List<DirectoryEntry>> byId) {
    List<Finding> findings = new ArrayList<>();
    AnchorText anchor = anchor(entry);
    if (anchor.objectId().isEmpty()) {
      findings.add(
          new Finding(
              Code.BLOCK_MALFORMED,
              "adminDescription \""
                  + entry.attributes().text(ANCHOR).orElse("")
                  + "\" holds no object id."));
      return findings;
    }
    String id = anchor.objectId().get();
    if (anchor.kind() == AnchorText.Kind.NORMALIZABLE) {
      findings.add(
          new Finding(Code.INFO_NORMALIZED, "The stamp will be written in its canonical form."));
    }
    if (byId.getOrDefault(id, List.of()).size() > 1) {
      findings.add(
          new Finding(
              Code.BLOCK_DUPLICATE, "Several groups have adminDescription Group_" + id + "."));
    }
    stamp(entry, id, findings);
    directorySide(entry, findings);
    cloudSide(id, groups, findings);
    return findings;
  }

  private void stamp(DirectoryEntry entry, String id, List<Finding> findings) {
    String stamp = entry.attributes().text(STAMP).orElse("");
    String wanted = AnchorText.canonical(id);
    if (!stamp.isEmpty() && !stamp.equalsIgnoreCase(wanted)) {
      findings.add(
          new Finding(
              Code.BLOCK_CONFLICTING_STAMP,
              STAMP + " holds \"" + stamp + "\" instead of \"" + wanted + "\"."));
    }
    List<DirectoryEntry> holders = new ArrayList<>();
    directory.search(
        new DirectoryQuery(
            root,
            DirectoryQuery.Scope.SUBTREE,
            DirectoryFilter.equal(STAMP, wanted),
            Set.of(AttributeName.of("cn")),
            false),
        holders::add);
    holders.removeIf(holder -> holder.guid().equals(entry.guid()));
    if (!holders.isEmpty()) {
      findings.add(
          new Finding(
              Code.BLOCK_STAMP_IN_USE,
              "\"" + holders.get(0).dn() + "\" holds \"" + wanted + "\" in " + STAMP + "."));
    }
  }

  private static void directorySide(DirectoryEntry entry, List<Finding> findings) {
    String type = entry.attributes().text("groupType").orElse("");
    if (!type.equals(UNIVERSAL_SECURITY)) {
      boolean distribution = !type.startsWith("-");
      findings.add(
          new Finding(
              distribution ? Code.BLOCK_DL : Code.BLOCK_SCOPE,
              "groupType is "
                  + type
                  + (distribution
                      ? ", a distribution group."
                      : "; convert it to a universal security group first.")));
    }
    if (entry.attributes().text("adminCount").orElse("0").equals("1")) {
      findings.add(
          new Finding(
              Code.WARN_ADMINSDHOLDER,
              "adminCount is 1: inherited rights do not reach the group."));
    }
    if (entry
            .attributes()
            .text("isCriticalSystemObject")
            .map("True"::equalsIgnoreCase)
            .orElse(false)
        || rid(entry.sid()) < 1000) {
      findings.add(new Finding(Code.BLOCK_BUILTIN, "The group belongs to the system."));
    }
    entry
        .attributes()
        .text("mail")
        .ifPresent(
            mail ->
                findings.add(
                    new Finding(
                        Code.BLOCK_MAIL_ENABLED, "mail is \"" + mail + "\" in AD (AD_ONLY).")));
  }

  private static long rid(String sid) {
    int dash = sid.lastIndexOf('-');
    return dash < 0 ? Long.MAX_VALUE : Long.parseLong(sid.substring(dash + 1));
  }

  private void cloudSide(String id, Map<String, CloudGroup> groups, List<Finding> findings) {
    CloudGroup group = groups.get(id);
    if (group == null) {
      boolean restorable = cloud.deletedGroup(id).isPresent();
      findings.add(
          new Finding(
              restorable ? Code.ORPHAN_SOFT_DELETED : Code.ORPHAN,
              restorable
                  ? "The cloud group is deleted but can be restored."
                  : "The cloud group does not exist any more."));
      return;
    }
    if (group.onPremisesSyncEnabled().orElse(false)) {
      findings.add(new Finding(Code.BLOCK_SYNCED, "The cloud group is synchronized from AD."));
    }
    if (group.unified()) {
      findings.add(new Finding(Code.BLOCK_M365, "A Microsoft 365 group stays with V1."));
    } else if (!group.securityEnabled()) {
      findings.add(new Finding(Code.BLOCK_NOT_SECURITY, "The cloud group is no security group."));
    } else if (group.mailEnabled() || group.mail().isPresent()) {
      findings.add(
          new Finding(
              Code.BLOCK_MAIL_ENABLED, "The cloud group is mail-enabled; Cloud Sync takes none."));
    }
    if (group.dynamic()) {
      findings.add(new Finding(Code.INFO_DYNAMIC, "Membership is computed in the cloud."));
    }
    if (group.assignableToRole()) {
      findings.add(new Finding(Code.INFO_ROLE_ASSIGNABLE, "The group can be assigned to roles."));
    }
    if (group.writeback().flatMap(CloudGroup.Writeback::enabled).equals(Optional.of(false))) {
      findings.add(
          new Finding(
              Code.WARN_FLAG_OFF,
              "Writeback is switched off for the group; Cloud Sync does not read that switch."));
    }
    long members = cloud.memberCount(id);
    if (members > MOST_MEMBERS) {
      findings.add(
          new Finding(
              Code.BLOCK_TOO_LARGE,
              "The group has " + members + " members; Cloud Sync takes " + MOST_MEMBERS + "."));
    }
  }

  private GroupAssessment complete(
      DirectoryEntry entry,
      List<Finding> findings,
      Map<String, CloudGroup> groups,
      Membership membership) {
    String id = anchor(entry).objectId().orElse("");
    List<Finding> all = new ArrayList<>(findings);
    List<MemberLoss> losses = new ArrayList<>();
    if (findings.stream().noneMatch(Assessor::blocks)) {
      foretell(entry, id, membership, groups, all, losses);
    }
    String name =
        entry.attributes().text("displayName").or(() -> entry.attributes().text("cn")).orElse("");
    return new GroupAssessment(
        id,
        Optional.ofNullable(groups.get(id)).map(CloudGroup::displayName).orElse(name),
        entry.guid(),
        entry.sid(),
        entry.dn(),
        entry.attributes().text(ANCHOR).orElse(""),
        entry.attributes().text(STAMP).orElse(""),
        directory.memberCount(entry.guid()),
        all,
        losses);
  }

  private void foretell(
      DirectoryEntry entry,
      String id,
      Membership membership,
      Map<String, CloudGroup> groups,
      List<Finding> findings,
      List<MemberLoss> losses) {
    Membership.Wanted wanted = membership.wanted(id);
    boolean[] devices = new boolean[1];
    cloud.members(
        id,
        portion ->
            devices[0] |=
                portion.stream().anyMatch(member -> member.type() == CloudMember.Type.DEVICE));
    Membership.Difference difference = membership.difference(entry.guid(), wanted);
    difference
        .remove()
        .forEach(
            member ->
                losses.add(
                    new MemberLoss(
                        member.guid().toString(),
                        member.dn(),
                        "a member in AD that the cloud group does not have, or that cannot be"
                            + " resolved")));
    if (!losses.isEmpty()) {
      findings.add(
          new Finding(
              Code.WARN_MEMBER_LOSS,
              losses.size() + " members will be removed, first \"" + losses.get(0).dn() + "\"."));
    }
    for (String nested : wanted.missingGroups()) {
      boolean synced =
          Optional.ofNullable(groups.get(nested))
              .or(() -> cloud.group(nested))
              .flatMap(CloudGroup::onPremisesSyncEnabled)
              .orElse(false);
      findings.add(
          new Finding(
              synced ? Code.WARN_SYNCED_NESTED : Code.WARN_NESTED_OUT_OF_SCOPE,
              "Nested group " + nested + " is not migrated; the reference will be dropped."));
    }
    if (devices[0]) {
      findings.add(new Finding(Code.WARN_DEVICE_MEMBERS, "Devices are never written as members."));
    }
  }
}
