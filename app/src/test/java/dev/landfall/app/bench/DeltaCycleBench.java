package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.Attribute;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A delta cycle in which nothing changed, with few objects and with many: both connectors, the
 * embedded systems, the store on disk. It should cost the same whatever the size.
 */
final class DeltaCycleBench {
  private static final int FEW = 1_000;

  private final int many;

  DeltaCycleBench(boolean quick) {
    this.many = quick ? 4_000 : 20_000;
  }

  List<Figure> run() throws Exception {
    double few = milliseconds(FEW);
    double lots = milliseconds(many);
    return List.of(
        new Figure(
            "no-change delta cycle",
            String.format("%,d objects", many),
            lots,
            String.format("%,d objects", FEW),
            few,
            "ms",
            lots / few));
  }

  private static double milliseconds(int objects) throws Exception {
    Path home = Files.createTempDirectory("landfall-bench");
    try (EmbeddedWorld world = new EmbeddedWorld()) {
      fill(world.directory(), objects);
      try (Landfall landfall = new Landfall(world.configuration(), home, Clock.systemUTC())) {
        ConnectSync engine = landfall.engine();
        System.err.printf("bench: first cycles with %,d objects …%n", objects);
        require(engine.cycle(CyclePolicy.INITIAL));
        List<Double> measured = new ArrayList<>();
        // The first delta cycles confirm exports and warm up; the last ones count.
        for (int i = 0; i < 10; i++) {
          List<List<RunRecord>> runs = new ArrayList<>();
          double seconds = LdapExportBench.seconds(() -> runs.add(engine.cycle(CyclePolicy.DELTA)));
          require(runs.get(0));
          if (i >= 5) {
            measured.add(seconds * 1_000);
          }
        }
        return Bench.median(measured);
      }
    } finally {
      remove(home);
    }
  }

  /** Nine users to a group, and the users are its members. */
  private static void fill(EmbeddedDirectory directory, int objects) {
    String writeback = "OU=Writeback," + directory.domainDn();
    String people = "OU=People," + directory.domainDn();
    for (String unit : List.of(writeback, people)) {
      directory.add(unit, List.of(new Attribute("objectClass", "organizationalUnit")));
    }
    List<String> team = new ArrayList<>();
    for (int i = 1; i <= objects; i++) {
      if (i % 10 == 0) {
        directory.add(
            "CN=Team " + i + "," + people,
            List.of(
                new Attribute("objectClass", "group"),
                new Attribute("sAMAccountName", "team" + i),
                new Attribute("displayName", "Team " + i),
                new Attribute("groupType", "-2147483640"),
                new Attribute("member", team)));
        team.clear();
      } else {
        String dn = "CN=Person " + i + "," + people;
        directory.add(
            dn,
            List.of(
                new Attribute("objectClass", "user"),
                new Attribute("sAMAccountName", "person" + i),
                new Attribute("displayName", "Person " + i),
                new Attribute("userPrincipalName", "person" + i + "@corp.example.com"),
                new Attribute("userAccountControl", "512")));
        team.add(dn);
      }
    }
  }

  private static void require(List<RunRecord> runs) {
    for (RunRecord run : runs) {
      if (run.result().stopped()) {
        throw new IllegalStateException(
            run.connectorName() + " " + run.profile() + " " + run.result());
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
