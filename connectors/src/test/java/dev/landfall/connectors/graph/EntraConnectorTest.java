package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.Faults;
import dev.landfall.testkit.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntraConnectorTest {
  private static final String SOURCE_ANCHOR = "/xmWb4aLEdC0LQDAT8lk/w==";

  private final SettableClock clock = new SettableClock();
  private EmbeddedTenant tenant;
  private GraphClient client;
  private EntraConnector connector;
  private GraphCloudDirectory cloud;

  @BeforeEach
  void start() {
    tenant = EmbeddedTenant.builder().clock(clock).start();
    client = Tenants.client(tenant, clock, new ArrayList<>());
    connector = new EntraConnector(client);
    cloud = new GraphCloudDirectory(client);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  private static ImportRequest request(Watermark from) {
    Set<AttributeName> group = Set.of(AttributeName.of("displayName"), AttributeName.of("member"));
    return new ImportRequest(
        Optional.ofNullable(from),
        Map.of("user", Set.of(AttributeName.of("displayName")), "group", group));
  }

  private RecordingSink full() {
    RecordingSink sink = new RecordingSink();
    connector.importObjects(request(null), sink);
    return sink;
  }

  private static String reason(RecordingSink sink, String group) {
    return sink.objects.get("Group_" + group).attributes().text("reasonFiltered").orElse("");
  }

  @Test
  void returnsGroupsByTheTenantsSwitches() {
    String enabled = Tenants.loadGroup(tenant, "Enabled", false, true, List.of());
    String unset = Tenants.loadGroup(tenant, "Unset", false, null, List.of());
    String office = Tenants.loadGroup(tenant, "Office", true, null, List.of());
    String officeOff = Tenants.loadGroup(tenant, "Office off", true, false, List.of());

    assertThat(full().objects).as("both features off").isEmpty();

    cloud.setFeature(TenantFeature.UNIFIED_GROUP_WRITEBACK, true);
    RecordingSink v1 = full();
    assertThat(v1.objects).containsOnlyKeys("Group_" + office, "Group_" + officeOff);
    assertThat(reason(v1, officeOff)).isEmpty();

    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    RecordingSink v2 = full();
    assertThat(v2.objects).hasSize(4);
    assertThat(reason(v2, enabled)).isEmpty();
    assertThat(reason(v2, unset)).isEqualTo("WriteBackOutOfScope");
    assertThat(reason(v2, office)).isEmpty();
    assertThat(reason(v2, officeOff)).isEqualTo("WriteBackOutOfScope");
    var group = v2.objects.get("Group_" + enabled);
    assertThat(group.attributes().text("cloudMastered")).contains("True");
    assertThat(group.attributes().text("targetWritebackType")).contains("universalSecurityGroup");
    assertThat(group.dn()).isEqualTo(CloudAnchors.dn("Group_" + enabled));
  }

  @Test
  void looksAtEveryGroupAgainAfterASwitch() {
    String group = Tenants.loadGroup(tenant, "Sales", false, true, List.of());
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    Watermark first = connector.importObjects(request(null), new RecordingSink());
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, false);
    RecordingSink delta = new RecordingSink();
    connector.importObjects(request(first), delta);
    assertThat(delta.deleted).containsExactly("Group_" + group);
  }

  @Test
  void marksSoftDeletedGroupsAndDropsPurgedOnes() {
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    String group = Tenants.loadGroup(tenant, "Sales", false, true, List.of());
    Watermark first = connector.importObjects(request(null), new RecordingSink());
    Tenants.delete(client, "/v1.0/groups/" + group);
    RecordingSink soft = new RecordingSink();
    Watermark second = connector.importObjects(request(first), soft);
    assertThat(reason(soft, group)).isEqualTo("SoftDelete");
    assertThat(reason(full(), group)).isEqualTo("SoftDelete");
    Tenants.delete(client, "/v1.0/directory/deletedItems/" + group);
    RecordingSink gone = new RecordingSink();
    connector.importObjects(request(second), gone);
    assertThat(gone.deleted).containsExactly("Group_" + group);
  }

  @Test
  void streamsALargeGroupInPortionsAndResumes() {
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    Watermark before = connector.importObjects(request(null), new RecordingSink());
    List<String> users = Tenants.loadUsers(tenant, 12_000);
    String group = Tenants.loadGroup(tenant, "Everyone", false, true, users);
    RecordingSink sink = new RecordingSink();
    tenant.faults().next(4, Faults.Kind.CUT, (method, path) -> path.contains("groups/delta?$skip"));
    LandfallException cut =
        catchThrowableOfType(
            LandfallException.class, () -> connector.importObjects(request(before), sink));
    assertThat(cut.code()).isEqualTo(ErrorCode.INCOMPLETE_READ);
    Watermark resume = sink.resumes.get(sink.resumes.size() - 1);
    connector.importObjects(request(resume), sink);
    assertThat(sink.members.get("Group_" + group)).hasSize(12_000);
    assertThat(sink.largestPortion).isLessThanOrEqualTo(1_000);
  }

  @Test
  void asksForAFullImportWhenTheTokenIsTooOld() {
    Watermark first = connector.importObjects(request(null), new RecordingSink());
    clock.advance(Duration.ofDays(9));
    LandfallException failure =
        catchThrowableOfType(
            LandfallException.class,
            () -> connector.importObjects(request(first), new RecordingSink()));
    assertThat(failure.code()).isEqualTo(ErrorCode.FULL_IMPORT_REQUIRED);
  }

  private static ExportRequest add(long key, String type, String anchor, String name) {
    List<AttributeChange> changes =
        List.of(
            new AttributeChange(AttributeName.of("sourceAnchor"), List.of(Value.of(anchor))),
            new AttributeChange(AttributeName.of("displayName"), List.of(Value.of(name))),
            new AttributeChange(
                AttributeName.of("userPrincipalName"),
                List.of(Value.of(name + "@corp.example.com"))));
    return new ExportRequest(
        key,
        ExportRequest.Operation.ADD,
        type,
        Optional.empty(),
        CloudAnchors.dn(anchor),
        Optional.empty(),
        changes,
        List.of());
  }

  @Test
  void exportsAndImportsTheShadowBack() {
    assertThat(connector.exportsNothingBecause()).isEmpty();
    ExportRequest user = add(1, "user", SOURCE_ANCHOR, "ada");
    ExportRequest group = add(2, "group", "Z3JvdXA=", "Sales");
    ReferenceChange member =
        new ReferenceChange(AttributeName.of("member"), true, user.dn(), Optional.empty());
    ReferenceChange nobody =
        new ReferenceChange(
            AttributeName.of("member"), true, "CN={00}", Optional.of(new Anchor("User_nobody")));
    ExportRequest withMembers =
        new ExportRequest(
            2,
            ExportRequest.Operation.ADD,
            "group",
            Optional.empty(),
            group.dn(),
            Optional.empty(),
            group.changes(),
            List.of(member, nobody));
    // The answer is lost on the way: sending again must not make anything twice.
    tenant.faults().next(1, Faults.Kind.LOSE_ANSWER, "directorySynchronization/batch");
    List<ExportResult> results = connector.export(List.of(user, withMembers));
    assertThat(results).allMatch(ExportResult::accepted);
    assertThat(results.get(1).rejected()).hasSize(1);
    assertThat(results.get(1).rejected().get(0).error().code()).isEqualTo("dn-attributes-failure");

    RecordingSink sink = full();
    String userAnchor = results.get(0).anchor().orElseThrow().value();
    var imported = sink.objects.get(userAnchor);
    assertThat(imported.dn()).isEqualTo("CN={2F786D576234614C456443304C51444154386C6B2F773D3D}");
    assertThat(imported.attributes().text("userPrincipalName")).contains("ada@corp.example.com");
    assertThat(imported.attributes().text("cloudMastered")).contains("False");
    assertThat(sink.members.get(results.get(1).anchor().orElseThrow().value()))
        .containsExactly(userAnchor);
    assertThat(sink.objects).hasSize(2);
  }

  @Test
  void tellsWhyAnExportWasRefused() {
    String cloudUser = Tenants.loadUsers(tenant, 1).get(0);
    ExportRequest delete =
        new ExportRequest(
            1,
            ExportRequest.Operation.DELETE,
            "user",
            Optional.of(new Anchor("User_" + cloudUser)),
            CloudAnchors.dn("User_" + cloudUser),
            Optional.empty(),
            List.of(),
            List.of());
    ExportResult result = connector.export(List.of(delete)).get(0);
    assertThat(result.error().orElseThrow().code()).isEqualTo("DeletingCloudOnlyObjectNotAllowed");
  }
}
