package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.app.demo.DemoReport;
import dev.landfall.app.demo.DemoScenario;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.migration.Migration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "The main job on embedded systems: a migration to Cloud Sync, and its proof.",
      "Groups written back by Connect Sync are migrated and proved to be the same. Leaves nothing"
          + " behind."
    },
    footer = {"", "Example: landfall demo --groups 100"})
final class DemoCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root = new RootCommand();

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Another company.")
  private long seed;

  @Option(names = "--groups", defaultValue = "40", paramLabel = "N")
  private int groups;

  @Option(names = "--serve", description = "Keep both systems running afterwards.")
  private boolean serve;

  @Override
  public Integer call() throws InterruptedException {
    if (groups < 10) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "--groups: give at least 10, not " + groups + ".");
    }
    Output output = root.output();
    Instant begun = Instant.now();
    Path home = TemporaryHome.create("landfall-demo");
    try (EmbeddedWorld world = new EmbeddedWorld()) {
      boolean success = play(world, home, output);
      output.say(
          "Took "
              + String.format(
                  Locale.ROOT, "%.1f", Duration.between(begun, Instant.now()).toMillis() / 1000.0)
              + " s");
      if (serve) {
        output.say(
            "The tenant is at "
                + world.tenant().url()
                + ", the directory at "
                + world.directory().ldapUrl()
                + ". End with Ctrl-C.");
        new CountDownLatch(1).await();
      }
      return success ? ExitCodes.DONE : ExitCodes.FAILED;
    } finally {
      TemporaryHome.delete(home);
    }
  }

  private boolean play(EmbeddedWorld world, Path home, Output output) {
    try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC());
        LDAPConnection administrator = world.administrator()) {
      DemoScenario scenario = new DemoScenario(landfall, administrator, seed, groups, output::say);
      scenario.writeBack();
      DemoReport report = scenario.changeLater(scenario.migrate());
      output.say("");
      for (Migration.StepStatus step : report.steps()) {
        output.say(
            "  "
                + step.id()
                + "  "
                + step.status().name().toLowerCase(Locale.ROOT)
                + "  "
                + step.done()
                + "/"
                + step.total());
      }
      output.say("  " + MigrateCommand.describe(report.invariants()));
      report.invariants().details().forEach(detail -> output.say("  " + detail));
      output.say(report.success() ? "Success." : "FAILURE.");
      output.document(json(report));
      return report.success();
    }
  }

  private static ObjectNode json(DemoReport report) {
    ObjectNode document = Output.object();
    document.put("result", report.success() ? "success" : "failure");
    document.set("steps", MigrateCommand.json(report.steps()));
    document.set("invariants", MigrateCommand.json(report.invariants()));
    document
        .putObject("afterMigration")
        .put("memberAdded", report.afterMigration().memberAdded())
        .put("memberRemoved", report.afterMigration().memberRemoved())
        .put("groupCreated", report.afterMigration().groupCreated())
        .put("groupRenamed", report.afterMigration().groupRenamed())
        .put("groupDeleted", report.afterMigration().groupDeleted());
    return document;
  }
}
