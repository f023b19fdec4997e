package dev.landfall.engine.cloudsync;

import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.DistinguishedName;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings one group in Active Directory to what its cloud group wants: finds it, or adopts it by the
 * matching attribute, or creates it. Compares before it writes; members are set apart.
 */
final class GroupProvisioning {
  /** Universal and security-enabled: the only kind of group that is provisioned. */
  static final long UNIVERSAL_SECURITY = -2147483640L;

  private static final AttributeName GROUP_TYPE = AttributeName.of("groupType");
  private static final int MOST_MEMBERS = 50_000;

  private final JobDefinition job;
  private final JobStore jobs;
  private final Directory directory;
  private final Clock clock;
  private final List<AttributeMapping> mappings;

  GroupProvisioning(JobDefinition job, JobStore jobs, Directory directory, Clock clock) {
    this.job = job;
    this.jobs = jobs;
    this.directory = directory;
    this.clock = clock;
    this.mappings = GroupMappings.of(job);
  }

  /**
   * What was done.
   *
   * @param action {@code Create} or {@code Update}
   * @param written whether anything was
   */
  record Provisioned(ObjectGuid guid, String dn, String action, boolean written, String modified) {}

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    Refused(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** The object of the group, by link or by matching attribute, before anything is written. */
  Optional<DirectoryEntry> match(CloudGroup group) {
    Optional<DirectoryEntry> linked =
        jobs.link(job.id(), group.id()).flatMap(link -> directory.read(link.guid(), attributes()));
    if (linked.isPresent()) {
      return linked;
    }
    List<DirectoryEntry> found = search(GroupMappings.MATCHING, group.anchorText());
    if (found.size() > 1) {
      throw new Refused(
          "DuplicateTargetEntries",
          "\""
              + group.anchorText()
              + "\" is in "
              + GroupMappings.MATCHING
              + " of \""
              + found.get(0).dn()
              + "\" and \""
              + found.get(1).dn()
              + "\". Remove it from the one that is not this group.");
    }
    if (found.isEmpty()) {
      guardAgainstDuplicate(group);
    }
    return found.stream().findFirst();
  }

  /** A written-back group without the stamp would get a twin: refuse to create one. */
  private void guardAgainstDuplicate(CloudGroup group) {
    List<DirectoryEntry> unstamped = search("adminDescription", group.anchorText());
    if (!unstamped.isEmpty()) {
      throw new Refused(
          "UnstampedWritebackGroup",
          "\""
              + unstamped.get(0).dn()
              + "\" is this group, written back by Connect Sync, but its "
              + GroupMappings.MATCHING
              + " is empty. Run step 1 of the migration for it.");
    }
  }

  private List<DirectoryEntry> search(String attribute, String value) {
    List<DirectoryEntry> found = new ArrayList<>();
    directory.search(
        new DirectoryQuery(
            directoryRoot(),
            DirectoryQuery.Scope.SUBTREE,
            DirectoryFilter.and(
                DirectoryFilter.equal("objectClass", "group"),
                DirectoryFilter.equal(attribute, value)),
            attributes(),
            false),
        found::add);
    return found;
  }

  private String directoryRoot() {
    return DistinguishedName.parse(job.container())
        .map(GroupProvisioning::domainPart)
        .orElse(job.container());
  }

  private static String domainPart(DistinguishedName container) {
    String dn = container.toString();
    while (!dn.isEmpty() && !dn.regionMatches(true, 0, "DC=", 0, 3)) {
      dn = DistinguishedName.parse(dn).map(DistinguishedName::parent).orElse("");
    }
    return dn;
  }

  private Set<AttributeName> attributes() {
    Set<AttributeName> names = new HashSet<>();
    mappings.forEach(mapping -> names.add(AttributeName.of(mapping.target())));
    names.remove(AttributeName.of(GroupMappings.PARENT));
    names.add(GROUP_TYPE);
    return names;
  }

  Provisioned provision(CloudGroup group, Optional<DirectoryEntry> matched) {
    if (matched.isEmpty()) {
      return create(group);
    }
    return update(group, matched.get());
  }

  private Provisioned create(CloudGroup group) {
    WantedGroup wanted = WantedGroup.of(group, mappings, true, clock);
    Attributes.Builder attributes = Attributes.builder().set("groupType", UNIVERSAL_SECURITY);
    wanted.values().forEach(attributes::set);
    DirectoryEntry made;
    try {
      made = directory.create(wanted.parent(), wanted.commonName(), "group", attributes.build());
    } catch (DirectoryException refused) {
      throw refused(refused);
    }
    jobs.link(job.id(), group.id(), new JobStore.GroupLink(made.guid(), false));
    return new Provisioned(
        made.guid(), made.dn(), "Create", true, String.join(", ", names(wanted.values())));
  }

  private Provisioned update(CloudGroup group, DirectoryEntry entry) {
    requireUniversalSecurity(entry);
    WantedGroup wanted = WantedGroup.of(group, mappings, false, clock);
    List<AttributeChange> changes = new ArrayList<>();
    wanted
        .values()
        .forEach(
            (name, values) -> {
              if (!Attributes.sameValues(entry.attributes().get(name), values)) {
                changes.add(new AttributeChange(name, values));
              }
            });
    List<String> modified =
        new ArrayList<>(changes.stream().map(change -> change.attribute().name()).toList());
    String dn = entry.dn();
    try {
      if (!changes.isEmpty()) {
        directory.modify(entry.guid(), changes);
      }
      Optional<Move> move = move(entry, wanted);
      if (move.isPresent()) {
        dn = directory.rename(entry.guid(), move.get().commonName(), move.get().parent());
        modified.add("cn or container");
      }
    } catch (DirectoryException refused) {
      throw refused(refused);
    }
    jobs.link(job.id(), group.id(), new JobStore.GroupLink(entry.guid(), false));
    return new Provisioned(
        entry.guid(), dn, "Update", !modified.isEmpty(), String.join(", ", modified));
  }

  private record Move(String commonName, Optional<String> parent) {}

  private static Optional<Move> move(DirectoryEntry entry, WantedGroup wanted) {
    DistinguishedName dn =
        DistinguishedName.parse(entry.dn())
            .orElseThrow(() -> new Refused("InvalidAnchor", "\"" + entry.dn() + "\" is no DN."));
    boolean renamed =
        !wanted.commonName().isEmpty() && !dn.commonName().equals(wanted.commonName());
    boolean moved =
        !wanted.parent().isEmpty() && !DnKey.of(dn.parent()).equals(DnKey.of(wanted.parent()));
    if (!renamed && !moved) {
      return Optional.empty();
    }
    return Optional.of(
        new Move(
            wanted.commonName().isEmpty() ? dn.commonName() : wanted.commonName(),
            moved ? Optional.of(wanted.parent()) : Optional.empty()));
  }

  private static void requireUniversalSecurity(DirectoryEntry entry) {
    String type = entry.attributes().text("groupType").orElse("");
    if (!type.equals(Long.toString(UNIVERSAL_SECURITY))) {
      throw new Refused(
          "AdGroupScopeNotUniversal",
          "\""
              + entry.dn()
              + "\" has groupType "
              + type
              + "; only universal security groups ("
              + UNIVERSAL_SECURITY
              + ") are provisioned. Convert it first.");
    }
  }

  /** Sets the members; returns how many changed and which were refused or left out. */
  List<Directory.RefusedMember> setMembers(ObjectGuid guid, Membership.Difference difference) {
    return directory.changeMembers(guid, difference.add(), difference.remove());
  }

  static void requireWithinLimit(long members) {
    if (members > MOST_MEMBERS) {
      throw new Refused(
          "GroupMembershipLimitExceeded",
          "The group has " + members + " members; at most " + MOST_MEMBERS + " are provisioned.");
    }
  }

  private Refused refused(DirectoryException refused) {
    boolean container =
        refused.adCode().equals("AdNoSuchObject")
            && directory.readDn(job.container(), Set.of()).isEmpty();
    return new Refused(
        container ? "AdContainerNotFound" : refused.adCode(),
        container
            ? "The container \"" + job.container() + "\" does not exist; create it first."
            : refused.getMessage());
  }

  private static List<String> names(Map<AttributeName, List<Value>> values) {
    return values.keySet().stream().map(AttributeName::name).toList();
  }
}
