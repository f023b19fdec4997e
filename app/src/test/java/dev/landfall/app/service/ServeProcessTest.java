package dev.landfall.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.app.api.Endpoint;
import dev.landfall.app.cli.CommandLineRun;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.app.demo.HomeFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ServeProcessTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENTRA_IMPORT = "/groups/delta";

  @TempDir private Path home;
  private final EmbeddedWorld world = new EmbeddedWorld();

  @BeforeEach
  void aHomeWhoseSchedulerIsOff() throws IOException {
    HomeFolder.write(home, world.configuration());
    scheduled(false);
  }

  @AfterEach
  void endTheWorld() {
    world.close();
  }

  private void scheduled(boolean enabled) {
    assertThat(
            landfall("scheduler", "set", "--sync-cycle-enabled", Boolean.toString(enabled))
                .exitCode())
        .isZero();
  }

  private CommandLineRun landfall(String... command) {
    List<String> arguments = new ArrayList<>(List.of("--home", home.toString()));
    arguments.addAll(List.of(command));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode json(String... command) throws IOException {
    CommandLineRun run = landfall(command);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  private static List<String> results(JsonNode document) {
    List<String> results = new ArrayList<>();
    document
        .path("runs")
        .forEach(
            run -> results.add(run.path("profile").asText() + " " + run.path("result").asText()));
    return results;
  }

  @Test
  void startsTheCycleThatIsDue() throws Exception {
    scheduled(true);
    try (ServiceProcess service = ServiceProcess.serve(home)) {
      service.awaitLine("profile=export");
      service.terminate();

      assertThat(service.exitCode()).isZero();
    }
    JsonNode runs = json("history", "list", "--json");
    assertThat(runs.path("runs").get(0).path("user").asText()).isEqualTo("scheduler");
  }

  @Test
  void commandsTalkToTheServiceAndAnswerAsTheyDoWithoutIt() throws Exception {
    JsonNode alone = json("cycle", "start", "--policy", "initial", "--json");
    try (ServiceProcess service = ServiceProcess.serve(home)) {
      JsonNode served = json("cycle", "start", "--policy", "initial", "--json");

      assertThat(results(served)).isEqualTo(results(alone));
      assertThat(served.path("runs").get(0).properties())
          .extracting(java.util.Map.Entry::getKey)
          .containsExactlyElementsOf(
              alone.path("runs").get(0).properties().stream()
                  .map(java.util.Map.Entry::getKey)
                  .toList());
      assertThat(json("run", "entra", "delta-import", "--json").path("result").asText())
          .isEqualTo("success");
      assertThat(json("cycle", "status", "--json").path("service").asLong())
          .isEqualTo(service.pid());
      assertThat(landfall("run", "nowhere", "export").exitCode()).isEqualTo(2);
      assertThat(json("rules", "list", "--json").path("rules")).isNotEmpty();
    }
  }

  @Test
  void aSecondServiceForTheSameHomeIsRefused() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve(home)) {
      CommandLineRun second = landfall("serve");

      assertThat(second.exitCode()).isEqualTo(3);
      assertThat(second.err()).contains("process " + service.pid());
    }
  }

  @Test
  void theApiAnswersOnlyWhoHasTheToken() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve(home)) {
      Endpoint endpoint = Endpoint.of(home).orElseThrow();

      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(home.resolve("serve.json"))))
          .isEqualTo("rw-------");
      assertThat(get(endpoint.url() + "/api/v1/scheduler", "wrong").statusCode()).isEqualTo(401);
      assertThat(get(endpoint.url() + "/api/v1/scheduler", endpoint.token()).statusCode())
          .isEqualTo(200);
      JsonNode described =
          JSON.readTree(get(endpoint.url() + "/api/v1/openapi.json", endpoint.token()).body());
      assertThat(described.path("paths").path("/cycles").has("post")).isTrue();
      assertThat(get(endpoint.url() + "/api/v1/runs/999", endpoint.token()).statusCode())
          .isEqualTo(404);
      assertThat(service.pid()).isEqualTo(endpoint.process());
    }
  }

  private static HttpResponse<String> get(String url, String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aSignalEndsTheCycleAtAPageBoundaryAndLeavesAConsistentStore() throws Exception {
    Gate gate = new Gate(world.tenant(), ENTRA_IMPORT);
    try (ServiceProcess service = ServiceProcess.serve(home)) {
      assertThat(landfall("cycle", "start", "--policy", "initial", "--no-wait").exitCode())
          .isZero();
      gate.awaitReached();
      service.terminate();
      service.awaitLine("service ends");
      gate.open();

      assertThat(service.exitCode()).isZero();
    }
    assertThat(Endpoint.of(home)).isEmpty();
    JsonNode status = json("cycle", "status", "--json");
    assertThat(status.path("inProgress").asBoolean()).isFalse();
    assertThat(status.path("last").path("result").asText())
        .isEqualTo("stopped-user-termination-from-wmi-or-ui");
    assertThat(results(status))
        .containsExactly(
            "full-import stopped-user-termination-from-wmi-or-ui", "full-import success");
    assertThat(results(json("cycle", "start", "--policy", "initial", "--json")))
        .allMatch(result -> !result.contains("stopped"));
  }

  @Test
  void settingsChangeAndRulesDoNotWhileItsCycleRuns() throws Exception {
    Path rule = rule();
    Gate gate = new Gate(world.tenant(), ENTRA_IMPORT);
    try (ServiceProcess service = ServiceProcess.serve(home)) {
      landfall("cycle", "start", "--policy", "initial", "--no-wait");
      gate.awaitReached();

      CommandLineRun refused = landfall("rules", "import", rule.toString());
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
      assertThat(refused.err()).contains("process " + service.pid());
      assertThat(json("cycle", "status", "--json").path("current").path("step").asText())
          .contains("Full Import");
      assertThat(landfall("cycle", "start").exitCode()).isEqualTo(3);
      JsonNode busy = JSON.readTree(landfall("run", "entra", "delta-import", "--json").out());
      assertThat(busy.path("result").asText()).isEqualTo("no-start-ma-already-running");
      Thread opener = new Thread(gate::open);
      opener.start();
      assertThat(json("staging", "enable", "--json").path("enabled").asBoolean()).isTrue();
      opener.join();
    }
  }

  private Path rule() throws IOException {
    return Files.writeString(
        home.resolve("rule.yaml"),
        """
        rules:
          - name: In from AD - title
            connector: corp.example.com
            direction: Inbound
            sourceObjectType: user
            targetObjectType: person
            linkType: Join
            precedence: 50
            flows:
              - {target: title, constant: x}
        """);
  }

  @Test
  void aKilledServiceLeavesALeaseThatTheNextOneTakesOverAtOnce() throws Exception {
    Gate gate = new Gate(world.tenant(), ENTRA_IMPORT);
    try (ServiceProcess service = ServiceProcess.serve(home)) {
      landfall("cycle", "start", "--policy", "initial", "--no-wait");
      gate.awaitReached();
      assertThat(json("cycle", "status", "--json").path("inProgress").asBoolean()).isTrue();
      service.kill();
    }
    gate.open();
    assertThat(json("cycle", "status", "--json").path("inProgress").asBoolean()).isFalse();
    try (ServiceProcess next = ServiceProcess.serve(home)) {
      assertThat(next.pid()).isEqualTo(Endpoint.of(home).orElseThrow().process());
      assertThat(results(json("cycle", "start", "--policy", "initial", "--json")))
          .allMatch(result -> !result.contains("stopped"));
    }
    List<String> all = results(json("history", "list", "--json"));
    assertThat(all).contains("full-import stopped-server-down");
  }

  @Test
  void aCycleWithoutAServiceIsStoppedByCommandToo() throws Exception {
    Gate gate = new Gate(world.tenant(), ENTRA_IMPORT);
    try (ServiceProcess alone =
        ServiceProcess.start(home, "cycle", "start", "--policy", "initial")) {
      gate.awaitReached();
      assertThat(json("cycle", "stop", "--json").path("stopping").asBoolean()).isTrue();
      alone.awaitLine("Ends at the next page boundary");
      gate.open();

      assertThat(alone.exitCode()).isEqualTo(1);
    }
    assertThat(results(json("history", "list", "--json")).get(0))
        .isEqualTo("full-import stopped-user-termination-from-wmi-or-ui");
  }
}
