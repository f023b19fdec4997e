package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart on the same folder keeps, and what a refused request leaves behind. */
class DurabilityTest {
  @TempDir private Path folder;

  private EmbeddedTenant start() {
    return EmbeddedTenant.builder().dataFolder(folder).start();
  }

  @Test
  void deltaTokensGoOnAfterRestart() {
    String link;
    String group;
    String user;
    try (EmbeddedTenant tenant = start()) {
      TestClient graph = new TestClient(tenant);
      group = graph.createGroup("Sales");
      user = graph.createUser("ada");
      link = graph.round("/v1.0/groups/delta", page -> {});
      // A refused write must not use up a number that the token would take for seen.
      assertThat(graph.post("/v1.0/groups", "{'displayName':''}").status()).isEqualTo(400);
      link = graph.round(link, page -> {});
    }
    try (EmbeddedTenant tenant = start()) {
      TestClient graph = new TestClient(tenant);
      graph.post(
          "/v1.0/groups/" + group + "/members/$ref",
          "{'@odata.id':'https://x/v1.0/directoryObjects/" + user + "'}");
      String path = link.substring(link.indexOf("/v1.0"));
      assertThat(graph.items(path))
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item.path("members@delta").get(0).path("id").asText())
                      .isEqualTo(user));
      assertThat(graph.items(path)).as("the same link again").hasSize(1);
    }
  }

  @Test
  void pageLinksGoOnAfterRestart() {
    String next;
    try (EmbeddedTenant tenant = start()) {
      TestClient graph = new TestClient(tenant);
      for (String name : List.of("a", "b", "c")) {
        graph.createGroup(name);
      }
      next = graph.get("/v1.0/groups?$top=2").json().path("@odata.nextLink").asText();
    }
    try (EmbeddedTenant tenant = start()) {
      TestClient graph = new TestClient(tenant);
      assertThat(graph.get(next.substring(next.indexOf("/v1.0"))).json().path("value"))
          .singleElement()
          .satisfies(g -> assertThat(g.path("displayName").asText()).isEqualTo("c"));
    }
  }

  @Test
  void refusedRequestsChangeNothing() {
    try (EmbeddedTenant tenant = start()) {
      TestClient graph = new TestClient(tenant);
      String group = graph.createGroup("Sales");
      String user = graph.createUser("ada");
      String before = graph.get("/v1.0/groups/" + group).json().toString();
      TestClient.Answer refused =
          graph.patch(
              "/v1.0/groups/" + group,
              "{'description':'new','members@odata.bind':['https://x/v1.0/users/"
                  + user
                  + "','https://x/v1.0/users/00000000-0000-0000-0000-000000000001']}");
      assertThat(refused.status()).isEqualTo(404);
      assertThat(graph.get("/v1.0/groups/" + group).json()).hasToString(before);
      assertThat(graph.get("/v1.0/groups/" + group + "/members").json().path("value")).isEmpty();
    }
  }

  @Test
  void aFileOfAnotherVersionIsRefusedByName() throws Exception {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tenant.db"));
        Statement statement = other.createStatement()) {
      statement.execute("CREATE TABLE object(number INTEGER)");
    }
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("another version");
  }
}
