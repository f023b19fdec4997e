package dev.landfall.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.rule.xml.ConfigurationFolder;
import dev.landfall.engine.rule.xml.ConnectorConfiguration;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.reference.ReferenceFolder;
import dev.landfall.testkit.store.InMemoryStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The 62 rules of a real server over two systems in memory. */
class RealRulesTest {
  private static final String ANN = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
  private static final String SALES = "11111111-2222-3333-4444-555555555555";

  private InMemoryConnector ad;
  private InMemoryConnector entra;
  private ConnectSync engine;

  @BeforeEach
  void readRules() {
    ConfigurationFolder folder = ConfigurationFolder.read(ReferenceFolder.entraConnectExport());
    ConnectorConfiguration adConfiguration = folder.connectors().get(0);
    ad =
        new InMemoryConnector(
            adConfiguration.id(),
            "contoso.com",
            SystemKind.ACTIVE_DIRECTORY,
            adConfiguration.schema());
    adConfiguration.parameters().forEach(ad::parameter);
    entra =
        new InMemoryConnector(
            ConnectorId.ENTRA,
            "contoso.onmicrosoft.com - AAD",
            SystemKind.ENTRA,
            folder.connectors().get(1).schema());
    engine =
        new ConnectSync(
            new InMemoryStore(),
            List.of(ad, entra),
            folder.metaverse(),
            Map.of(),
            Clock.systemUTC(),
            new Random(1));
    engine.rules().replaceAll(folder.rules());
  }

  @Test
  void carriesAUserAndAGroupWithMemberToTheCloud() {
    ad.with(
        ANN,
        "CN=Ann,OU=CORP,DC=contoso,DC=com",
        "user",
        Attributes.builder()
            .set("objectGUID", ObjectGuid.parse(ANN).bytes())
            .set("objectSid", sid(1104))
            .set("cn", "Ann")
            .set("sAMAccountName", "ann")
            .set("userPrincipalName", "ann@contoso.com")
            .set("userAccountControl", 512)
            .build());
    ad.with(
        SALES,
        "CN=Sales,OU=CORP,DC=contoso,DC=com",
        "group",
        Attributes.builder()
            .set("objectGUID", ObjectGuid.parse(SALES).bytes())
            .set("objectSid", sid(1105))
            .set("cn", "Sales")
            .set("sAMAccountName", "sales")
            .set("groupType", -2147483646L)
            .build());
    ad.reference(SALES, "member", ANN);

    List<RunRecord> runs = engine.cycle(CyclePolicy.INITIAL);

    assertThat(runs).extracting(run -> run.result().errors()).allMatch(List::isEmpty);
    assertThat(runs)
        .extracting(RunRecord::profile)
        .containsExactly(
            RunProfile.FULL_IMPORT,
            RunProfile.FULL_IMPORT,
            RunProfile.FULL_SYNCHRONIZATION,
            RunProfile.FULL_SYNCHRONIZATION,
            RunProfile.EXPORT,
            RunProfile.EXPORT);
    Attributes user =
        entra.attributesOfDn("CN={2F786D576234614C456443304C51444154386C6B2F773D3D}").orElseThrow();
    assertThat(user.text("sourceAnchor")).contains("/xmWb4aLEdC0LQDAT8lk/w==");
    assertThat(user.text("displayName")).contains("Ann");
    assertThat(user.text("accountEnabled")).contains("True");
    assertThat(entra.anchors()).hasSize(2);
    String group =
        entra.anchors().stream().filter(a -> a.startsWith("Group_")).findFirst().orElseThrow();
    assertThat(entra.references(group, "member")).hasSize(1);

    List<RunRecord> confirming = engine.cycle(CyclePolicy.DELTA);
    assertThat(confirming).extracting(run -> run.result().errors()).allMatch(List::isEmpty);
    assertThat(confirming.get(4).result().counters()).isEmpty();
    List<RunRecord> quiet = engine.cycle(CyclePolicy.INITIAL);
    assertThat(quiet).extracting(run -> run.result().errors()).allMatch(List::isEmpty);
    assertThat(quiet.get(4).result().counters()).isEmpty();
    assertThat(quiet.get(5).result().counters()).isEmpty();
  }

  private static byte[] sid(int rid) {
    java.nio.ByteBuffer sid =
        java.nio.ByteBuffer.allocate(28).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    sid.put((byte) 1).put((byte) 5).put(new byte[] {0, 0, 0, 0, 0, 5});
    return sid.putInt(21).putInt(1).putInt(2).putInt(3).putInt(rid).array();
  }
}
