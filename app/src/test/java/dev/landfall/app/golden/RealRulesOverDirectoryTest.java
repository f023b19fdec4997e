package dev.landfall.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.store.Store;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.engine.rule.xml.ConnectorConfiguration;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.run.StepResult;
import dev.landfall.store.sql.SqliteStore;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.reference.ReferenceFolder;
import dev.landfall.testkit.store.InMemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 62 rules of a real Connect server over a directory with 1,000 users, 100 groups, contacts and
 * computers, up to the pending exports. What comes out is compared with {@code
 * golden/real-rules.txt}, whose values were derived from the rules by hand; {@code
 * -Dlandfall.golden.update=true} rewrites that file, keeping its comments, for review.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealRulesOverDirectoryTest {
  private ConfigurationFolder folder;
  private EmbeddedDirectory directory;

  @BeforeAll
  void fillDirectory() throws LDAPException, IOException {
    folder = ConfigurationFolder.read(ReferenceFolder.entraConnectExport());
    directory = ContosoDirectory.start();
  }

  @AfterAll
  void stopDirectory() {
    if (directory != null) {
      directory.close();
    }
  }

  @Test
  void fillsMetaverseAndPendingExportsAsTheRulesSay() throws LDAPException, IOException {
    try (Store store = new InMemoryStore()) {
      GoldenFile.ofRealRules().compare(run(store));
    }
  }

  @Test
  void doesTheSameInTheDurableStore(@TempDir Path folderOfStore) throws LDAPException, IOException {
    try (Store store = SqliteStore.open(folderOfStore.resolve("landfall.db"))) {
      GoldenFile.ofRealRules().compare(run(store));
    }
  }

  private List<String> run(Store store) throws LDAPException, IOException {
    ConnectorConfiguration configuration = folder.connectors().get(0);
    try (AdConnector ad = new AdConnector(configuration.id(), "contoso.com", settings());
        InMemoryConnector entra =
            new InMemoryConnector(
                ConnectorId.ENTRA,
                "contoso.onmicrosoft.com - AAD",
                SystemKind.ENTRA,
                folder.connectors().get(1).schema())) {
      ConnectSync engine =
          new ConnectSync(
              store,
              List.of(ad, entra),
              folder.metaverse(),
              Map.of(),
              Clock.systemUTC(),
              new Random(1));
      engine.rules().replaceAll(folder.rules());
      engine.settings().stagingMode(true);

      List<RunRecord> first = engine.cycle(CyclePolicy.INITIAL);
      assertThat(first).extracting(run -> run.profile().option()).hasSize(4);
      List<String> report = report(store, configuration.id());
      report.addAll(0, results(first));

      List<RunRecord> again = engine.cycle(CyclePolicy.INITIAL);
      assertThat(report(store, configuration.id()))
          .as("a second full cycle changes nothing: %s", results(again))
          .isEqualTo(report.subList(results(first).size(), report.size()));
      return report;
    }
  }

  /** The containers of the export, and the one with the principals of a new domain. */
  private AdSettings settings() {
    List<String> included = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (ConnectorConfiguration.Partition partition : folder.connectors().get(0).partitions()) {
      included.addAll(partition.inclusions());
      excluded.addAll(partition.exclusions());
    }
    assertThat(included).containsExactly("OU=CORP," + ContosoDirectory.DOMAIN);
    included.add("CN=Users," + ContosoDirectory.DOMAIN);
    return AdSettings.of(
            directory.ldapsUrl(), directory.administratorDn(), ContosoDirectory.PASSWORD)
        .trusting(directory.certificatePem())
        .withGlobalCatalog(directory.globalCatalogUrl())
        .reading(included, excluded);
  }

  private static List<String> results(List<RunRecord> runs) {
    List<String> lines = new ArrayList<>(List.of("== runs"));
    for (RunRecord run : runs) {
      String what = run.connectorName() + " " + run.profile().option();
      lines.add(what + " = " + run.result().result());
      run.result().counters().forEach((name, many) -> lines.add("  " + name + " = " + many));
      for (StepResult.ObjectIssue issue : run.result().errors()) {
        lines.add("  " + issue.code() + ": " + issue.object());
      }
    }
    lines.add("");
    return lines;
  }

  private List<String> report(Store store, ConnectorId connector)
      throws LDAPException, IOException {
    try (LDAPConnection ldap = ContosoDirectory.connect(directory)) {
      StateReport report = new StateReport(store, connector, folder.rules(), ldap);
      report.counts();
      for (String dn : GoldenFile.ofRealRules().objects()) {
        report.object(dn);
      }
      return new ArrayList<>(report.lines());
    }
  }
}
