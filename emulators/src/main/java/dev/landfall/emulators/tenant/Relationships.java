package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows an object in a path: members, owners, managers, groups above and below. */
final class Relationships {
  private static final int MOST_CHECKED = 20;
  private static final int MOST_RESULTS = 11_000;

  private final TenantState state;
  private final Members members;
  private final Listing listing;

  Relationships(TenantState state, Listing listing) {
    this.state = state;
    this.members = new Members(state);
    this.listing = listing;
  }

  /** Members or owners, read and changed. */
  GraphResponse links(GraphRequest request, Entity group, LinkKind kind, int next) {
    if (request.word(next).equals("$ref") && request.method().equals("POST")) {
      members.add(kind, group, request.json());
      return GraphResponse.noContent();
    }
    Optional<String> named = request.option("@id");
    if (request.word(next).equals("$ref")
        && request.method().equals("DELETE")
        && named.isPresent()) {
      members.remove(kind, group, named.get().substring(named.get().lastIndexOf('/') + 1));
      return GraphResponse.noContent();
    }
    if (request.word(next + 1).equals("$ref") && request.method().equals("DELETE")) {
      members.remove(kind, group, request.segment(next));
      return GraphResponse.noContent();
    }
    // Our choice: DELETE without $ref would delete the member itself; no client means that.
    if (!request.method().equals("GET")) {
      throw GraphException.methodNotAllowed();
    }
    return list(request, ObjectQuery.targets(kind, group), next);
  }

  /** A collection reached from an object: plain, counted, cast or as references. */
  GraphResponse list(GraphRequest request, ObjectQuery query, int next) {
    if (!request.method().equals("GET")) {
      throw GraphException.methodNotAllowed();
    }
    if (request.depth() == next) {
      return listing.mixed(request, query);
    }
    String word = request.word(next);
    if (word.equals("$count")) {
      return listing.count(request, PropertyNames.any(request), query);
    }
    if (word.equals("$ref")) {
      return listing.references(request, query);
    }
    ObjectType type =
        ObjectType.ofCast(word)
            .orElseThrow(() -> GraphException.unknownSegment(request.segment(next)));
    return request.word(next + 1).equals("$count")
        ? listing.count(request, PropertyNames.of(type, request), query.only(Optional.of(type)))
        : listing.cast(request, type, query);
  }

  GraphResponse manager(GraphRequest request, Entity user, int next) {
    List<Entity> present = state.targets(LinkKind.MANAGER, user);
    switch (request.method()) {
      case "PUT" -> {
        Entity manager = Members.target(state, request.json().path("@odata.id").asText(""));
        present.forEach(old -> state.unlink(LinkKind.MANAGER, user, old));
        state.link(LinkKind.MANAGER, user, manager);
        return GraphResponse.noContent();
      }
      case "DELETE" -> {
        present.forEach(old -> state.unlink(LinkKind.MANAGER, user, old));
        return GraphResponse.noContent();
      }
      default -> {
        if (present.isEmpty()) {
          throw GraphException.notFound("manager");
        }
        if (request.word(next).equals("$ref")) {
          ObjectNode reference = Json.object();
          reference.put("@odata.context", request.root() + "/$metadata#$ref");
          reference.put("@odata.id", request.root() + "/directoryObjects/" + present.get(0).id);
          return GraphResponse.ok(reference);
        }
        return GraphResponse.ok(Rendering.directoryObject(request, present.get(0)));
      }
    }
  }

  /** {@code checkMemberGroups} and its three relatives; {@code function} in lower case. */
  GraphResponse membership(GraphRequest request, Entity entity, String function) {
    Answers.allow(request, "POST");
    ObjectNode body = request.json();
    List<String> result = new ArrayList<>();
    if (function.startsWith("check")) {
      JsonNode asked = body.path(function.equals("checkmembergroups") ? "groupIds" : "ids");
      if (asked.size() > MOST_CHECKED) {
        throw GraphException.badRequest("At most 20 ids can be checked at once.");
      }
      List<String> ids = new ArrayList<>();
      asked.forEach(id -> ids.add(id.asText()));
      result = members.check(entity, ids);
    } else {
      boolean securityOnly = body.path("securityEnabledOnly").asBoolean();
      boolean groupsOnly = function.equals("getmembergroups");
      for (Entity group : state.all(ObjectQuery.above(entity))) {
        if ((!groupsOnly || group.is(ObjectType.GROUP))
            && (!securityOnly || group.flag("securityEnabled"))) {
          result.add(group.id);
        }
        if (result.size() > MOST_RESULTS) {
          throw new GraphException(
              400,
              "Directory_ResultSizeLimitExceeded",
              "The result is larger than " + MOST_RESULTS + " objects.");
        }
      }
    }
    return Answers.collection(request, "Collection(Edm.String)", Json.strings(result));
  }
}
