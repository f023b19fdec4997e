package dev.landfall.app.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.demo.DemoGraph;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.app.wiring.MetaverseStore;
import dev.landfall.connectors.graph.EntraConnector;
import dev.landfall.connectors.graph.GraphClient;
import dev.landfall.connectors.graph.GraphCloudDirectory;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.StandardRules;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.store.sql.SqliteStore;
import dev.landfall.testkit.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full import that is killed goes on where it was, and ends as if it had never been cut off: what
 * both parts saw is there, what neither saw is gone.
 */
class ResumedImportTest {
  private static final ConnectorId FOREST = new ConnectorId("11111111-2222-3333-4444-555555555555");
  private static final int ENDLESS = Integer.MAX_VALUE;

  @TempDir private Path folder;

  private final SettableClock tenantClock = new SettableClock();
  private final EmbeddedTenant tenant =
      EmbeddedTenant.builder()
          .tenantName("contoso.onmicrosoft.com")
          .clock(tenantClock)
          .deltaPages(3, 6)
          .start();
  private final GraphSettings settings = EmbeddedWorld.tenantConfiguration(tenant);
  private final DemoGraph graph = DemoGraph.of(settings);
  private final List<String> users = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private Path base;

  /** A store that knows the tenant, and a tenant where much has changed since. */
  @BeforeEach
  void settle() throws IOException {
    new GraphCloudDirectory(client()).setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    load(10, 5);
    base = folder.resolve("base.db");
    assertThat(run(base, new KilledConnector(connector(), ENDLESS)).result().result())
        .isEqualTo("success");
    purge(groups.get(1));
    graph.delete("/v1.0/groups/" + groups.get(2) + "/members/" + users.get(3) + "/$ref");
    load(4, 3);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  private GraphClient client() {
    return new GraphClient(settings, tenantClock, pause -> {}, new Random(1));
  }

  private Connector connector() {
    return new EntraConnector(client());
  }

  private void load(int people, int groupCount) {
    ObjectNode load = DemoGraph.object();
    for (int i = 0; i < people; i++) {
      String id = UUID.randomUUID().toString();
      users.add(id);
      load.withArray("users")
          .addObject()
          .put("id", id)
          .put("displayName", "User " + users.size())
          .put("userPrincipalName", "user" + users.size() + "@contoso.onmicrosoft.com");
    }
    for (int i = 0; i < groupCount; i++) {
      String id = UUID.randomUUID().toString();
      groups.add(id);
      ObjectNode group = load.withArray("groups").addObject();
      group.put("id", id).put("displayName", "Group " + groups.size());
      group.putObject("writebackConfiguration").put("isEnabled", true);
      for (int member = 0; member < 8; member++) {
        group.withArray("members").add(users.get((groups.size() + member) % users.size()));
      }
    }
    graph.post("/landfall/admin/load", load);
  }

  private void purge(String group) {
    graph.delete("/v1.0/groups/" + group);
    graph.delete("/v1.0/directory/deletedItems/" + group);
  }

  private Path copy(String name) throws IOException {
    return Files.copy(base, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private RunRecord run(Path file, Connector connector) {
    return run(file, connector, RunProfile.FULL_IMPORT);
  }

  private RunRecord run(Path file, Connector connector, RunProfile profile) {
    try (SqliteStore store = SqliteStore.open(file)) {
      ConnectSync engine =
          new ConnectSync(
              store,
              List.of(connector),
              new MetaverseStore(store).schema(),
              Map.of(),
              Clock.systemUTC(),
              new Random(1));
      List<SyncRule> rules = new ArrayList<>(StandardRules.of(List.of(FOREST)));
      rules.addAll(WritebackRules.of(FOREST, WritebackRules.Naming.OBJECT_ID, false, 200));
      engine.rules().replaceAll(rules);
      return engine.run(connector, profile);
    }
  }

  private void kill(Path file, int lastPage) {
    assertThatThrownBy(() -> run(file, new KilledConnector(connector(), lastPage)))
        .isInstanceOf(KilledConnector.Killed.class);
  }

  /** Every object of the connector space with what is known of it; references by name. */
  private static SortedMap<String, String> space(Path file) {
    SortedMap<String, String> all = new TreeMap<>();
    try (Store store = SqliteStore.open(file)) {
      ConnectorSpace space = store.connectorSpace(ConnectorId.ENTRA);
      for (CsObject object : space.all(0, 9_999)) {
        List<String> members = new ArrayList<>();
        for (AttributeName attribute : space.references().attributes(object.id())) {
          LongCursor targets = space.references().expected(object.id(), attribute);
          for (long id = targets.next(); id > 0; id = targets.next()) {
            members.add(attribute + "=" + space.byId(id).orElseThrow().dn());
          }
          targets.close();
        }
        all.put(
            object.dn(),
            object.kind()
                + " "
                + object.pendingImport()
                + " "
                + space.references().pendingImport(object.id())
                + " "
                + object.importedImage()
                + " "
                + members.stream().sorted().toList());
      }
    }
    assertThat(all).hasSizeGreaterThan(15);
    return all;
  }

  @Test
  void killedAtAnyPageItEndsAsIfItHadNotBeen() throws IOException {
    Path untouched = copy("untouched.db");
    KilledConnector whole = new KilledConnector(connector(), ENDLESS);
    assertThat(run(untouched, whole).result().counters()).containsEntry("StageDelete", 1L);
    SortedMap<String, String> expected = space(untouched);
    assertThat(whole.pages()).isGreaterThan(10);
    for (int page = 0; page < whole.pages(); page++) {
      Path file = copy("killed.db");
      kill(file, page);
      KilledConnector rest = new KilledConnector(connector(), ENDLESS);
      RunRecord record = run(file, rest);
      String when = "killed after page " + page;
      assertThat(record.result().result()).as(when).isEqualTo("success");
      assertThat(rest.request().unfinished().isPresent()).as(when).isEqualTo(page > 0);
      // Queries that were done have one more page each, with what changed since.
      assertThat(rest.pages()).as(when).isLessThanOrEqualTo(whole.pages() - page + 3);
      assertThat(space(file)).as(when).isEqualTo(expected);
      Files.delete(file);
    }
  }

  @Test
  void whatGoesWhileItIsCutOffIsGoneInTheEnd() throws IOException {
    Path file = copy("killed.db");
    kill(file, 12);
    String seen = groups.get(0);
    purge(seen);
    run(file, connector());
    run(file, connector(), RunProfile.DELTA_IMPORT);
    try (Store store = SqliteStore.open(file)) {
      assertThat(
              store
                  .connectorSpace(ConnectorId.ENTRA)
                  .byAnchor(new Anchor("Group_" + seen))
                  .orElseThrow()
                  .pendingImport())
          .isEqualTo(PendingImport.DELETE);
    }
  }

  @Test
  void aPlaceThatTheTenantForgotIsNoFailure() throws IOException {
    Path file = copy("killed.db");
    kill(file, 5);
    tenantClock.advance(Duration.ofDays(9));
    KilledConnector anew = new KilledConnector(connector(), ENDLESS);
    RunRecord record = run(file, anew);
    assertThat(record.result().result()).isEqualTo("success");
    assertThat(anew.request().unfinished()).as("asked a second time").isEmpty();
    assertThat(record.result().counters()).containsEntry("StageDelete", 1L);
  }

  @Test
  void afterADeltaImportItBeginsAnew() throws IOException {
    Path file = copy("killed.db");
    kill(file, 5);
    run(file, connector(), RunProfile.DELTA_IMPORT);
    KilledConnector anew = new KilledConnector(connector(), ENDLESS);
    run(file, anew);
    assertThat(anew.request().unfinished()).isEmpty();
  }
}
