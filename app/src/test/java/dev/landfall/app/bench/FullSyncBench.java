package dev.landfall.app.bench;

import dev.landfall.core.connector.Connector;
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

/**
 * The rules of a real server over a computed forest, into the store on disk: full import, full
 * synchronization of what was imported, full synchronization of what did not change, and delta
 * synchronizations of {@value #CHANGES} changes with many objects beside few.
 */
final class FullSyncBench {
  private static final int CHANGES = 100;
  private static final int FEW = 1_000;
  private static final int MEMBERS = 100;
  private static final int ROUNDS = 5;

  private final int users;
  private final int groups;

  FullSyncBench(boolean quick) {
    this(quick ? 10_000 : 100_000);
  }

  FullSyncBench(int users) {
    this.users = users;
    this.groups = users / 10;
  }

  /** What one forest took. */
  private record Seconds(
      double fullImport, double fullSync, double again, double delta, SqliteFloor.Rows rows) {}

  List<Figure> run() throws Exception {
    Path reference = RealServer.EXPORT;
    if (!Files.isDirectory(reference)) {
      System.err.println("bench: skipped, the export of a real server is not here.");
      return List.of();
    }
    ConfigurationFolder folder = ConfigurationFolder.read(reference);
    Seconds few = measure(folder, FEW, FEW / 10);
    Seconds many = measure(folder, users, groups);
    int objects = users + groups;
    double floor = objects / SqliteFloor.seconds(objects, many.rows());
    String size = String.format(Locale.ROOT, "%,d objects", objects);
    return List.of(
        rate("full import", size, objects / many.fullImport(), floor),
        rate("full sync, all new", size, objects / many.fullSync(), floor),
        rate("full sync, unchanged", size, objects / many.again(), floor),
        new Figure(
            "delta sync, " + CHANGES + " changes",
            size,
            many.delta() * 1_000,
            String.format(Locale.ROOT, "%,d objects", FEW + FEW / 10),
            few.delta() * 1_000,
            "ms",
            many.delta() / few.delta()));
  }

  private static Figure rate(String name, String size, double ours, double floor) {
    return new Figure(name, size, ours, "same rows, bare SQLite", floor, "objects/s", ours / floor);
  }

  private static Seconds measure(ConfigurationFolder folder, int users, int groups)
      throws Exception {
    Path home = Files.createTempDirectory("landfall-bench");
    Path file = home.resolve("landfall.db");
    try {
      double[] seconds = new double[4];
      try (SqliteStore store = SqliteStore.open(file)) {
        ConnectorConfiguration configuration = folder.connectors().get(0);
        SyntheticForest ad =
            new SyntheticForest(configuration.id(), configuration.schema(), users, groups, MEMBERS);
        ConnectSync engine = engine(folder, store, ad);
        seconds[0] = time(engine, ad, RunProfile.FULL_IMPORT);
        seconds[1] = time(engine, ad, RunProfile.FULL_SYNCHRONIZATION);
        // What the new objects in the cloud contribute arrives with the second one.
        time(engine, ad, RunProfile.FULL_SYNCHRONIZATION);
        seconds[2] = time(engine, ad, RunProfile.FULL_SYNCHRONIZATION);
        List<Double> deltas = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          ad.change(CHANGES);
          time(engine, ad, RunProfile.DELTA_IMPORT);
          deltas.add(time(engine, ad, RunProfile.DELTA_SYNCHRONIZATION));
        }
        seconds[3] = Bench.median(deltas);
      }
      System.err.printf("bench: %,d MiB on disk%n", Files.size(file) >> 20);
      return new Seconds(seconds[0], seconds[1], seconds[2], seconds[3], SqliteFloor.Rows.of(file));
    } finally {
      RealServer.remove(home);
    }
  }

  static ConnectSync engine(ConfigurationFolder folder, SqliteStore store, Connector ad) {
    ConnectSync engine =
        new ConnectSync(
            store,
            List.of(ad, new EmptyTenant(folder.connectors().get(1).schema())),
            folder.metaverse(),
            Map.of(),
            Clock.systemUTC(),
            new Random(1));
    engine.rules().replaceAll(folder.rules());
    return engine;
  }

  /** Seconds that a run took, which must go well. */
  static double time(ConnectSync engine, Connector connector, RunProfile profile) {
    long began = System.nanoTime();
    RunRecord run = engine.run(connector, profile);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!run.result().clean()) {
      throw new IllegalStateException(run.result().toString());
    }
    Runtime runtime = Runtime.getRuntime();
    System.err.printf(
        Locale.ROOT,
        "bench: %s %.2f s, heap %,d MiB, %s%n",
        profile.label(),
        seconds,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        run.result().counters());
    return seconds;
  }
}
