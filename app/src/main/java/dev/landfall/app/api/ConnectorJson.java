package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.EngineSettings;
import java.util.OptionalLong;

/** The settings of one connector as JSON. A deletion threshold that is null is switched off. */
public final class ConnectorJson {
  private ConnectorJson() {}

  public static ObjectNode write(ConnectorNames.Named connector, EngineSettings settings) {
    ObjectNode node = Json.object();
    node.put("connector", connector.name());
    node.put("connectorId", connector.id().value());
    OptionalLong threshold = settings.deletionThreshold(connector.id());
    node.put("deletionThreshold", threshold.isPresent() ? threshold.getAsLong() : null);
    node.put("fullImportRequired", settings.fullImportRequired(connector.id()));
    node.put("fullSyncRequired", settings.fullSyncRequired(connector.id()));
    return node;
  }

  /** Makes the changes that a request names. */
  public static void apply(
      JsonNode change, ConnectorNames.Named connector, EngineSettings settings) {
    JsonNode threshold = change.path("deletionThreshold");
    if (threshold.isNull()) {
      settings.deletionThreshold(connector.id(), OptionalLong.empty());
    } else if (!threshold.isMissingNode()) {
      if (!threshold.canConvertToLong() || threshold.asLong() < 0) {
        throw new LandfallException(
            ErrorCode.CONFIGURATION_INVALID,
            "\"" + threshold + "\" is no deletion threshold; give a number from 0, or off.");
      }
      settings.deletionThreshold(connector.id(), OptionalLong.of(threshold.asLong()));
    }
    Json.bool(change, "fullImportRequired")
        .ifPresent(required -> settings.fullImportRequired(connector.id(), required));
    Json.bool(change, "fullSyncRequired")
        .ifPresent(required -> settings.fullSyncRequired(connector.id(), required));
  }
}
