package dev.landfall.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.app.cli.CommandLineRun;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.engine.migration.Invariants;
import dev.landfall.engine.migration.Migration;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migration is killed (signal 9) at three moments and started again each time. */
class MigrationKillTest {
  @TempDir private Path temp;

  @Test
  void reachesTheSameEndAfterBeingKilledThreeTimes() throws Exception {
    long seed = Long.getLong("landfall.seed", System.nanoTime());
    System.out.println("landfall.seed=" + seed);
    Random random = new Random(seed);
    try (EmbeddedWorld world = new EmbeddedWorld()) {
      Path home = HomeFolder.write(temp, world.configuration());
      try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC());
          LDAPConnection administrator = world.administrator()) {
        new DemoScenario(landfall, administrator, 3, 25, line -> {}).writeBack();
      }
      // Each line of progress is printed once it is durable in the journal: killing after a random
      // number of them stops the run at a random entry.
      for (int lines : new int[] {3 + random.nextInt(20), 10 + random.nextInt(12), 4}) {
        kill(home, lines);
      }

      CommandLineRun run = CommandLineRun.of("--home", home.toString(), "migrate", "run", "--yes");

      assertThat(run.exitCode()).as(run.err()).isZero();
      try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC())) {
        Migration migration = new Migration(landfall.migrationWorld(), entry -> {});
        Invariants invariants = migration.verify();
        assertThat(invariants.hold()).as(invariants.details().toString()).isTrue();
        assertThat(invariants.groupsAfter()).isEqualTo(30);
        assertThat(migration.journal().intact()).isTrue();
        assertThat(migration.status()).allMatch(step -> step.status() == Migration.Status.VERIFIED);
        assertThat(
                migration.journal().entries().stream()
                    .filter(entry -> entry.object().equals("group writeback V2"))
                    .filter(entry -> entry.kind().name().equals("DONE")))
            .as("switched off once")
            .hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  private static void kill(Path home, int afterLines) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + File.separator + "bin/java",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.landfall.app.Main",
                    "--home",
                    home.toString(),
                    "migrate",
                    "run",
                    "--yes"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader progress =
        new BufferedReader(
            new java.io.InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < afterLines && progress.readLine() != null; i++) {
        // Each line is one durable entry.
      }
    }
    process.destroyForcibly().waitFor();
  }
}
