package dev.landfall.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.migration.CoexistenceRules;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.StandardMetaverse;
import dev.landfall.engine.rule.standard.StandardRules;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.sync.NoFlowReferences;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.store.InMemoryStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Group writeback V2 and its part in the migration, over two systems in memory. */
class GroupWritebackTest {
  private static final ConnectorId AD = new ConnectorId("ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d");
  private static final String ANN = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
  private static final String SALES = "3a5c3221-c465-48c0-95b8-e9305786a271";
  private static final String OU = "OU=Writeback,DC=corp,DC=example,DC=com";

  private InMemoryConnector ad;
  private InMemoryConnector entra;
  private ConnectSync engine;

  @BeforeEach
  void wireTwoSystems() {
    ad = new InMemoryConnector(AD, "corp.example.com", SystemKind.ACTIVE_DIRECTORY, adSchema());
    ad.parameter("Domain.FQDN", "corp.example.com").parameter("Domain.Netbios", "CORP");
    entra =
        new InMemoryConnector(ConnectorId.ENTRA, "contoso - AAD", SystemKind.ENTRA, entraSchema());
    engine =
        new ConnectSync(
            new InMemoryStore(),
            List.of(entra, ad),
            StandardMetaverse.schema(),
            Map.of(WritebackRules.CONTAINER_PARAMETER, OU),
            Clock.systemUTC(),
            new Random(1));
    List<SyncRule> rules = new ArrayList<>(StandardRules.of(List.of(AD)));
    rules.addAll(WritebackRules.of(AD, WritebackRules.Naming.OBJECT_ID, false, 130));
    engine.rules().replaceAll(rules);
    ad.with(ANN, "CN=Ann,OU=Staff,DC=corp,DC=example,DC=com", "user", ann());
    entra.with("Group_" + SALES, "CN={1}", "group", sales("Sales, East"));
    engine.cycle(CyclePolicy.INITIAL);
    String annInCloud =
        entra.anchors().stream().filter(a -> a.startsWith("User_")).findFirst().orElseThrow();
    entra.reference("Group_" + SALES, "member", annInCloud);
    for (int i = 0; i < 3; i++) {
      assertClean(engine.cycle(CyclePolicy.DELTA));
    }
  }

  @Test
  void CS_97_writesASecurityGroupWithTheDefaultName() {
    Attributes group = writtenBack();

    assertThat(group.text("adminDescription")).contains("Group_" + SALES);
    assertThat(group.text("groupType")).contains("-2147483640");
    assertThat(group.text("displayName")).contains("Sales, East");
    assertThat(ad.references(anchorOfWrittenBack(), "member")).containsExactly(ANN);
  }

  @Test
  void CS_99_doesNotSynchronizeTheWrittenBackGroupUpAgain() {
    assertThat(entra.anchors()).filteredOn(anchor -> anchor.startsWith("Group_")).hasSize(1);
  }

  @Test
  void CS_100_freezesAGroupWhoseWritebackIsDisabled() {
    entra.with(
        "Group_" + SALES,
        "CN={1}",
        "group",
        sales("Renamed").toBuilder().set("reasonFiltered", "WriteBackOutOfScope").build());
    entra.reference("Group_" + SALES, "member");

    assertClean(engine.cycle(CyclePolicy.DELTA));

    assertThat(writtenBack().text("displayName")).contains("Sales, East");
    assertThat(ad.references(anchorOfWrittenBack(), "member")).containsExactly(ANN);
  }

  @Test
  void CS_101_restoresAValueEditedOnPremises() {
    ad.with(
        anchorOfWrittenBack(),
        "CN=Group_" + SALES + "," + OU,
        "group",
        writtenBack().toBuilder().set("displayName", "By hand").build());

    assertClean(engine.cycle(CyclePolicy.DELTA));

    assertThat(writtenBack().text("displayName")).contains("Sales, East");
  }

