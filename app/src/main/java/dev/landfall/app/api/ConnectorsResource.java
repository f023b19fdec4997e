package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.engine.run.EngineSettings;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/** What is set for each connector: deletion threshold, and which step must be a full one. */
final class ConnectorsResource implements Resource {
  private final ApiContext api;

  ConnectorsResource(ApiContext api) {
    this.api = api;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            HandlerType.GET, "/connectors", "All connectors with their settings.", "", this::list),
        new Route(
            HandlerType.PATCH,
            "/connectors/{connector}",
            "Changes settings of a connector, by name, id or entra; what is not named stays.",
            "deletionThreshold: number or null (off); fullImportRequired, fullSyncRequired: boolean",
            this::change));
  }

  private JsonNode list(Context context) {
    return api.read(
        store -> {
          EngineSettings settings = new EngineSettings(store.documents());
          ObjectNode node = Json.object();
          ArrayNode all = node.putArray("connectors");
          new ConnectorNames(api.configuration().get(), store)
              .all()
              .forEach(connector -> all.add(ConnectorJson.write(connector, settings)));
          return node;
        });
  }

  private JsonNode change(Context context) {
    JsonNode body = Json.read(context.body());
    return api.service()
        .change(
            store -> {
              ConnectorNames.Named connector =
                  new ConnectorNames(api.configuration().get(), store)
                      .find(context.pathParam("connector"));
              EngineSettings settings = new EngineSettings(store.documents());
              store.inTransaction(() -> ConnectorJson.apply(body, connector, settings));
              return ConnectorJson.write(connector, settings);
            });
  }
}
