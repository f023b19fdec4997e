package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers held against each other. */
class ConfigDiffTest {
  @TempDir private Path folder;

  private CommandLineRun landfall(String home, String... command) {
    List<String> arguments = new ArrayList<>(List.of("--home", folder.resolve(home).toString()));
    arguments.addAll(List.of(command));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private void rule(String home, int precedence, String flow) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rule.yaml"),
            """
            rules:
              - name: In from AD - title
                connector: corp.example.com
                direction: Inbound
                sourceObjectType: user
                targetObjectType: person
                linkType: Join
                precedence: %d
                flows:
                  - {target: description, constant: same}
                  - {target: title, constant: %s}
            """
                .formatted(precedence, flow));
    CommandLineRun run = landfall(home, "rules", "import", file.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void equalServersDoNotDiffer() throws Exception {
    rule("a", 50, "x");
    rule("b", 50, "x");
    assertThat(landfall("b", "staging", "enable").exitCode()).isZero();

    CommandLineRun run = landfall("a", "config", "diff", folder.resolve("b").toString());

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("No difference");
  }

  @Test
  void everyFieldAndSettingThatDiffersIsNamed() throws Exception {
    rule("a", 50, "here");
    rule("b", 51, "there");
    landfall("b", "scheduler", "set", "--interval", "2h");

    CommandLineRun run = landfall("a", "config", "diff", folder.resolve("b").toString(), "--json");

    assertThat(run.exitCode()).isEqualTo(4);
    JsonNode differences = new ObjectMapper().readTree(run.out()).path("differences");
    assertThat(differences)
        .extracting(one -> one.path("field").asText())
        .containsExactly("precedence", "flows", "customizedInterval");
    assertThat(differences.get(1).path("here").asText())
        .contains("here")
        .doesNotContain("there")
        .doesNotContain("same");
  }

  @Test
  void aFolderThatIsNeitherIsRefused() {
    assertThat(landfall("a", "config", "diff", folder.resolve("nothing").toString()).exitCode())
        .isEqualTo(2);
  }
}
