package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A short collection of entities with ids, kept in one settings document. */
final class StoredCollection {
  private final TenantState state;
  private final String document;

  StoredCollection(TenantState state, String document) {
    this.state = state;
    this.document = document;
  }

  private ArrayNode items() {
    ObjectNode body = state.document(document);
    return body.path("value") instanceof ArrayNode array ? array : body.putArray("value");
  }

  /** A copy of all items. */
  ArrayNode all() {
    return items().deepCopy();
  }

  Optional<ObjectNode> find(String id) {
    for (JsonNode item : items()) {
      if (item.path("id").asText().equalsIgnoreCase(id)) {
        return Optional.of((ObjectNode) item);
      }
    }
    return Optional.empty();
  }

  ObjectNode get(String id) {
    return find(id).orElseThrow(() -> GraphException.notFound(id));
  }

  void add(ObjectNode item) {
    items().add(item);
    state.keep(document);
  }

  /** Call after an item was changed in place. */
  void changed() {
    state.keep(document);
  }

  void remove(String id) {
    ArrayNode items = items();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).path("id").asText().equalsIgnoreCase(id)) {
        items.remove(i);
        state.keep(document);
        return;
      }
    }
    throw GraphException.notFound(id);
  }
}