  @Test
  void aGroupDeletedForGoodInTheCloudIsDeletedOnPremises() {
    entra.without("Group_" + SALES);

    assertClean(engine.cycle(CyclePolicy.DELTA));

    assertThat(ad.anchors()).containsExactly(ANN);
  }

  @Test
  void CS_103_afterV2IsOffShieldedGroupsBecomeDisconnectorsAndNoDeleteIsStaged() {
    shield();
    entra.without("Group_" + SALES);

    assertClean(engine.cycle(CyclePolicy.INITIAL));

    CsObject group = staged();
    assertThat(group.link()).isEmpty();
    assertThat(group.deleting()).isFalse();
    assertThat(engine.store().connectorSpace(AD).exportCounts()).isEmpty();
    assertThat(engine.store().metaverse().counts()).doesNotContainKey("group");
  }

  @Test
  void CS_102_and_CS_103b_whileTheCloudStillReturnsThemNothingIsExported() {
    shield();
    entra.with("Group_" + SALES, "CN={1}", "group", sales("New name"));

    assertClean(engine.cycle(CyclePolicy.INITIAL));

    assertThat(staged().link().orElseThrow().noFlowProtected()).isTrue();
    assertThat(engine.store().connectorSpace(AD).exportCounts()).isEmpty();
  }

  @Test
  void MG_22_withoutTheOutboundRuleTheDeleteIsStaged() {
    engine.settings().stagingMode(true);
    engine.rules().put(CoexistenceRules.inbound(88));
    engine.cycle(CyclePolicy.INITIAL);
    entra.without("Group_" + SALES);

    engine.cycle(CyclePolicy.INITIAL);

    assertThat(staged().deleting()).isTrue();
    assertThat(ad.anchors()).hasSize(2);
  }

  private void shield() {
    engine.settings().stagingMode(true);
    engine.settings().noFlowReferences(NoFlowReferences.STRICT);
    assertThat(engine.rules().put(CoexistenceRules.inbound(88))).isEmpty();
    assertThat(engine.rules().put(CoexistenceRules.outbound(AD, 89))).isEmpty();
    assertClean(engine.cycle(CyclePolicy.INITIAL));
    assertThat(staged().link().orElseThrow().noFlowProtected()).isTrue();
  }

  private static void assertClean(List<RunRecord> runs) {
    assertThat(runs).allSatisfy(run -> assertThat(run.result().errors()).isEmpty());
  }

  private String anchorOfWrittenBack() {
    return ad.anchors().stream().filter(anchor -> !anchor.equals(ANN)).findFirst().orElseThrow();
  }

  private Attributes writtenBack() {
    return ad.attributesOfDn("CN=Group_" + SALES + "," + OU).orElseThrow();
  }

  private CsObject staged() {
    return engine.store().connectorSpace(AD).byDn("CN=Group_" + SALES + "," + OU).orElseThrow();
  }

  private static Attributes ann() {
    return Attributes.builder()
        .set("objectGUID", ObjectGuid.parse(ANN).bytes())
        .set("objectSid", new byte[] {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0})
        .set("cn", "Ann")
        .set("sAMAccountName", "ann")
        .set("userAccountControl", 512)
        .build();
  }

  private static Attributes sales(String displayName) {
    return Attributes.builder()
        .set("cloudAnchor", "Group_" + SALES)
        .set("cloudMastered", true)
        .set("displayName", displayName)
        .set("securityEnabled", true)
        .set("targetWritebackType", "universalSecurityGroup")
        .build();
  }

  private static Schema adSchema() {
    return Schema.of(
        List.of(
            ObjectClass.of(
                "group",
                List.of(
                    AttributeDefinition.multi("member", AttributeType.REFERENCE),
                    AttributeDefinition.single("groupType", AttributeType.NUMBER)))));
  }

  private static Schema entraSchema() {
    return Schema.of(
        List.of(
            ObjectClass.of(
                "group", List.of(AttributeDefinition.multi("member", AttributeType.REFERENCE))),
            ObjectClass.of(
                "user", List.of(AttributeDefinition.single("manager", AttributeType.REFERENCE)))));
  }
}
