package dev.landfall.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.rule.standard.StandardMetaverse;
import dev.landfall.engine.rule.standard.StandardRules;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.store.InMemoryStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Run profiles and cycles over two systems in memory: order, staging, thresholds, failures. */
class RunsTest {
  private static final ConnectorId AD = new ConnectorId("ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d");
  private static final int USERS = 10;

  private InMemoryConnector ad;
  private InMemoryConnector entra;
  private ConnectSync engine;

  @BeforeEach
  void synchronizeTenUsers() {
    ad = new InMemoryConnector(AD, "corp", SystemKind.ACTIVE_DIRECTORY, Schema.of(List.of()));
    ad.parameter("Domain.FQDN", "corp.example.com").parameter("Domain.Netbios", "CORP");
    entra =
        new InMemoryConnector(
            ConnectorId.ENTRA,
            "cloud",
            SystemKind.ENTRA,
            Schema.of(
                List.of(
                    ObjectClass.of(
                        "user",
                        List.of(AttributeDefinition.single("manager", AttributeType.REFERENCE))))));
    engine =
        new ConnectSync(
            new InMemoryStore(),
            List.of(entra, ad),
            StandardMetaverse.schema(),
            Map.of(),
            Clock.systemUTC(),
            new Random(1));
    engine.rules().replaceAll(StandardRules.of(List.of(AD)));
    for (int i = 0; i < USERS; i++) {
      user(i, "User " + i);
    }
    engine.cycle(CyclePolicy.INITIAL);
    engine.cycle(CyclePolicy.DELTA);
    assertThat(entra.anchors()).hasSize(USERS);
  }

  private static String guid(int i) {
    return new UUID(1, i).toString();
  }

