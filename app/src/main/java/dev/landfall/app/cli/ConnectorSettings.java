package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.api.ConnectorJson;
import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.engine.run.EngineSettings;
import java.util.ArrayList;
import java.util.List;

/** Shows and changes what is set for single connectors, through the service if one runs. */
record ConnectorSettings(RootCommand root) {

  int show() {
    ArrayNode all =
        root.reading(
            store -> {
              ArrayNode array = Output.array();
              EngineSettings settings = new EngineSettings(store.documents());
              new ConnectorNames(root.configuration(), store)
                  .all()
                  .forEach(connector -> array.add(ConnectorJson.write(connector, settings)));
              return array;
            });
    return print(all);
  }

  int change(String connector, ObjectNode change) {
    JsonNode changed =
        root.service()
            .map(service -> service.changeConnector(connector, change))
            .orElseGet(
                () ->
                    root.withStore(
                        store -> {
                          ConnectorNames.Named named =
                              new ConnectorNames(root.configuration(), store).find(connector);
                          EngineSettings settings = new EngineSettings(store.documents());
                          store.inTransaction(() -> ConnectorJson.apply(change, named, settings));
                          return ConnectorJson.write(named, settings);
                        }));
    return print(Output.array().add(changed));
  }

  private int print(ArrayNode connectors) {
    Output output = root.output();
    output.document(Output.object().set("connectors", connectors));
    List<List<String>> rows = new ArrayList<>();
    connectors.forEach(
        one ->
            rows.add(
                List.of(
                    one.path("connector").asText(),
                    one.path("deletionThreshold").isNull()
                        ? "off"
                        : one.path("deletionThreshold").asText(),
                    one.path("fullImportRequired").asText(),
                    one.path("fullSyncRequired").asText())));
    output.table(
        List.of("connector", "deletion threshold", "full import required", "full sync required"),
        rows);
    return ExitCodes.DONE;
  }
}
