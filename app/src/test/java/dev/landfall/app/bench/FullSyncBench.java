package dev.landfall.app.bench;

import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.engine.rule.xml.ConnectorConfiguration;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.store.sql.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The 62 rules of a real server over a computed forest, into the store on disk: full import, full
 * synchronization, and delta synchronizations of 100 changes with few and with many objects.
 */
final class FullSyncBench {
  private static final int CHANGES = 100;

  private final int users;
  private final int groups;
  private final int members;

  FullSyncBench(boolean quick) {
    this(
        Integer.getInteger("bench.users", quick ? 10_000 : 100_000),
        Integer.getInteger("bench.groups", quick ? 1_000 : 10_000),
        100);
  }

  FullSyncBench(int users, int groups, int members) {
    this.users = users;
    this.groups = groups;
    this.members = members;
  }

  List<Figure> run() throws Exception {
    Path reference = Path.of("../shared/data/entra-connect-contoso");
    if (!Files.isDirectory(reference)) {
      System.err.println("bench: skipped, the export of a real server is not here.");
      return List.of();
    }
    ConfigurationFolder folder = ConfigurationFolder.read(reference);
    List<Figure> figures = new ArrayList<>();
    Path home = Files.createTempDirectory("landfall-bench");
    try (SqliteStore store = SqliteStore.open(home.resolve("landfall.db"))) {
      ConnectorConfiguration configuration = folder.connectors().get(0);
      SyntheticForest ad =
          new SyntheticForest(configuration.id(), configuration.schema(), users, groups, members);
      EmptyTenant entra = new EmptyTenant(folder.connectors().get(1).schema());
      ConnectSync engine =
          new ConnectSync(
              store,
              List.of(ad, entra),
              folder.metaverse(),
              Map.of(),
              Clock.systemUTC(),
              new Random(1));
      engine.rules().replaceAll(folder.rules());
      time("full import", engine, ad, RunProfile.FULL_IMPORT);
      time("full sync", engine, ad, RunProfile.FULL_SYNCHRONIZATION);
      time("full sync again", engine, ad, RunProfile.FULL_SYNCHRONIZATION);
      for (int i = 0; i < 3; i++) {
        ad.change(CHANGES);
        time("delta import", engine, ad, RunProfile.DELTA_IMPORT);
        time("delta sync", engine, ad, RunProfile.DELTA_SYNCHRONIZATION);
      }
      System.err.printf(
          "bench: file %,d MiB%n", Files.size(home.resolve("landfall.db")) / 1024 / 1024);
    } finally {
      remove(home);
    }
    return figures;
  }

  private void time(
      String what,
      ConnectSync engine,
      dev.landfall.core.connector.Connector ad,
      RunProfile profile) {
    long began = System.nanoTime();
    long cpu = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    RunRecord run = engine.run(ad, profile);
    double seconds = (System.nanoTime() - began) / 1e9;
    System.err.printf(
        Locale.ROOT,
        "bench: %s %.2f s, %,.0f objects/s, cpu %.2f s, heap %,d MiB %s %s%n",
        what,
        seconds,
        (users + groups) / seconds,
        (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu)
            / 1e9,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
        run.result().result(),
        run.result().counters());
  }

  private static void remove(Path folder) throws java.io.IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