  private void user(int i, String displayName) {
    byte[] sid =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {1, 2, 0, 0, 0, 0, 0, 5})
            .putInt(21)
            .putInt(1000 + i)
            .array();
    ad.with(
        guid(i),
        "CN=u" + i + ",DC=corp",
        "user",
        Attributes.builder()
            .set("objectGUID", ObjectGuid.parse(guid(i)).bytes())
            .set("objectSid", sid)
            .set("cn", "u" + i)
            .set("sAMAccountName", "u" + i)
            .set("displayName", displayName)
            .set("userAccountControl", 512)
            .build());
  }

  private long pendingDeletes(ConnectorId connector) {
    return engine.store().connectorSpace(connector).all(0, 1_000).stream()
        .filter(CsObject::deleting)
        .count();
  }

  @Test
  void CS_83_aDeltaCycleImportsSynchronizesAndExportsInTheDocumentedOrder() {
    assertThat(engine.cycle(CyclePolicy.DELTA))
        .extracting(run -> run.profile().option() + " " + run.connectorName())
        .containsExactly(
            "delta-import corp",
            "delta-import cloud",
            "delta-sync corp",
            "delta-sync cloud",
            "export cloud",
            "export corp");
  }

  @Test
  void CS_03_anUnchangedObjectIsCountedAndStagesNothing() {
    RunRecord run = engine.run(ad, RunProfile.FULL_IMPORT);

    assertThat(run.result().counter("StageNoChange")).isEqualTo(USERS);
    assertThat(engine.store().connectorSpace(AD).pendingImports(0, 100)).isEmpty();
  }

  @Test
  void CS_06_whatASuccessfulFullImportDoesNotReturnIsPendingDelete() {
    ad.without(guid(0)).without(guid(1));

    RunRecord run = engine.run(ad, RunProfile.FULL_IMPORT);

    assertThat(run.result().counter("StageDelete")).isEqualTo(2);
  }

  @Test
  void anIncompleteReadNeverDeletes() {
    for (int objects = 0; objects < USERS; objects++) {
      ad.breakingAfter(objects);

      List<RunRecord> runs = engine.cycle(CyclePolicy.INITIAL);

      assertThat(runs.get(0).result().result()).isEqualTo("stopped-connectivity");
      assertThat(runs)
          .as("no export after a full import that failed")
          .noneMatch(run -> run.profile() == RunProfile.EXPORT);
      assertThat(pendingDeletes(ConnectorId.ENTRA)).isZero();
    }
    assertThat(entra.anchors()).hasSize(USERS);
    assertThat(engine.cycle(CyclePolicy.DELTA)).allMatch(run -> run.result().clean());
  }

  @Test
  void CS_81_moreDeletesThanTheThresholdExportNothingAtAllAndAsManyAsItProceed() {
    engine.settings().deletionThreshold(ConnectorId.ENTRA, OptionalLong.of(3));
    for (int i = 0; i < 4; i++) {
      ad.without(guid(i));
    }
    user(9, "Changed at the same time");

    List<RunRecord> stopped = engine.cycle(CyclePolicy.DELTA);

    assertThat(stopped.get(4).result().result()).isEqualTo("stopped-deletion-threshold-exceeded");
    assertThat(entra.anchors()).hasSize(USERS);
    assertThat(entra.exported()).noneMatch(one -> one.changes().toString().contains("Changed"));
    engine.settings().deletionThreshold(ConnectorId.ENTRA, OptionalLong.of(4));

    engine.cycle(CyclePolicy.DELTA);

    assertThat(entra.anchors()).hasSize(USERS - 4);
  }

  @Test
  void CS_86_stagingModeLeavesExportsOutOfTheCycleAndAManualExportStillExports() {
    engine.settings().stagingMode(true);
    user(1, "New name");

    assertThat(engine.cycle(CyclePolicy.DELTA))
        .noneMatch(run -> run.profile() == RunProfile.EXPORT);
    assertThat(engine.store().connectorSpace(ConnectorId.ENTRA).exportCounts()).hasSize(1);

    RunRecord manual = engine.run(entra, RunProfile.EXPORT);

    assertThat(manual.result().counter("ExportUpdate")).isEqualTo(1);
  }

  @Test
  void CS_80_aRefusedExportIsTriedAgainAndItsRetriesAreCounted() {
    String dn = engine.store().connectorSpace(ConnectorId.ENTRA).all(0, 1).get(0).dn();
    entra.refusing(dn, new ExportError("permission-issue", "No.", ""));
    user(0, "Refused");

    for (int i = 0; i < 3; i++) {
      List<RunRecord> runs = engine.cycle(CyclePolicy.DELTA);
      assertThat(runs.get(4).result().result()).isEqualTo("completed-export-errors");
    }

    CsObject refused = engine.store().connectorSpace(ConnectorId.ENTRA).byDn(dn).orElseThrow();
    assertThat(refused.exportError().orElseThrow().code()).isEqualTo("permission-issue");
    assertThat(refused.exportError().orElseThrow().retries()).isEqualTo(2);
  }

  @Test
  void CS_70_aFilteredUserIsDeletedInTheCloudAndTheMetaverseObjectStays() {
    ad.with(
        guid(3),
        "CN=u3,DC=corp",
        "user",
        ad.attributes(guid(3)).orElseThrow().toBuilder().set("sAMAccountName", "MSOL_u3").build());

    engine.cycle(CyclePolicy.DELTA);

    assertThat(entra.anchors()).hasSize(USERS - 1);
    assertThat(engine.store().metaverse().counts()).containsEntry("person", (long) USERS);
  }

  @Test
  void CS_96_aChangedRuleIsAppliedByTheNextDeltaCycle() {
    var rule =
        engine.rules().all().stream()
            .filter(one -> one.name().equals("Out to AAD - User Join"))
            .findFirst()
            .orElseThrow();
    assertThat(engine.settings().fullSyncRequired(ConnectorId.ENTRA)).isFalse();

    engine.rules().put(rule.withDisabled(true));

    assertThat(engine.settings().fullSyncRequired(ConnectorId.ENTRA)).isTrue();
    assertThat(engine.cycle(CyclePolicy.DELTA))
        .anyMatch(run -> run.profile() == RunProfile.FULL_SYNCHRONIZATION);
    assertThat(engine.settings().fullSyncRequired(ConnectorId.ENTRA)).isFalse();
  }

  @Test
  void everyRunIsInTheHistoryWithItsResult() {
    RunRecord last = engine.history().latest(1).get(0);

    assertThat(last.profile()).isEqualTo(RunProfile.EXPORT);
    assertThat(engine.history().find(last.sequence())).isPresent();
    assertThat(last.ended()).isPresent();
  }
}
