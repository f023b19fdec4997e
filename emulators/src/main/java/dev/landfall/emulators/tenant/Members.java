package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Members and owners: the {@code $ref} rules. */
final class Members {
  private final TenantState state;

  Members(TenantState state) {
    this.state = state;
  }

  /** The object an {@code @odata.id} URL names; host and version are not compared. */
  static Entity target(TenantState state, String url) {
    String id = url.substring(url.lastIndexOf('/') + 1);
    if (id.isEmpty() || !url.contains("/")) {
      throw GraphException.badRequest("Invalid URL format specified in @odata.id.");
    }
    return state.live(id).orElseThrow(() -> GraphException.notFound(id));
  }

  void add(LinkKind kind, Entity group, ObjectNode body) {
    String url = body.path("@odata.id").asText("");
    if (url.isEmpty()) {
      throw GraphException.badRequest("A value is required for property '@odata.id'.");
    }
    Entity target = target(state, url);
    if (group.is(ObjectType.DIRECTORY_ROLE)) {
      new Roles(state).add(group, target);
    } else {
      addAll(state, kind, group, List.of(target));
    }
  }

  /** Adds all or nothing. */
  static void addAll(TenantState state, LinkKind kind, Entity group, List<Entity> targets) {
    writable(kind, group);
    Set<Entity> seen = new HashSet<>();
    for (Entity target : targets) {
      if (!seen.add(target)) {
        throw GraphException.badRequest(
            "The object '" + target.id + "' can only be present once as an add/remove change.");
      }
      if (state.linked(kind, group, target)) {
        throw GraphException.badRequest(
            "One or more added object references already exist for the following modified"
                + " properties: '"
                + kind.property()
                + "'.");
      }
      fits(kind, group, target);
    }
    targets.forEach(target -> state.link(kind, group, target));
  }

  private static void fits(LinkKind kind, Entity group, Entity target) {
    if (kind == LinkKind.OWNER
        && !target.is(ObjectType.USER)
        && !target.is(ObjectType.SERVICE_PRINCIPAL)) {
      throw GraphException.badRequest("Owners must be users or service principals.");
    }
    if (kind == LinkKind.MEMBER && target.is(ObjectType.GROUP)) {
      if (group.hasGroupType("Unified")) {
        throw GraphException.badRequest("A Microsoft 365 group cannot have groups as members.");
      }
      if (target.hasGroupType("Unified") || group.flag("isAssignableToRole")) {
        throw GraphException.badRequest("The group cannot be nested in this group.");
      }
      if (group == target) {
        throw GraphException.badRequest("A group cannot be a member of itself.");
      }
    }
  }

  private static void writable(LinkKind kind, Entity group) {
    if (group.synced()) {
      throw Groups.onPremisesMastered();
    }
    if (kind == LinkKind.MEMBER && group.hasGroupType("DynamicMembership")) {
      throw GraphException.badRequest(
          "Insufficient privileges to complete the operation: membership of a dynamic group follows"
              + " its rule.");
    }
  }

  void remove(LinkKind kind, Entity group, String id) {
    writable(kind, group);
    Entity target = state.live(id).orElseThrow(() -> GraphException.notFound(id));
    if (!state.linked(kind, group, target)) {
      throw GraphException.notFound(id);
    }
    if (kind == LinkKind.OWNER && group.is(ObjectType.GROUP) && target.is(ObjectType.USER)) {
      long users = state.targets(kind, group).stream().filter(o -> o.is(ObjectType.USER)).count();
      if (users == 1) {
        throw GraphException.badRequest(
            "The group must have at least one owner, hence this owner cannot be removed.");
      }
    }
    state.unlink(kind, group, target);
  }

  /** The groups of an object among the ids asked for ({@code checkMemberGroups}). */
  List<String> check(Entity entity, Iterable<String> ids) {
    Set<String> above = new HashSet<>();
    state.all(ObjectQuery.above(entity)).forEach(group -> above.add(group.id));
    List<String> found = new ArrayList<>();
    ids.forEach(
        id -> {
          String lower = id.toLowerCase(Locale.ROOT);
          if (above.contains(lower)) {
            found.add(lower);
          }
        });
    return found;
  }
}
