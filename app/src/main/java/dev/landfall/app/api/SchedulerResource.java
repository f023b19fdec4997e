package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.engine.schedule.Scheduler;
import dev.landfall.engine.schedule.SchedulerChange;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/** The scheduler's settings. */
final class SchedulerResource implements Resource {
  private final ApiContext api;

  SchedulerResource(ApiContext api) {
    this.api = api;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            HandlerType.GET,
            "/scheduler",
            "The settings, and what follows from them now.",
            "",
            context ->
                api.read(store -> SchedulerJson.write(new Scheduler(store, api.clock()).status()))),
        new Route(
            HandlerType.PATCH,
            "/scheduler",
            "Changes settings; what is not named stays. Allowed while a cycle runs.",
            "syncCycleEnabled, maintenanceEnabled, schedulerSuspended, confirmingImport: boolean;"
                + " customizedSyncCycleInterval (null takes it back), purgeRunHistoryInterval:"
                + " duration; nextSyncCyclePolicyType: delta | initial",
            this::change));
  }

  private JsonNode change(Context context) {
    SchedulerChange change = SchedulerJson.change(Json.read(context.body()));
    return api.service()
        .change(store -> SchedulerJson.write(new Scheduler(store, api.clock()).change(change)));
  }
}
