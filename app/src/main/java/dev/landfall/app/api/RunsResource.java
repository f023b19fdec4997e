package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.RunHistory;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.OptionalLong;

/** Runs: start one of a single connector, and read the history. */
final class RunsResource implements Resource {
  private static final int MOST_LISTED = 1_000;

  private final ApiContext api;

  RunsResource(ApiContext api) {
    this.api = api;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            HandlerType.POST,
            "/runs",
            "Runs one profile of one connector and answers when it has ended.",
            "connector: name, id or entra; profile: full-import | delta-import | full-sync |"
                + " delta-sync | export; deletionThreshold: number, for this run alone",
            this::run),
        new Route(
            HandlerType.GET, "/runs", "The latest runs, newest first; ?limit=20.", "", this::list),
        new Route(
            HandlerType.GET,
            "/runs/{run}",
            "One run with its errors, by sequence number or run history id.",
            "",
            this::show),
        new Route(
            HandlerType.GET,
            "/runs/{run}/objects/{counter}",
            "The objects that a counter of a run counted, by DN.",
            "",
            this::objects),
        new Route(
            HandlerType.POST,
            "/runs/current/stop",
            "Ends the run under way; a cycle goes on with its next step.",
            "connector: name, id or entra (any)",
            context ->
                Json.object()
                    .put(
                        "stopping",
                        api.service().stopRun(Json.text(Json.read(context.body()), "connector")))));
  }

  private JsonNode run(Context context) {
    JsonNode body = Json.read(context.body());
    String connector = required(body, "connector");
    String profile = required(body, "profile");
    RunProfile chosen =
        RunProfile.parse(profile)
            .orElseThrow(() -> invalid("\"" + profile + "\" is no run profile."));
    OptionalLong threshold =
        body.path("deletionThreshold").canConvertToLong()
            ? OptionalLong.of(body.path("deletionThreshold").asLong())
            : OptionalLong.empty();
    return RunJson.write(api.service().run(connector, chosen, threshold, ApiServer.user(context)));
  }

  private static String required(JsonNode body, String field) {
    return Json.text(body, field).orElseThrow(() -> invalid("\"" + field + "\" is missing."));
  }

  private static LandfallException invalid(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }

  private JsonNode list(Context context) {
    int limit = context.queryParamAsClass("limit", Integer.class).getOrDefault(20);
    ObjectNode node = Json.object();
    ArrayNode runs = node.putArray("runs");
    api.read(store -> new RunHistory(store.documents()).latest(Math.min(limit, MOST_LISTED)))
        .forEach(run -> runs.add(RunJson.write(run)));
    return node;
  }

  private JsonNode show(Context context) {
    return api.read(store -> RunJson.write(find(new RunHistory(store.documents()), context)));
  }

  private JsonNode objects(Context context) {
    return api.read(
        store -> {
          RunHistory history = new RunHistory(store.documents());
          ObjectNode node = Json.object();
          ArrayNode objects = node.putArray("objects");
          history
              .objects(find(history, context), context.pathParam("counter"))
              .forEach(objects::add);
          return node;
        });
  }

  private static RunRecord find(RunHistory history, Context context) {
    String run = context.pathParam("run");
    return history.find(run).orElseThrow(() -> new NoSuchThing("There is no run " + run + "."));
  }
}
