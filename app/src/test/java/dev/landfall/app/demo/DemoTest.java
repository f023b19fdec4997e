package dev.landfall.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.app.cli.CommandLineRun;
import org.junit.jupiter.api.Test;

/** The main job on the embedded default, through the command line as a newcomer would. */
class DemoTest {

  @Test
  void migratesFortyWrittenBackGroupsAndProvesItInTheDocumentScriptsRelyOn() throws Exception {
    CommandLineRun run = CommandLineRun.of("demo", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("result").asText()).isEqualTo("success");
    assertThat(report.path("steps"))
        .extracting(step -> step.path("id").asText())
        .containsExactly(
            "1-copy-anchor",
            "2-staging-and-scheduler-off",
            "3-inbound-rule",
            "4-outbound-rule",
            "5-full-cycle-and-feature-off",
            "6-leave-staging",
            "7-cloud-sync");
    assertThat(report.path("steps"))
        .allSatisfy(step -> assertThat(step.path("status").asText()).isEqualTo("verified"));
    JsonNode invariants = report.path("invariants");
    assertThat(invariants.path("groupsBefore").asInt()).isEqualTo(45);
    assertThat(invariants.path("groupsAfter").asInt()).isEqualTo(45);
    for (String zero :
        new String[] {
          "deleted", "recreated", "duplicates", "membershipDifferences", "attributeMismatches"
        }) {
      assertThat(invariants.path(zero).asInt(-1)).as(zero).isZero();
    }
    assertThat(report.path("afterMigration"))
        .hasSize(5)
        .allSatisfy(arrived -> assertThat(arrived.asBoolean()).isTrue());
  }

  @Test
  void refusesACompanyTooSmallToShowAnything() {
    CommandLineRun run = CommandLineRun.of("demo", "--groups", "3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--groups");
  }
}
