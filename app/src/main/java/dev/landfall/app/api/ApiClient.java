package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.service.CycleOutcome;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Talks to the service of a home. What the service refuses is thrown as it was thrown there. */
public final class ApiClient {
  private final Endpoint endpoint;
  private final String user;
  private final HttpClient http = HttpClient.newHttpClient();

  public ApiClient(Endpoint endpoint, String user) {
    this.endpoint = endpoint;
    this.user = user;
  }

  /**
   * Starts a cycle and waits for its end.
   *
   * @param progress told each run as it ends
   */
  public CycleOutcome cycle(Optional<CyclePolicy> policy, Consumer<RunRecord> progress) {
    ObjectNode body = Json.object();
    policy.ifPresent(chosen -> body.put("policy", chosen.option()));
    List<RunRecord> runs = new ArrayList<>();
    Optional<String> result = Optional.empty();
    try (BufferedReader lines = lines(send("POST", "/cycles", body))) {
      String text;
      while ((text = lines.readLine()) != null) {
        JsonNode line = Json.read(text);
        if (line.has("run")) {
          RunRecord run = RunJson.read(line.path("run"));
          runs.add(run);
          progress.accept(run);
        } else if (line.has("problem")) {
          throw Json.problem(line.path("problem"));
        } else {
          result = Json.text(line, "result");
        }
      }
    } catch (IOException broken) {
      throw lost(broken);
    }
    return new CycleOutcome(runs, result.orElseThrow(() -> lost(null)));
  }

  /** Starts a cycle without waiting for anything of it. */
  public void startCycle(Optional<CyclePolicy> policy) {
    ObjectNode body = Json.object().put("wait", false);
    policy.ifPresent(chosen -> body.put("policy", chosen.option()));
    json("POST", "/cycles", body);
  }

  /** Ends what goes on; returns whether there was anything. */
  public boolean stop() {
    return json("POST", "/cycles/current/stop", Json.object()).path("stopping").asBoolean();
  }

  /** Ends the run of one connector; a cycle goes on with its next step. */
  public boolean stopRun(String connector) {
    return json("POST", "/runs/current/stop", Json.object().put("connector", connector))
        .path("stopping")
        .asBoolean();
  }

  public RunRecord run(String connector, RunProfile profile, OptionalLong deletionThreshold) {
    ObjectNode body = Json.object().put("connector", connector).put("profile", profile.option());
    deletionThreshold.ifPresent(threshold -> body.put("deletionThreshold", threshold));
    return RunJson.read(json("POST", "/runs", body));
  }

  public JsonNode changeScheduler(JsonNode change) {
    return json("PATCH", "/scheduler", change);
  }

  public void staging(boolean enabled) {
    json("PUT", "/staging", Json.object().put("enabled", enabled));
  }

  public JsonNode changeConnector(String connector, JsonNode change) {
    return json(
        "PATCH",
        "/connectors/" + URLEncoder.encode(connector, StandardCharsets.UTF_8).replace("+", "%20"),
        change);
  }

  private JsonNode json(String method, String path, JsonNode body) {
    try (InputStream answer = send(method, path, body)) {
      return Json.read(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw lost(broken);
    }
  }

  private static BufferedReader lines(InputStream answer) {
    return new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
  }

  private InputStream send(String method, String path, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.url() + ApiServer.BASE + path))
            .header("Authorization", "Bearer " + endpoint.token())
            .header("Content-Type", "application/json")
            .header(ApiServer.USER_HEADER, user)
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() >= 400) {
        try (InputStream problem = response.body()) {
          throw Json.problem(Json.read(new String(problem.readAllBytes(), StandardCharsets.UTF_8)));
        }
      }
      return response.body();
    } catch (IOException broken) {
      throw lost(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw lost(interrupted);
    }
  }

  private LandfallException lost(@org.jspecify.annotations.Nullable Throwable cause) {
    return new LandfallException(
        ErrorCode.UNEXPECTED,
        "The service (process "
            + endpoint.process()
            + ") does not answer any more. What it had done is in \"landfall history list\"; its own"
            + " log says why.",
        cause);
  }
}
