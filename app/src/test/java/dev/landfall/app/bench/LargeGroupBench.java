package dev.landfall.app.bench;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.store.sql.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One group with very many members, of which a few change: what is exported, how long it takes
 * beside the same change of a small group, and the heap it leaves.
 */
final class LargeGroupBench {
  private static final int CHANGED = 10;
  private static final int SMALL = 1_000;

  private final int large;

  LargeGroupBench(boolean quick) {
    this.large = quick ? 25_000 : 250_000;
  }

  List<Figure> run() throws Exception {
    if (!Files.isDirectory(RealServer.EXPORT)) {
      System.err.println("bench: skipped, the export of a real server is not here.");
      return List.of();
    }
    ConfigurationFolder folder = ConfigurationFolder.read(RealServer.EXPORT);
    double few = seconds(folder, SMALL);
    double many = seconds(folder, large);
    return List.of(
        new Figure(
            CHANGED + " members changed",
            String.format(Locale.ROOT, "of %,d", large),
            many * 1_000,
            String.format(Locale.ROOT, "of %,d", SMALL),
            few * 1_000,
            "ms",
            many / few));
  }

  private static double seconds(ConfigurationFolder folder, int members) throws Exception {
    Path home = Files.createTempDirectory("landfall-bench");
    try (SqliteStore store = SqliteStore.open(home.resolve("landfall.db"))) {
      ConnectorId id = folder.connectors().get(0).id();
      SyntheticForest ad =
          new SyntheticForest(
              id, folder.connectors().get(0).schema(), members + CHANGED, 1, members);
      EmptyTenant entra = new EmptyTenant(folder.connectors().get(1).schema());
      ConnectSync engine = FullSyncBench.engine(folder, store, ad);
      engine
          .rules()
          .replaceAll(
              List.of(
                  RuleDraft.inbound(
                          "00000000-0000-0000-0000-000000000001",
                          "In - Group",
                          id,
                          "group",
                          "group",
                          LinkType.PROVISION,
                          1)
                      .same("cn", "member")
                      .computed("ConvertToBase64([objectGUID])", "sourceAnchor")
                      .rule(),
                  RuleDraft.inbound(
                          "00000000-0000-0000-0000-000000000002",
                          "In - User",
                          id,
                          "user",
                          "person",
                          LinkType.PROVISION,
                          2)
                      .same("cn")
                      .computed("ConvertToBase64([objectGUID])", "sourceAnchor")
                      .rule(),
                  out(3, "group").same("member").rule(),
                  out(4, "person").rule()));
      FullSyncBench.time(engine, ad, RunProfile.FULL_IMPORT);
      FullSyncBench.time(engine, ad, RunProfile.FULL_SYNCHRONIZATION);
      FullSyncBench.time(engine, entra, RunProfile.EXPORT);
      ad.changeMembers(CHANGED);
      FullSyncBench.time(engine, ad, RunProfile.DELTA_IMPORT);
      double seconds = FullSyncBench.time(engine, ad, RunProfile.DELTA_SYNCHRONIZATION);
      long before = entra.references();
      seconds += FullSyncBench.time(engine, entra, RunProfile.EXPORT);
      long exported = entra.references() - before;
      if (exported != CHANGED) {
        throw new IllegalStateException(exported + " values were exported.");
      }
      return seconds;
    } finally {
      RealServer.remove(home);
    }
  }

  private static RuleDraft out(int number, String type) {
    return RuleDraft.outbound(
            "00000000-0000-0000-0000-00000000000" + number,
            "Out - " + type,
            ConnectorId.ENTRA,
            type,
            type.equals("person") ? "user" : "group",
            LinkType.PROVISION,
            number)
        .computed("\"CN={\" & ConvertToUTF8Hex([sourceAnchor]) & \"}\"", "dn")
        .same("sourceAnchor");
  }
}
