package dev.landfall.engine.cloudsync;

import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.cloud.CloudUser;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.MemberEntry;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which objects of Active Directory the members of a cloud group are. A user is known by {@code
 * onPremisesObjectIdentifier}, else by {@code onPremisesImmutableId}, else by SID; a nested group
 * by the link the job has to it. Everybody else is left out, with a reason. Members are kept as
 * GUIDs of 16 bytes, never as texts of a whole group.
 */
public final class Membership {
  private static final String UNIDENTIFIED = "the synchronized user has no identifier on premises";

  private final CloudDirectory cloud;
  private final Directory directory;
  private final Function<String, Optional<ObjectGuid>> groups;
  private final Map<String, Optional<ObjectGuid>> users = new HashMap<>();
  private final Map<String, String> userReasons = new HashMap<>();

  /**
   * @param groups finds the object of a nested group that is in scope and provisioned
   */
  public Membership(
      CloudDirectory cloud, Directory directory, Function<String, Optional<ObjectGuid>> groups) {
    this.cloud = cloud;
    this.directory = directory;
    this.groups = groups;
  }

  /**
   * What a group's members come to.
   *
   * @param wanted GUIDs of members that have an object, found or not
   * @param skipped cloud ids of the others, with the reason
   * @param missingGroups those of them that are groups: they may come into scope later
   */
  public record Wanted(
      Set<ObjectGuid> wanted, Map<String, String> skipped, Set<String> missingGroups) {
    static Wanted empty() {
      return new Wanted(new HashSet<>(), new TreeMap<>(), new HashSet<>());
    }
  }

  /** What has to change. */
  public record Difference(
      List<MemberEntry> add, List<MemberEntry> remove, Map<String, String> skipped) {
    boolean nothing() {
      return add.isEmpty() && remove.isEmpty();
    }
  }

  /** The members that the cloud says the group has. */
  public Wanted wanted(String groupId) {
    Wanted wanted = Wanted.empty();
    cloud.members(groupId, portion -> resolve(portion, wanted));
    return wanted;
  }

  /** Resolves some members only; for on-demand provisioning. */
  public Wanted wanted(Collection<CloudMember> members) {
    Wanted wanted = Wanted.empty();
    resolve(members, wanted);
    return wanted;
  }

  private void resolve(Collection<CloudMember> members, Wanted into) {
    List<String> unknown =
        members.stream()
            .filter(member -> member.type() == CloudMember.Type.USER)
            .map(CloudMember::id)
            .filter(id -> !users.containsKey(id))
            .toList();
    lookUp(unknown);
    for (CloudMember member : members) {
      Optional<ObjectGuid> guid =
          switch (member.type()) {
            case USER -> users.getOrDefault(member.id(), Optional.empty());
            case GROUP -> groups.apply(member.id());
            case DEVICE, SERVICE_PRINCIPAL, CONTACT, OTHER -> Optional.empty();
          };
      if (guid.isPresent()) {
        into.wanted().add(guid.get());
      } else {
        into.skipped().put(member.id(), reason(member));
        if (member.type() == CloudMember.Type.GROUP) {
          into.missingGroups().add(member.id());
        }
      }
    }
  }

  private String reason(CloudMember member) {
    return switch (member.type()) {
      case USER -> userReasons.getOrDefault(member.id(), "the user does not exist");
      case GROUP -> "the group is not provisioned by this job";
      case DEVICE -> "a device has no account that could be a member";
      case SERVICE_PRINCIPAL -> "a service principal has no account on premises";
      case CONTACT, OTHER -> "an object of this type is not written";
    };
  }

  private void lookUp(List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Map<String, CloudUser> found = cloud.users(ids);
    Map<String, String> bySid = new HashMap<>();
    for (String id : ids) {
      Optional<CloudUser> user = Optional.ofNullable(found.get(id));
      Optional<ObjectGuid> guid = user.flatMap(Membership::guid);
      users.put(id, guid);
      if (guid.isEmpty()) {
        userReasons.put(id, user.map(Membership::why).orElse("the user does not exist"));
        user.flatMap(CloudUser::onPremisesSecurityIdentifier).ifPresent(sid -> bySid.put(id, sid));
      }
    }
    if (!bySid.isEmpty()) {
      Map<String, MemberEntry> entries = directory.globalBySid(new HashSet<>(bySid.values()));
      bySid.forEach(
          (id, sid) ->
              Optional.ofNullable(entries.get(sid))
                  .ifPresent(entry -> users.put(id, Optional.of(entry.guid()))));
    }
  }

  private static String why(CloudUser user) {
    return user.guest()
        ? "a guest has no account on premises"
        : user.onPremisesSyncEnabled()
            ? UNIDENTIFIED
            : "a cloud-only user has no account on premises";
  }

  /**
   * How many synchronized users were met that neither identifier nor SID ties to an account: they
   * would vanish from their groups.
   */
  public long unidentified() {
    return userReasons.entrySet().stream()
        .filter(entry -> entry.getValue().equals(UNIDENTIFIED))
        .filter(entry -> users.getOrDefault(entry.getKey(), Optional.empty()).isEmpty())
        .count();
  }

  private static Optional<ObjectGuid> guid(CloudUser user) {
    Optional<ObjectGuid> direct = user.onPremisesObjectIdentifier().flatMap(Membership::parseGuid);
    return direct.isPresent() || !user.onPremisesSyncEnabled()
        ? direct
        : user.onPremisesImmutableId().flatMap(Membership::parseAnchor);
  }

  private static Optional<ObjectGuid> parseGuid(String text) {
    try {
      return Optional.of(ObjectGuid.parse(text));
    } catch (IllegalArgumentException notAGuid) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectGuid> parseAnchor(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == 16 ? Optional.of(ObjectGuid.ofBytes(bytes)) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /**
   * Compares what the cloud wants with what the group has. Members to add are looked up in the
   * global catalog: a single unknown DN would make the server refuse the whole modify.
   */
  public Difference difference(ObjectGuid group, Wanted wanted) {
    Set<ObjectGuid> missing = new HashSet<>(wanted.wanted());
    List<MemberEntry> remove = new ArrayList<>();
    directory.members(
        group,
        portion -> {
          for (MemberEntry member : portion) {
            if (!missing.remove(member.guid()) && !wanted.wanted().contains(member.guid())) {
              remove.add(member);
            }
          }
        });
    return new Difference(found(missing, wanted.skipped()), remove, wanted.skipped());
  }

  /** What has to be added of some members; nobody is removed. */
  Difference additions(ObjectGuid group, Wanted wanted) {
    Difference whole = difference(group, wanted);
    return new Difference(whole.add(), List.of(), whole.skipped());
  }

  private List<MemberEntry> found(Set<ObjectGuid> missing, Map<String, String> skipped) {
    if (missing.isEmpty()) {
      return List.of();
    }
    Map<ObjectGuid, MemberEntry> entries = directory.globalByGuid(missing);
    List<MemberEntry> add = new ArrayList<>();
    for (ObjectGuid guid : missing) {
      MemberEntry entry = entries.get(guid);
      if (entry != null) {
        add.add(entry);
      } else {
        skipped.put(guid.toString(), "no object with this objectGUID is in the forest");
      }
    }
    return add;
  }
}
