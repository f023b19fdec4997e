package dev.landfall.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.app.cli.CommandLineRun;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.engine.cloudsync.JobDefinition;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cloud Sync after a migration: too many deletes stop the job before the first one. */
class DeleteThresholdTest {
  @TempDir private Path home;

  @Test
  void CL_34_andCL_35_tooManyDeletesStopTheJobUntilTheyAreForced() throws Exception {
    try (EmbeddedWorld world = new EmbeddedWorld()) {
      HomeFolder.write(home, world.configuration());
      List<String> doomed;
      try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC());
          LDAPConnection administrator = world.administrator()) {
        DemoScenario scenario = new DemoScenario(landfall, administrator, 5, 12, line -> {});
        scenario.writeBack();
        doomed = scenario.groupIds().stream().limit(3).toList();
      }
      assertThat(run("migrate", "run", "--yes").exitCode()).isZero();
      DemoGraph graph = DemoGraph.of(world.configuration().tenant());
      for (String id : doomed) {
        graph.delete("/v1.0/groups/" + id);
        graph.delete("/v1.0/directory/deletedItems/" + id);
      }
      try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC())) {
        JobDefinition job = landfall.jobs().all().get(0);
        landfall.jobs().put(job.withDeleteThreshold(3));
      }

      CommandLineRun stopped = run("cloudsync", "run", "-");

      assertThat(stopped.exitCode()).isEqualTo(3);
      assertThat(stopped.err()).contains("none was deleted").contains("--force-deletes");
      assertThat(run("cloudsync", "jobs", "list").out()).contains("Quarantine");
      CommandLineRun forced = run("cloudsync", "run", "-", "--force-deletes");
      assertThat(forced.exitCode()).as(forced.err()).isZero();
      assertThat(forced.out()).contains("3 deleted");
      assertThat(run("cloudsync", "jobs", "list").out()).contains("Active");
    }
  }

  private CommandLineRun run(String... command) {
    String[] arguments = new String[command.length + 2];
    arguments[0] = "--home";
    arguments[1] = home.toString();
    System.arraycopy(command, 0, arguments, 2, command.length);
    return CommandLineRun.of(arguments);
  }
}
