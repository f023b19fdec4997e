package dev.landfall.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.app.cli.CommandLineRun;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.migration.CoexistenceRules;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hazard is real, and it is prevented: a migration without its shield stops at the gate. */
class MigrationHazardTest {
  @TempDir private Path temp;

  private EmbeddedWorld world;
  private Path home;
  private String outboundRule;

  @BeforeEach
  void writeGroupsBack() throws Exception {
    world = new EmbeddedWorld();
    home = HomeFolder.write(temp, world.configuration());
    try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC());
        LDAPConnection administrator = world.administrator()) {
      new DemoScenario(landfall, administrator, 1, 12, line -> {}).writeBack();
      outboundRule = CoexistenceRules.OUTBOUND_ID;
    }
  }

  @AfterEach
  void closeWorld() {
    world.close();
  }

  @Test
  void withoutTheOutboundRuleTheRunEndsAtTheGateAndTheDirectoryIsUntouched() throws Exception {
    assertThat(migrate("--until", "4-outbound-rule").exitCode()).isZero();
    assertThat(landfall("rules", "remove", outboundRule).exitCode()).isZero();
    Map<String, String> before = groups();

    CommandLineRun run = migrate();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("5a-shield");
    assertThat(groups()).isEqualTo(before);
    assertThat(v2()).isTrue();
  }

  @Test
  void theHazardIsRealWithoutRulesV2OffStagesADeleteForEveryGroup() throws Exception {
    assertThat(migrate("--until", "2-staging-and-scheduler-off").exitCode()).isZero();
    assertThat(landfall("features", "set", "group-writeback-v2", "false", "--yes").exitCode())
        .as("refused without an acceptance of its own")
        .isEqualTo(3);
    assertThat(
            landfall(
                    "features", "set", "group-writeback-v2", "false", "--yes", "--accept-deletions")
                .exitCode())
        .isZero();

    assertThat(landfall("cycle", "start", "--policy", "initial").exitCode()).isZero();

    CommandLineRun pending = landfall("pending-exports", "corp.example.com", "--format", "csv");
    assertThat(pending.out().lines().filter(line -> line.contains(",delete,"))).hasSize(12);
    assertThat(migrate().exitCode()).as("the gate sees them").isEqualTo(3);
    assertThat(groups()).as("staging kept them in").hasSize(17);
  }

  @Test
  void theConnectorsOfTheProcedureAsFirstPublishedAreRefused() throws Exception {
    ConnectorId forest;
    try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC())) {
      forest = landfall.connectorId("corp.example.com");
    }
    Path file =
        Files.writeString(
            temp.resolve("swapped.xml"),
            RuleXmlWriter.write(
                RuleDraft.inbound(
                        CoexistenceRules.INBOUND_ID,
                        "as first published",
                        forest,
                        "group",
                        "group",
                        LinkType.JOIN,
                        88)
                    .scope("cloudMastered", ScopeOperator.EQUAL, "true")
                    .constant("true", "cloudNoFlow")
                    .rule()));

    CommandLineRun imported = landfall("rules", "import", file.toString());

    assertThat(imported.exitCode()).isEqualTo(2);
    assertThat(imported.err()).contains("Entra connector");

    try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC())) {
      landfall
          .engine()
          .rules()
          .put(
              RuleDraft.inbound(
                      CoexistenceRules.INBOUND_ID,
                      "as first published",
                      forest,
                      "group",
                      "group",
                      LinkType.JOIN,
                      88)
                  .scope("cloudMastered", ScopeOperator.EQUAL, "true")
                  .constant("true", "cloudNoFlow")
                  .rule());
    }
    CommandLineRun run = migrate();

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("RULE_WRONG_CONNECTOR");
  }

  @Test
  void theSameStateGivesTheSamePlanAndAChangedWorldIsNamed() throws Exception {
    Path first = temp.resolve("first.json");
    Path second = temp.resolve("second.json");
    assertThat(landfall("migrate", "plan", "--out", first.toString()).exitCode()).isZero();
    assertThat(landfall("migrate", "plan", "--out", second.toString()).exitCode()).isZero();
    assertThat(second).hasSameTextualContentAs(first);
    try (LDAPConnection administrator = world.administrator()) {
      SearchResultEntry some =
          administrator
              .search(
                  world.directory().domainDn(),
                  SearchScope.SUB,
                  Filter.createSubInitialFilter("adminDescription", "Group_"))
              .getSearchEntries()
              .get(0);
      administrator.modifyDN(some.getDN(), "CN=Renamed by hand", true);
    }

    CommandLineRun run = migrate("--plan", first.toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("Renamed by hand");
  }

  private CommandLineRun migrate(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "migrate";
    arguments[1] = "run";
    arguments[2] = "--yes";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return landfall(arguments);
  }

  private CommandLineRun landfall(String... command) {
    String[] arguments = new String[command.length + 2];
    arguments[0] = "--home";
    arguments[1] = home.toString();
    System.arraycopy(command, 0, arguments, 2, command.length);
    return CommandLineRun.of(arguments);
  }

  private boolean v2() {
    try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC())) {
      return landfall.cloud().features().getOrDefault(TenantFeature.GROUP_WRITEBACK_V2, false);
    }
  }

  /**
   * Every group by objectGUID with the number of its last write: an untouched directory is equal.
   */
  private Map<String, String> groups() throws Exception {
    Map<String, String> groups = new TreeMap<>();
    try (LDAPConnection administrator = world.administrator()) {
      for (SearchResultEntry entry :
          administrator
              .search(
                  world.directory().domainDn(),
                  SearchScope.SUB,
                  Filter.createSubInitialFilter("adminDescription", "Group_"),
                  "objectGUID",
                  "uSNChanged")
              .getSearchEntries()) {
        groups.put(
            java.util.HexFormat.of().formatHex(entry.getAttributeValueBytes("objectGUID")),
            entry.getAttributeValue("uSNChanged"));
      }
    }
    return groups;
  }
}
