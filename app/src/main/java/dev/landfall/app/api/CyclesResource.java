package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.service.CycleOutcome;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineState;
import dev.landfall.engine.run.RunRecord;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cycles: start one and watch it, see what goes on, stop it. */
final class CyclesResource implements Resource {
  private final ApiContext api;

  CyclesResource(ApiContext api) {
    this.api = api;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            HandlerType.POST,
            "/cycles",
            "Starts a cycle. Answers with JSON lines: a run each as it ends, then the end.",
            "policy: delta | initial (the scheduler's next one), wait: boolean (true)",
            this::start),
        new Route(
            HandlerType.GET,
            "/cycles/current",
            "What the engine does now, and how the last cycle ended.",
            "",
            this::current),
        new Route(
            HandlerType.POST,
            "/cycles/current/stop",
            "Ends the cycle or run under way at its next page boundary.",
            "",
            context -> Json.object().put("stopping", api.service().stop())));
  }

  private @Nullable JsonNode start(Context context) {
    JsonNode body = Json.read(context.body());
    Optional<CyclePolicy> policy =
        Json.text(body, "policy")
            .map(
                text ->
                    CyclePolicy.parse(text)
                        .orElseThrow(
                            () ->
                                new LandfallException(
                                    ErrorCode.CONFIGURATION_INVALID,
                                    "\"" + text + "\" is neither delta nor initial.")));
    BlockingQueue<RunRecord> ended = new LinkedBlockingQueue<>();
    Future<CycleOutcome> cycle =
        api.service().startCycle(policy, ApiServer.user(context), ended::add);
    if (!Json.bool(body, "wait").orElse(true)) {
      context.status(202);
      return Json.object().put("started", true);
    }
    context.contentType("application/x-ndjson");
    try (OutputStream out = context.res().getOutputStream()) {
      stream(cycle, ended, out);
    } catch (IOException clientGone) {
      // The cycle goes on without its spectator.
      throw new UncheckedIOException(clientGone);
    }
    return null;
  }

  private static void stream(
      Future<CycleOutcome> cycle, BlockingQueue<RunRecord> ended, OutputStream out)
      throws IOException {
    try {
      while (!cycle.isDone() || !ended.isEmpty()) {
        RunRecord run = ended.poll(200, TimeUnit.MILLISECONDS);
        if (run != null) {
          line(out, Json.object().set("run", RunJson.write(run)));
        }
      }
      line(out, Json.object().put("result", cycle.get().result()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      LandfallException cause =
          failed.getCause() instanceof LandfallException known
              ? known
              : new LandfallException(
                  ErrorCode.UNEXPECTED, String.valueOf(failed.getMessage()), failed);
      line(out, Json.object().set("problem", Json.problem(cause)));
    }
  }

  private static void line(OutputStream out, JsonNode json) throws IOException {
    out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private JsonNode current(Context context) {
    return api.read(
        store -> {
          EngineState state = new EngineState(store);
          ObjectNode node = Json.object();
          Optional<EngineState.Activity> now = state.current();
          node.put("inProgress", now.isPresent());
          now.ifPresent(
              activity -> {
                ObjectNode current = node.putObject("current");
                activity.policy().ifPresent(policy -> current.put("policy", policy.option()));
                current.put("step", activity.step());
                current.put("user", activity.user());
                current.put("started", activity.started().toString());
              });
          state
              .lastCycle()
              .ifPresent(
                  last ->
                      node.putObject("last")
                          .put("policy", last.policy().option())
                          .put("user", last.user())
                          .put("started", last.started().toString())
                          .put("ended", last.ended().toString())
                          .put("result", last.result()));
          return node;
        });
  }
}
