package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.connectors.graph.ScriptedGraph.Told;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.testkit.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GraphBatchTest {
  private final ScriptedGraph graph = new ScriptedGraph();
  private final GraphClient client = graph.client();
  private final GraphBatch batch = new GraphBatch(client, "v1.0");

  @AfterEach
  void stop() {
    graph.close();
  }

  private static GraphBatch.Part write(String url, boolean repeatable) {
    return new GraphBatch.Part(
        "POST", url, Optional.of(GraphClient.MAPPER.createObjectNode()), repeatable);
  }

  private long sent(String part) {
    return graph.asked.stream().filter(path -> path.endsWith(part)).count();
  }

  @Test
  void onlyWhatWasThrottledIsSentAgainAfterTheLongestWait() {
    graph
        .on("/v1.0/a", Told.ok("{'id':'a'}"))
        .on("/v1.0/b", busy(3), Told.ok("{'id':'b'}"))
        .on("/v1.0/c", busy(11), busy(2), Told.ok("{'id':'c'}"))
        .on("/v1.0/d", Told.refused(503, "ServiceUnavailable", Map.of()), Told.ok("{'id':'d'}"));
    List<GraphBatch.Answer> answers =
        batch.run(
            List.of(
                GraphBatch.Part.get("/a"),
                GraphBatch.Part.get("/b"),
                write("/c", false),
                GraphBatch.Part.get("/d")));
    assertThat(answers)
        .extracting(answer -> answer.body().path("id").asText())
        .containsExactly("a", "b", "c", "d");
    assertThat(sent("/a")).isEqualTo(1);
    assertThat(sent("/b")).isEqualTo(2);
    assertThat(sent("/c")).isEqualTo(3);
    assertThat(graph.pauses).containsExactly(Duration.ofSeconds(11), Duration.ofSeconds(2));
  }

  private static Told busy(int seconds) {
    return Told.refused(429, "TooManyRequests", Map.of("Retry-After", Integer.toString(seconds)));
  }

  @Test
  void whatMayNotBeRepeatedIsNot() {
    graph.on("/v1.0/a", Told.refused(500, "InternalServerError", Map.of()));
    GraphBatch.Answer answer = batch.run(List.of(write("/a", false))).get(0);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(sent("/a")).isEqualTo(1);
    assertThat(batch.refusal(answer).code()).isEqualTo(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE);
    assertThat(batch.run(List.of(write("/a", true))).get(0).status()).isEqualTo(500);
    assertThat(sent("/a")).isEqualTo(1 + GraphClient.ATTEMPTS);
  }

  @Test
  void anAnswerThatLacksAPartIsNoAnswer() {
    graph.on("/v1.0/$batch", Told.ok("{'responses':[{'id':'0','status':200,'body':{}}]}"));
    assertThatThrownBy(
            () -> batch.run(List.of(GraphBatch.Part.get("/a"), GraphBatch.Part.get("/b"))))
        .hasMessageContaining("did not answer 1 of 1");
  }

  @Test
  void thousandsOfLookUpsComeBackInTheirOrder() {
    try (EmbeddedTenant tenant = EmbeddedTenant.builder().start()) {
      List<String> users = Tenants.loadUsers(tenant, 1_010);
      List<Duration> pauses = new ArrayList<>();
      GraphClient real = Tenants.client(tenant, new SettableClock(), pauses);
      List<GraphBatch.Part> parts = new ArrayList<>();
      users.forEach(id -> parts.add(GraphBatch.Part.get("/users/" + id + "?$select=id")));
      parts.add(500, GraphBatch.Part.get("/users/00000000-0000-0000-0000-000000000009"));
      tenant.faults().throttle(5, Duration.ofSeconds(4), "$batch");
      List<GraphBatch.Answer> answers = new GraphBatch(real, "v1.0").run(parts);
      assertThat(answers.remove(500).status()).isEqualTo(404);
      assertThat(answers)
          .extracting(answer -> answer.body().path("id").asText())
          .containsExactlyElementsOf(users);
      assertThat(real.statistics().throttled()).isEqualTo(5);
      assertThat(pauses).contains(Duration.ofSeconds(4));
    }
  }
}
