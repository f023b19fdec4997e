package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.store.sql.SqliteStore;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.time.SettableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A domain controller is restored from a backup, or another one takes its place. */
class ControllerChangeTest {
  private static final String PASSWORD = "Correct-Horse-7";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void theCycleSaysSoReadsEverythingAgainAndDeletesNothing(AdSettings.Changes changes)
      throws Exception {
    try (EmbeddedDirectory directory =
            EmbeddedDirectory.builder()
                .domain("corp.example.com")
                .administratorPassword(PASSWORD.toCharArray())
                .start();
        AdConnector ad = connector(directory, changes);
        Store store = SqliteStore.open(folder.resolve("landfall.db"))) {
      add(directory, "ann");
      add(directory, "bob");
      ConnectSync engine = engine(store, ad);
      assertThat(engine.cycle(CyclePolicy.INITIAL)).allMatch(run -> !run.result().stopped());

      directory.renewInvocationId();
      add(directory, "cid");
      List<RunRecord> cycle = engine.cycle(CyclePolicy.DELTA);

      assertThat(cycle)
          .extracting(RunRecord::profile)
          .startsWith(RunProfile.FULL_IMPORT)
          .doesNotContain(RunProfile.FULL_SYNCHRONIZATION);
      assertThat(cycle).allMatch(run -> !run.result().stopped());
      assertThat(engine.history().latest(50))
          .filteredOn(run -> run.profile() == RunProfile.DELTA_IMPORT)
          .anySatisfy(
              run -> {
                assertThat(run.result().result()).isEqualTo("no-start-full-import-required");
                RunRecord told = engine.history().find(run.sequence()).orElseThrow();
                assertThat(told.result().errors())
                    .singleElement()
                    .extracting(issue -> issue.message())
                    .asString()
                    .contains("restored from a backup", "full import");
              });
      assertThat(store.connectorSpace(AD1).all(0, 100))
          .noneMatch(object -> object.pendingImport() == PendingImport.DELETE)
          .extracting(object -> object.importedImage().text("sAMAccountName").orElse(""))
          .contains("ann", "bob", "cid");
      assertThat(cycle).noneMatch(run -> run.result().counter("StageDelete") > 0);
    }
  }

  private static AdConnector connector(EmbeddedDirectory directory, AdSettings.Changes changes) {
    return new AdConnector(
        AD1,
        "corp.example.com",
        AdSettings.of(directory.ldapsUrl(), directory.administratorDn(), PASSWORD)
            .trusting(directory.certificatePem())
            .findingChangesBy(changes));
  }

  private static ConnectSync engine(Store store, AdConnector ad) {
    AttributeDefinition name =
        new AttributeDefinition(AttributeName.of("accountName"), AttributeType.TEXT, false, false);
    Schema users = Schema.of(List.of(ObjectClass.of("user", List.of(name))));
    ConnectSync engine =
        new ConnectSync(
            store,
            List.of(
                ad,
                new InMemoryConnector(
                    AAD, "contoso.onmicrosoft.com - AAD", SystemKind.ENTRA, users)),
            Schema.of(List.of(ObjectClass.of("person", List.of(name)))),
            Map.of(),
            new SettableClock(),
            new Random(1));
    engine
        .rules()
        .replaceAll(
            List.of(
                ConformanceLab.in(100, AD1, "user", "person", LinkType.PROVISION)
                    .direct("sAMAccountName", "accountName")
                    .rule()));
    return engine;
  }

  private static void add(EmbeddedDirectory directory, String name) throws Exception {
    LDAPURL url = new LDAPURL(directory.ldapUrl());
    try (LDAPConnection admin =
        new LDAPConnection(url.getHost(), url.getPort(), directory.administratorDn(), PASSWORD)) {
      admin.add(
          "dn: CN=" + name + ",CN=Users," + directory.domainDn(),
          "objectClass: user",
          "sAMAccountName: " + name);
    }
  }
}
