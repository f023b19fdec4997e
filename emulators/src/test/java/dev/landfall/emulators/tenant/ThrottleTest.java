package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.testkit.time.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final SettableClock clock = new SettableClock();
  // 35 resource units and 30 writes.
  private final EmbeddedTenant tenant =
      EmbeddedTenant.builder().clock(clock).throttling(0.01).start();
  private final TestClient graph = new TestClient(tenant);

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void resourceUnitsRunOutAndComeBack() {
    for (int i = 0; i < 17; i++) {
      assertThat(graph.get("/v1.0/users").status()).isEqualTo(200);
    }
    TestClient.Answer nearly = graph.get("/v1.0/groups");
    assertThat(nearly.header("x-ms-throttle-limit-percentage")).isEqualTo("1.0");
    TestClient.Answer refused = graph.get("/v1.0/users");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("TooManyRequests");
    assertThat(refused.header("x-ms-throttle-scope")).startsWith("Tenant_Application/ReadWrite/");
    assertThat(refused.header("x-ms-throttle-information")).isEqualTo("ResourceUnitLimitExceeded");
    clock.advance(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));
    assertThat(graph.get("/v1.0/users").status()).isEqualTo(200);
  }

  @Test
  void writesHaveABucketOfTheirOwn() {
    TestClient.Answer refused = null;
    int made = 0;
    for (int i = 0; i < 40 && refused == null; i++) {
      TestClient.Answer answer =
          graph.post(
              "/v1.0/groups",
              "{'displayName':'g','mailEnabled':false,'mailNickname':'g','securityEnabled':true}");
      if (answer.status() == 429) {
        refused = answer;
      } else {
        made++;
      }
    }
    assertThat(made).isEqualTo(30);
    assertThat(refused.header("x-ms-throttle-information")).isEqualTo("WriteLimitExceeded");
    assertThat(graph.get("/v1.0/groups").status()).as("reads go on").isEqualTo(200);
  }

  @Test
  void batchPartsAreChargedOneByOne() {
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      parts.append(i == 0 ? "" : ",").append("{'id':'" + i + "','method':'GET','url':'/users'}");
    }
    TestClient.Answer batch = graph.post("/v1.0/$batch", "{'requests':[" + parts + "]}");
    assertThat(batch.status()).isEqualTo(200);
    List<Integer> statuses =
        batch.json().path("responses").findValues("status").stream().map(s -> s.asInt()).toList();
    assertThat(statuses).containsOnly(200, 429);
    assertThat(statuses.stream().filter(s -> s == 200)).hasSize(17);
    assertThat(batch.json().toString()).contains("Retry-After");
  }

  @Test
  void lowPriorityIsRefusedFirst() {
    for (int i = 0; i < 14; i++) {
      graph.get("/v1.0/users");
    }
    assertThat(graph.get("/v1.0/users", "x-ms-throttle-priority", "Low").status()).isEqualTo(429);
    assertThat(graph.get("/v1.0/users").status()).isEqualTo(200);
  }

  @Test
  void costsFollowTheTable() {
    tenant.throttling(0);
    String group = graph.createGroup("g");
    assertThat(graph.get("/v1.0/users").header("x-ms-resource-unit")).isEqualTo("2");
    assertThat(graph.get("/v1.0/users?$select=id").header("x-ms-resource-unit")).isEqualTo("1");
    assertThat(graph.get("/v1.0/groups/" + group + "/members").header("x-ms-resource-unit"))
        .isEqualTo("3");
    assertThat(
            graph
                .get("/v1.0/groups/" + group + "/transitiveMembers?$top=5")
                .header("x-ms-resource-unit"))
        .isEqualTo("4");
  }

  @Test
  void theAdminRootTurnsLimitsOffAndOn() {
    assertThat(graph.call("PUT", "/landfall/admin/throttling", "{'scale':0}").status())
        .isEqualTo(204);
    for (int i = 0; i < 60; i++) {
      assertThat(graph.get("/v1.0/users").status()).isEqualTo(200);
    }
    graph.call("PUT", "/landfall/admin/throttling", "{'scale':0.0001}");
    assertThat(graph.get("/v1.0/users").status()).isEqualTo(429);
    assertThat(graph.call("PUT", "/landfall/admin/throttling", "{'scale':-1}").status())
        .isEqualTo(400);
  }
}
