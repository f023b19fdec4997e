package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.app.demo.DemoScenario;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.store.Store;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.TenantExport;
import dev.landfall.engine.run.EngineSettings;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals on exports of a company whose groups Connect Sync has written back. */
class RehearseCommandTest {
  private static final int GROUPS = 12;
  private static final String WRITEBACK = "OU=Writeback,DC=corp,DC=example,DC=com";

  @TempDir static Path exports;
  @TempDir Path folder;

  private static Path tenant;
  private static Path directory;

  @BeforeAll
  static void exportACompany() throws Exception {
    Path data = exports.resolve("tenant");
    tenant = exports.resolve("tenant.jsonl");
    directory = exports.resolve("corp.ldif");
    try (EmbeddedWorld world =
            new EmbeddedWorld(EmbeddedTenant.builder().dataFolder(data).start());
        Landfall landfall =
            new Landfall(world.configuration(), exports.resolve("home"), Clock.systemUTC());
        LDAPConnection administrator = world.administrator()) {
      new DemoScenario(landfall, administrator, 1, GROUPS, line -> {}).writeBack();
      try (OutputStream out = Files.newOutputStream(directory)) {
        world.directory().exportLdif(out);
      }
    }
    try (Writer out = Files.newBufferedWriter(tenant)) {
      new TenantExport(lines -> {}).write(data, out);
    }
  }

