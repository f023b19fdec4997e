package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** {@code directoryObjects/getByIds}: many objects of any type by their ids. */
final class ByIds {
  private static final int MOST = 1_000;

  private final TenantState state;

  ByIds(TenantState state) {
    this.state = state;
  }

  GraphResponse handle(GraphRequest request) {
    Answers.allow(request, "POST");
    ObjectNode body = request.json();
    JsonNode ids = body.path("ids");
    if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST) {
      throw GraphException.badRequest("Between 1 and " + MOST + " ids can be read at once.");
    }
    Set<String> types = new HashSet<>();
    body.path("types").forEach(type -> types.add(type.asText().toLowerCase(Locale.ROOT)));
    Set<String> select = QueryOptions.select(request, PropertyNames.any(request));
    ArrayNode value = Json.array();
    Set<String> seen = new HashSet<>();
    for (JsonNode id : ids) {
      if (seen.add(id.asText().toLowerCase(Locale.ROOT))) {
        state
            .live(id.asText())
            .filter(e -> wanted(e, types))
            .ifPresent(e -> value.add(Rendering.typed(e, select, request.beta())));
      }
    }
    return Answers.collection(request, "directoryObjects", value);
  }

  private static boolean wanted(Entity entity, Set<String> types) {
    return types.isEmpty()
        || types.contains("directoryobject")
        || types.contains(entity.type.graphName().toLowerCase(Locale.ROOT));
  }
}
