package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What no Graph route offers: loading many objects at once, verifying domains, making delta tokens
 * unusable. Lives at {@code /landfall/admin}; used by the demo and by tests.
 */
final class AdminApi {
  private final TenantState state;
  private final Tenancy tenancy;
  private final Throttle throttle;

  AdminApi(TenantState state, Tenancy tenancy, Throttle throttle) {
    this.state = state;
    this.tenancy = tenancy;
    this.throttle = throttle;
  }

  /**
   * Loads objects as they are, unchecked, in one commit. {@code users}, {@code groups}, {@code
   * contacts} and {@code devices} hold properties by their Graph names, {@code id} optional; a
   * group's {@code members} and {@code owners} are ids, also of objects in the same load.
   *
   * @return the ids, in order, by collection
   */
  ObjectNode load(JsonNode body) {
    return state.write(
        () -> {
          ObjectNode ids = Json.object();
          for (ObjectType type : ObjectType.values()) {
            ArrayNode made = Json.array();
            for (JsonNode given : body.path(type.segment())) {
              made.add(create(type, (ObjectNode) given).id);
            }
            if (!made.isEmpty()) {
              ids.set(type.segment(), made);
            }
          }
          for (JsonNode given : body.path("groups")) {
            link(LinkKind.MEMBER, given);
            link(LinkKind.OWNER, given);
          }
          return ids;
        });
  }

  private Entity create(ObjectType type, ObjectNode given) {
    if (!given.has("id")) {
      given.put("id", TenantState.newId());
    }
    String id = given.path("id").asText().toLowerCase(Locale.ROOT);
    ObjectNode properties = given.deepCopy();
    properties.remove(List.of("members", "owners"));
    ObjectDefaults.fill(type, id, properties);
    return state.create(type, id, properties);
  }

  private void link(LinkKind kind, JsonNode given) {
    Entity group = state.live(given.path("id").asText()).orElseThrow();
    for (JsonNode id : given.path(kind.property())) {
      Entity target =
          state.live(id.asText()).orElseThrow(() -> GraphException.notFound(id.asText()));
      state.link(kind, group, target);
    }
  }

  /** Sets properties of an object without any rule, {@code onPremises*} ones included. */
  void overwrite(String id, JsonNode body) {
    state.write(
        () -> {
          Entity entity = state.any(id).orElseThrow(() -> GraphException.notFound(id));
          for (Map.Entry<String, JsonNode> field : body.properties()) {
            state.set(entity, field.getKey(), field.getValue());
          }
          return null;
        });
  }

  GraphResponse handle(GraphRequest request) {
    switch (request.word(0)) {
      case "load" -> {
        return GraphResponse.json(201, load(request.json()));
      }
      case "objects" -> {
        overwrite(request.segment(1), request.json());
        return GraphResponse.noContent();
      }
      case "domains" -> {
        tenancy.verify(request.segment(1));
        return GraphResponse.noContent();
      }
      case "throttling" -> {
        JsonNode scale = request.json().path("scale");
        if (!scale.isNumber() || scale.asDouble() < 0) {
          throw GraphException.badRequest("'scale' must be a number that is not negative.");
        }
        throttle.scale(scale.asDouble());
        return GraphResponse.noContent();
      }
      case "agents" -> {
        return GraphResponse.json(
            201, state.write(() -> new AgentsApi(state).register(request.json())));
      }
      case "certificates" -> {
        String pem = request.json().path("certificate").asText();
        try {
          tenancy.register(ClientAssertion.read(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
          throw GraphException.badRequest("'certificate' must be an X.509 certificate in PEM.");
        }
        return GraphResponse.noContent();
      }
      case "organization" -> {
        ObjectNode body = request.json();
        state.write(
            () -> {
              tenancy.organization().setAll(body);
              state.keep("organization");
              return null;
            });
        return GraphResponse.noContent();
      }
      default -> throw GraphException.unknownSegment(request.segment(0));
    }
  }
}
