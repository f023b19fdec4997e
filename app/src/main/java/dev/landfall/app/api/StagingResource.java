package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.EngineSettings;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/** Staging mode. */
final class StagingResource implements Resource {
  private final ApiContext api;

  StagingResource(ApiContext api) {
    this.api = api;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            HandlerType.GET,
            "/staging",
            "Whether staging mode is on.",
            "",
            context ->
                api.read(store -> json(new EngineSettings(store.documents()).stagingMode()))),
        new Route(
            HandlerType.PUT,
            "/staging",
            "Turns staging mode on or off; a running cycle heeds it before its exports.",
            "enabled: boolean",
            this::change));
  }

  private static JsonNode json(boolean enabled) {
    return Json.object().put("enabled", enabled);
  }

  private JsonNode change(Context context) {
    boolean enabled =
        Json.bool(Json.read(context.body()), "enabled")
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID, "\"enabled\" is missing."));
    return api.service()
        .change(
            store -> {
              new EngineSettings(store.documents()).stagingMode(enabled);
              return json(enabled);
            });
  }
}
