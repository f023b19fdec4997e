package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** {@code /directory/deletedItems}: what can be restored for 30 days. */
final class DeletedItems {
  private final TenantState state;
  private final Listing listing;

  DeletedItems(TenantState state, Listing listing) {
    this.state = state;
    this.listing = listing;
  }

  GraphResponse handle(GraphRequest request) {
    if (request.depth() < 3) {
      throw GraphException.badRequest("The deleted items of one type can be listed, not all.");
    }
    Optional<ObjectType> cast = ObjectType.ofCast(request.segment(2));
    if (cast.isPresent()) {
      Answers.allow(request, "GET");
      Permissions.deleted(request, cast.get());
      return request.word(3).equals("$count")
          ? listing.count(
              request,
              PropertyNames.of(cast.get(), request),
              ObjectQuery.ofType(cast.get(), Entity.Life.DELETED))
          : listing.ofType(request, cast.get(), Entity.Life.DELETED);
    }
    Entity entity = find(request.segment(2));
    Permissions.deleted(request, entity.type);
    String action = request.word(3);
    if (action.equals("restore") || action.endsWith(".restore")) {
      Answers.allow(request, "POST");
      restore(entity, request.body().length == 0 ? Json.object() : request.json());
      return GraphResponse.ok(Rendering.directoryObject(request, entity));
    }
    if (!action.isEmpty()) {
      throw GraphException.unknownSegment(request.segment(3));
    }
    Answers.allow(request, "GET", "DELETE");
    if (request.method().equals("DELETE")) {
      state.purge(entity);
      return GraphResponse.noContent();
    }
    return GraphResponse.ok(Rendering.directoryObject(request, entity));
  }

  private Entity find(String id) {
    return state
        .any(id)
        .filter(e -> e.life == Entity.Life.DELETED)
        .orElseThrow(() -> GraphException.notFound(id));
  }

  /** {@code /groups/{id}/restore}. */
  GraphResponse restoreGroup(GraphRequest request) {
    Answers.allow(request, "POST");
    Entity group = find(request.segment(1));
    if (!group.is(ObjectType.GROUP)) {
      throw GraphException.notFound(request.segment(1));
    }
    restore(group, request.body().length == 0 ? Json.object() : request.json());
    return GraphResponse.ok(Rendering.directoryObject(request, group));
  }

  /** Brings an object back with its relationships, unless a unique value was taken meanwhile. */
  private void restore(Entity entity, ObjectNode body) {
    String renamed = body.path("newUserPrincipalName").asText("");
    if (entity.is(ObjectType.USER) && !renamed.isEmpty()) {
      state.set(entity, "userPrincipalName", renamed);
    }
    String name = entity.text("userPrincipalName");
    if (!name.isEmpty() && taken(UniqueValues.userPrincipalName(name), entity)) {
      throw GraphException.conflict("userPrincipalName");
    }
    if (!entity.text("uniqueName").isEmpty()
        && taken(UniqueValues.uniqueName(entity.text("uniqueName")), entity)) {
      throw GraphException.conflict("uniqueName");
    }
    ArrayNode free = Json.array();
    for (JsonNode address : entity.get("proxyAddresses")) {
      if (!taken(UniqueValues.address(address.asText()), entity)) {
        free.add(address);
      } else if (!body.path("autoReconcileProxyConflict").asBoolean()) {
        throw GraphException.conflict("proxyAddresses");
      }
    }
    if (entity.get("proxyAddresses").isArray()) {
      state.set(entity, "proxyAddresses", free);
    }
    state.restore(entity);
  }

  private boolean taken(String key, Entity by) {
    return state.holders(key).stream().anyMatch(other -> other.live() && !other.equals(by));
  }
}
