package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenant generate}, {@code import} and {@code export} at the command line. */
class TenantFilesCommandTest {
  @TempDir private Path folder;

  private CommandLineRun run(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.out() + run.err())
        .as("no stack trace without --verbose")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
    return run;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aGeneratedCompanyGoesOutAndComesBackTheSame() throws Exception {
    CommandLineRun made =
        run(
            "--json",
            "tenant",
            "generate",
            "--users",
            "60",
            "--groups",
            "12",
            "--seed",
            "4",
            "--data",
            path("a"));
    assertThat(made.exitCode()).as(made.err()).isZero();
    JsonNode document = new ObjectMapper().readTree(made.out());
    assertThat(document.at("/objects/user").asInt()).isEqualTo(60);
    assertThat(document.at("/objects/group").asInt()).isEqualTo(12);
    assertThat(document.path("links").asInt()).isPositive();
    assertThat(run("tenant", "export", "--data", path("a"), "--out", path("a.jsonl")).exitCode())
        .isZero();
    assertThat(run("tenant", "import", path("a.jsonl"), "--data", path("b")).exitCode()).isZero();
    CommandLineRun again = run("tenant", "export", "--data", path("b"));
    assertThat(again.out()).isEqualTo(Files.readString(folder.resolve("a.jsonl")));
  }

  @Test
  void badLinesAreListedAndNothingIsImported() throws Exception {
    Files.writeString(
        folder.resolve("bad.jsonl"),
        "{\"kind\":\"user\",\"id\":\"x\"}\nnonsense\n{\"kind\":\"wizard\"}\n");
    CommandLineRun run = run("--json", "tenant", "import", path("bad.jsonl"), "--data", path("c"));
    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    JsonNode problems = new ObjectMapper().readTree(run.out()).path("problems");
    assertThat(problems).hasSize(3);
    assertThat(problems.get(0).path("line").asInt()).isEqualTo(1);
    assertThat(problems.get(0).path("field").asText()).isEqualTo("id");
    assertThat(run.err()).contains("bad.jsonl").contains("Nothing was imported");
    assertThat(folder.resolve("c").resolve("tenant.db")).doesNotExist();
  }

  @Test
  void wrongFoldersAndFilesAreNamed() throws Exception {
    run("tenant", "generate", "--users", "2", "--groups", "1", "--data", path("d"));
    CommandLineRun twice =
        run("tenant", "generate", "--users", "2", "--groups", "1", "--data", path("d"));
    assertThat(twice.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(twice.err()).contains("holds a tenant already");
    CommandLineRun missing = run("tenant", "import", path("no.jsonl"), "--data", path("e"));
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(missing.err()).contains("no.jsonl");
    Files.writeString(folder.resolve("good.jsonl"), "keep me");
    CommandLineRun nothing =
        run("tenant", "export", "--data", path("none"), "--out", path("good.jsonl"));
    assertThat(nothing.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(Files.readString(folder.resolve("good.jsonl"))).isEqualTo("keep me");
    CommandLineRun negative =
        run("tenant", "generate", "--users", "0", "--groups", "1", "--data", path("f"));
    assertThat(negative.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
  }
}