  private static CommandLineRun rehearse(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--json",
                "rehearse",
                "--tenant",
                tenant.toString(),
                "--directory",
                directory.toString()));
    arguments.addAll(Arrays.asList(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode json(CommandLineRun run) throws Exception {
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void aMigrationIsPlayedThroughAndProved() throws Exception {
    Path out = folder.resolve("out");

    CommandLineRun run = rehearse("--out", out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = json(run);
    assertThat(report.path("result").asText()).isEqualTo("success");
    JsonNode migration = report.path("migration");
    // With an orphan and the Microsoft 365 groups that V1 keeps.
    assertThat(migration.path("groups")).hasSize(GROUPS + 5);
    assertThat(migration.path("groups").findValuesAsText("verdict")).contains("unsupported");
    assertThat(migration.path("steps").findValuesAsText("status"))
        .hasSize(7)
        .containsOnly("verified");
    JsonNode invariants = migration.path("invariants");
    assertThat(invariants.path("groupsBefore").asInt()).isEqualTo(GROUPS + 5);
    assertThat(invariants.path("membershipDifferences").asInt()).isZero();
    assertThat(migration.path("changes").path("deleted")).isEmpty();
    assertThat(migration.path("changes").path("created")).isEmpty();
    assertThat(migration.path("changes").path("changed").toString()).contains(WRITEBACK);
    assertThat(Files.readString(out.resolve("report.json"))).contains("\"verified\"");
    assertThat(out.resolve("plan.json")).exists();
  }

  @Test
  void peopleReadTheSameAsSentences() throws Exception {
    CommandLineRun run =
        CommandLineRun.of(
            "rehearse", "--tenant", tenant.toString(), "--directory", directory.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("17 groups are written back", "7-cloud-sync", "deleted 0, recreated 0")
        .contains("On the copies it went through.");
  }

  /** What was exported is what a cycle makes: on faithful copies it has nothing to do. */
  @Test
  void aCycleOnFaithfulCopiesChangesNothing() throws Exception {
    CommandLineRun run = rehearse("--cycle");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = json(run);
    assertThat(report.path("cycle").path("changes").path("created")).isEmpty();
    assertThat(report.path("cycle").path("changes").path("deleted")).isEmpty();
    assertThat(report.path("cycle").path("changes").path("changed")).isEmpty();
    for (JsonNode connector : report.path("cycle").path("pending")) {
      assertThat(connector.path("add").asInt()).as(connector.toString()).isZero();
      assertThat(connector.path("update").asInt()).as(connector.toString()).isZero();
      assertThat(connector.path("delete").asInt()).as(connector.toString()).isZero();
    }
    assertThat(report.has("migration")).isFalse();
    assertThat(report.path("durations").path("readAndSynchronize").asText()).startsWith("PT");
  }

  @Test
  void strictlyABlockedGroupKeepsTheMigrationFromBeginning() throws Exception {
    CommandLineRun run = rehearse("--strict");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    JsonNode report = json(run);
    assertThat(report.path("stopped").asText()).contains("blocked group");
    assertThat(report.path("migration").path("groups")).hasSize(GROUPS + 5);
    assertThat(report.path("migration").path("steps")).isEmpty();
    assertThat(report.path("migration").path("changes").path("changed")).isEmpty();
  }

  /** As a file from a real tenant: what Graph does not tell is made up for, and said. */
  @Test
  void whatAFileFromGraphLacksIsSaid() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    List<String> plain = new ArrayList<>();
    for (String line : Files.readAllLines(tenant)) {
      ObjectNode node = (ObjectNode) mapper.readTree(line);
      if (!node.path("kind").asText().equals("onPremisesSynchronization")) {
        node.remove("syncedAttributes");
        plain.add(node.toString());
      }
    }
    Path file = Files.write(folder.resolve("graph.jsonl"), plain);

    CommandLineRun run =
        CommandLineRun.of(
            "--json", "rehearse", "--tenant", file.toString(), "--directory", directory.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = json(run);
    assertThat(report.path("notes").toString())
        .contains("does not tell which features are on", "does not tell what directory");
    assertThat(report.path("cycle").path("pending").findValuesAsText("add")).containsOnly("0");
    assertThat(report.path("cycle").path("pending").findValuesAsText("delete")).containsOnly("0");
    assertThat(report.path("migration").path("invariants").path("deleted").asInt()).isZero();
  }

  /** The real servers stand in the configuration; nobody knocks at their doors. */
  @Test
  void theArrangementOfTheConfigurationCountsAndItsServersAreNotContacted() throws Exception {
    try (ServerSocket canary = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + canary.getLocalPort();
      Path config =
          Files.writeString(
              folder.resolve("landfall.yaml"),
              String.join(
                  "\n",
                  "tenant:",
                  "  name: contoso.onmicrosoft.com",
                  "  tenantId: 7f1c2a34-0000-0000-0000-000000000000",
                  "  clientId: 0b2d5e67-0000-0000-0000-000000000000",
                  "  clientSecret: env:NOT_SET_ANYWHERE",
                  "  graphEndpoint: http://" + address,
                  "  authority: http://" + address,
                  "forests:",
                  "  - name: head office",
                  "    server: ldap://" + address,
                  "    globalCatalog: ldap://" + address,
                  "    account: CN=svc,DC=corp,DC=example,DC=com",
                  "    password: file:not-there.txt",
                  "    containers: [\"OU=Staff,DC=corp,DC=example,DC=com\", \"" + WRITEBACK + "\"]",
                  "groupWriteback:",
                  "  forest: head office",
                  "  container: " + WRITEBACK,
                  "cloudSync:",
                  "  container: " + WRITEBACK,
                  ""));

      CommandLineRun run = rehearse("--config", config.toString());

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(json(run).path("runs").findValuesAsText("connector")).contains("head office");
      canary.setSoTimeout(1);
      assertThatThrownBy(canary::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** The cloud groups are gone, the threshold is that of the user's own store. */
  @Test
  void deletesOverTheThresholdStopTheRehearsalAsTheyWouldStopProduction() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path config =
        Files.writeString(
            home.resolve("landfall.yaml"),
            String.join(
                "\n",
                "forests:",
                "  - name: corp.example.com",
                "    containers: [\"DC=corp,DC=example,DC=com\"]",
                "groupWriteback:",
                "  forest: corp.example.com",
                "  container: " + WRITEBACK,
                ""));
    Landfall.copyStore(exports.resolve("home"), "sqlite:landfall.db", home);
    try (Store store = Landfall.openStore(home, "sqlite:landfall.db")) {
      new EngineSettings(store.documents())
          .deletionThreshold(
              Landfall.connectorId(store, "corp.example.com"), OptionalLong.of(GROUPS - 1));
    }
    byte[] before = database(home);

    CommandLineRun run =
        CommandLineRun.of(
            "--json",
            "rehearse",
            "--tenant",
            withoutWrittenBackGroups().toString(),
            "--directory",
            directory.toString(),
            "--config",
            config.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    JsonNode report = json(run);
    assertThat(report.path("result").asText()).isEqualTo("stopped");
    assertThat(report.path("cycle").path("pending").findValuesAsText("delete"))
        .contains(Integer.toString(GROUPS));
    assertThat(report.path("cycle").path("changes").path("deleted")).isEmpty();
    assertThat(report.has("migration")).isFalse();
    assertThat(database(home)).as("the store itself is left alone").isEqualTo(before);
  }

  private static byte[] database(Path home) throws Exception {
    return Files.readAllBytes(home.resolve("landfall.db"));
  }

  private Path withoutWrittenBackGroups() throws Exception {
    Set<String> gone = new TreeSet<>();
    List<String> kept = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(tenant)) {
      JsonNode node = mapper.readTree(line);
      if (node.path("description").asText().equals("Written back for the file servers")) {
        gone.add(node.path("id").asText());
      } else if (!gone.contains(node.path("of").asText())) {
        kept.add(line);
      }
    }
    assertThat(gone).hasSize(GROUPS);
    return Files.write(folder.resolve("fewer.jsonl"), kept);
  }

  @Test
  void filesThatAreWrongAreToldWithTheirPlaces() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"kind\":\"user\"}\n");
    CommandLineRun run =
        CommandLineRun.of(
            "rehearse", "--tenant", broken.toString(), "--directory", directory.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(broken + ":1");
  }

  @Test
  void anArrangementOfAnotherDomainIsRefused() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("landfall.yaml"),
            String.join(
                "\n",
                "forests:",
                "  - name: other",
                "    containers: [\"DC=other,DC=example\"]",
                ""));
    CommandLineRun run = rehearse("--cycle", "--config", config.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("DC=other,DC=example", "DC=corp,DC=example,DC=com");
  }
}
