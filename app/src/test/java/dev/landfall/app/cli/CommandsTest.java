package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.testkit.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands that need no connected system. */
class CommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path home;

  private CommandLineRun landfall(String... command) {
    String[] arguments = new String[command.length + 2];
    arguments[0] = "--home";
    arguments[1] = home.toString();
    System.arraycopy(command, 0, arguments, 2, command.length);
    return CommandLineRun.of(arguments);
  }

  private static JsonNode json(CommandLineRun run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  @Test
  void importsTheRealExportWithNoUnreadablePart() throws Exception {
    JsonNode imported =
        json(
            landfall(
                "config", "import", ReferenceFolder.entraConnectExport().toString(), "--json"));

    assertThat(imported.path("rules")).hasSize(62);
    assertThat(imported.path("connectors")).hasSize(2);
    assertThat(imported.path("problems")).isEmpty();
    assertThat(imported.path("metaverse").path("person").asInt()).isEqualTo(182);
    JsonNode listed = json(landfall("rules", "list", "--json"));
    assertThat(listed.path("rules")).hasSize(62);
    JsonNode first = listed.path("rules").get(0);
    for (String field :
        List.of("id", "name", "direction", "connector", "precedence", "linkType", "disabled")) {
      assertThat(first.has(field)).as(field).isTrue();
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamedAndNothingIsImported() {
    CommandLineRun run = landfall("config", "import", home.resolve("nowhere").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("nowhere");
  }

  @Test
  void readsRulesInYamlAndReportsEveryMistakeAtOnce() throws Exception {
    Path good =
        Files.writeString(
            home.resolve("rule.yaml"),
            """
            rules:
              - name: In from AD - Sales only
                connector: corp.example.com
                direction: Inbound
                sourceObjectType: user
                targetObjectType: person
                linkType: Join
                precedence: 50
                scope:
                  - all:
                      - {attribute: department, operator: EQUAL, value: Sales}
                      - {attribute: c, operator: ISNOTNULL}
                flows:
                  - target: title
                    expression: UCase([title])
                  - target: company
                    constant: Contoso
            """);
    Path bad =
        Files.writeString(
            home.resolve("bad.yaml"),
            """
            rules:
              - name: Broken
                connector: entra
                direction: Upwards
                sourceObjectType: user
                targetObjectType: person
                linkType: Join
                precedense: 50
                flows:
                  - target: title
                    expression: UCase([title]
            """);

    JsonNode imported = json(landfall("rules", "import", good.toString(), "--json"));
    assertThat(imported.path("rules").get(0).path("flows").asInt()).isEqualTo(2);
    CommandLineRun run = landfall("rules", "import", bad.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("bad.yaml:4: rules[0].direction")
        .contains("did you mean \"precedence\"?");
    assertThat(json(landfall("rules", "list", "--json")).path("rules")).hasSize(1);
  }

  @Test
  void anExpressionThatDoesNotCompileIsShownWithACaret() throws Exception {
    Path bad =
        Files.writeString(
            home.resolve("caret.yaml"),
            """
            rules:
              - name: Broken
                connector: entra
                direction: Inbound
                sourceObjectType: user
                targetObjectType: person
                linkType: Join
                precedence: 50
                flows:
                  - {target: title, expression: 'Lefft([title],3)'}
            """);

    CommandLineRun run = landfall("rules", "import", bad.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Lefft").contains("Left").contains("^");
  }

  @Test
  void setsAndShowsSchedulerAndStagingMode() throws Exception {
    JsonNode set =
        json(
            landfall(
                "scheduler",
                "set",
                "--sync-cycle-enabled",
                "false",
                "--interval",
                "5m",
                "--next-policy",
                "initial",
                "--json"));

    assertThat(set.path("syncCycleEnabled").asBoolean(true)).isFalse();
    assertThat(set.path("currentlyEffectiveSyncCycleInterval").asText())
        .as("CS-84: never shorter than allowed")
        .isEqualTo("PT30M");
    assertThat(set.path("nextSyncCyclePolicyType").asText()).isEqualTo("initial");
    assertThat(json(landfall("staging", "enable", "--json")).path("enabled").asBoolean()).isTrue();
    assertThat(json(landfall("staging", "show", "--json")).path("enabled").asBoolean()).isTrue();
    assertThat(landfall("scheduler", "set", "--interval", "often").exitCode()).isEqualTo(2);
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (CommandLine command : all(new CommandLine(new RootCommand()))) {
      if (!command.getCommandName().equals("help")) {
        assertThat(command.getUsageMessage())
            .as(command.getCommandSpec().qualifiedName())
            .contains("Example: ");
      }
    }
  }

  private static List<CommandLine> all(CommandLine root) {
    List<CommandLine> found = new java.util.ArrayList<>(List.of(root));
    root.getSubcommands().values().forEach(sub -> found.addAll(all(sub)));
    return found;
  }

  @Test
  void showsHistoryAndPrintsACompletionScript() throws Exception {
    assertThat(landfall("history", "list").exitCode()).isZero();
    assertThat(landfall("history", "show", "99").exitCode()).isEqualTo(2);
    assertThat(landfall("completion", "bash").out()).contains("complete");
  }
}
