package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code onPremisesSyncBehavior}: who is the master of an object. */
final class SyncBehavior {
  private final TenantState state;

  SyncBehavior(TenantState state) {
    this.state = state;
  }

  /** Source of authority: moves an object to the cloud, or back to Active Directory. */
  GraphResponse handle(GraphRequest request, Entity entity) {
    Answers.allow(request, "GET", "PATCH");
    boolean cloudManaged = entity.flag("landfallCloudManaged");
    if (request.method().equals("PATCH")) {
      boolean wanted = request.json().path("isCloudManaged").asBoolean();
      if (wanted && entity.synced()) {
        state.set(entity, "landfallCloudManaged", Json.MAPPER.getNodeFactory().booleanNode(true));
        state.set(entity, "onPremisesSyncEnabled", (JsonNode) null);
      } else if (!wanted && cloudManaged) {
        state.set(entity, "landfallCloudManaged", Json.MAPPER.getNodeFactory().booleanNode(false));
      } else if (!wanted && entity.shadow == null) {
        throw GraphException.badRequest(
            "Only an object that came from Active Directory can go back to it.");
      }
      return GraphResponse.noContent();
    }
    ObjectNode shown = Json.object();
    shown.put(
        "@odata.context",
        request.root()
            + "/$metadata#"
            + entity.type.segment()
            + "('"
            + entity.id
            + "')/onPremisesSyncBehavior/$entity");
    shown.put("id", entity.id);
    shown.put("isCloudManaged", cloudManaged || !entity.synced() && entity.shadow == null);
    return GraphResponse.ok(shown);
  }
}
