package dev.landfall.app.bench;

import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.store.sql.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A million objects and fifty million memberships through full import and full synchronization,
 * under the rules of a real server. No floor: it shows that the heap stays where it is. {@code
 * -Dlandfall.bench.scale=0.25} takes a quarter of it.
 */
final class ScaleProof {
  private final int users;
  private final int groups;
  private final int members;

  ScaleProof(boolean quick) {
    double part =
        quick ? 0.01 : Double.parseDouble(System.getProperty("landfall.bench.scale", "1"));
    this.users = (int) (900_000 * part);
    this.groups = (int) (100_000 * part);
    this.members = 500;
  }

  List<Figure> run() throws Exception {
    if (!Files.isDirectory(RealServer.EXPORT)) {
      System.err.println("bench: skipped, the export of a real server is not here.");
      return List.of();
    }
    ConfigurationFolder folder = ConfigurationFolder.read(RealServer.EXPORT);
    Path home = Files.createTempDirectory("landfall-bench");
    Path file = home.resolve("landfall.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      SyntheticForest ad =
          new SyntheticForest(
              folder.connectors().get(0).id(),
              folder.connectors().get(0).schema(),
              users,
              groups,
              members);
      ConnectSync engine = FullSyncBench.engine(folder, store, ad);
      double imported = FullSyncBench.time(engine, ad, RunProfile.FULL_IMPORT);
      double synchronizedIn = FullSyncBench.time(engine, ad, RunProfile.FULL_SYNCHRONIZATION);
      System.err.printf(
          Locale.ROOT,
          "bench: %,d objects, %,d memberships, %,d MiB on disk, heap at most %,d MiB%n",
          users + groups,
          (long) groups * members,
          Files.size(file) >> 20,
          Runtime.getRuntime().maxMemory() >> 20);
      return List.of(
          figure("full import at scale", imported), figure("full sync at scale", synchronizedIn));
    } finally {
      RealServer.remove(home);
    }
  }

  private Figure figure(String name, double seconds) {
    return new Figure(
        name,
        String.format(Locale.ROOT, "%,d objects", users + groups),
        seconds,
        "no floor",
        0,
        "s",
        0);
  }
}
