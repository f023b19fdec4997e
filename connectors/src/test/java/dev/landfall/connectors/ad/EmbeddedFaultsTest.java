package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the connector does when the directory fails half-way. */
class EmbeddedFaultsTest {
  private static final AttributeName MEMBER = AttributeName.of("member");

  private EmbeddedLab lab;
  private LDAPConnection admin;
  private AdConnector connector;
  private String users;
  private String group;
  private Anchor anchor;

  @BeforeEach
  void start() throws Exception {
    lab = new EmbeddedLab();
    admin = lab.connect();
    users = "OU=Lab," + lab.domainDn();
    admin.add("dn: " + users, "objectClass: organizationalUnit");
    for (int i = 0; i < 40; i++) {
      admin.add("dn: CN=u" + i + "," + users, "objectClass: user", "sAMAccountName: u" + i);
    }
    group = "CN=Sales," + users;
    admin.add("dn: " + group, "objectClass: group", "sAMAccountName: Sales");
    anchor =
        new Anchor(
            ObjectGuid.ofBytes(admin.getEntry(group).getAttributeValueBytes("objectGUID"))
                .toString());
    connector = connector(AdSettings.Changes.AUTOMATIC);
  }

  private AdConnector connector(AdSettings.Changes changes) {
    return new AdConnector(
        new ConnectorId("11111111-2222-3333-4444-555555555555"),
        "corp",
        lab.settings().reading(List.of(users), List.of()).findingChangesBy(changes));
  }

  @AfterEach
  void stop() {
    connector.close();
    admin.close();
    lab.close();
  }

  private static ImportRequest request(Optional<Watermark> from) {
    return new ImportRequest(from, Map.of("group", Set.of(MEMBER), "user", Set.of()));
  }

  @Test
  void aConnectionCutDuringAnImportIsAFailure() {
    connector.schema();
    lab.directory.faults().cutConnectionAfterEntries(20);

    LandfallException e =
        catchThrowableOfType(
            LandfallException.class,
            () -> connector.importObjects(request(Optional.empty()), new Recorder()));

    assertThat(e.code()).isEqualTo(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE);
    Recorder again = new Recorder();
    connector.importObjects(request(Optional.empty()), again);
    assertThat(again.objects).hasSize(41);
  }

  @Test
  void aBatchTheServerFindsTooLargeIsHalved() throws Exception {
    lab.directory.faults().mostValuesPerModify(3);

    ExportResult result = connector.export(List.of(addAll())).get(0);

    assertThat(result.accepted()).isTrue();
    assertThat(result.rejected()).isEmpty();
    assertThat(admin.getEntry(group).getAttributeValues("member")).hasSize(40);
  }

  @Test
  void missingRightsAreAnErrorOfTheObject() {
    lab.directory.faults().denyWritesTo(Decoder.guidName(ObjectGuid.parse(anchor.value())));

    ExportResult result = connector.export(List.of(addAll())).get(0);

    assertThat(result.error().orElseThrow().code()).isEqualTo("permission-issue");
    assertThat(result.error().orElseThrow().serverDetail()).startsWith("00002098");
  }

  @Test
  void withoutTheRightToReplicateChangesAreFoundByUsn() throws Exception {
    lab.directory.faults().denyReplication();
    Watermark mark = connector.importObjects(request(Optional.empty()), new Recorder());
    admin.modify(group, new Modification(ModificationType.ADD, "member", "CN=u1," + users));

    assertThat(mark.value()).startsWith("usn:");
    Recorder seen = new Recorder();
    connector.importObjects(request(Optional.of(mark)), seen);
    assertThat(seen.membersOf("Sales")).containsExactly("CN=u1," + users);
  }

  @Test
  void aRestoredDatabaseNeedsAFullImport() {
    try (AdConnector byUsn = connector(AdSettings.Changes.USN)) {
      Watermark mark = byUsn.importObjects(request(Optional.empty()), new Recorder());
      lab.directory.renewInvocationId();

      LandfallException e =
          catchThrowableOfType(
              LandfallException.class,
              () -> byUsn.importObjects(request(Optional.of(mark)), new Recorder()));

      assertThat(e.code()).isEqualTo(ErrorCode.FULL_IMPORT_REQUIRED);
    }
  }

  @Test
  void plainConnectionsAreForLoopbackOnly() {
    LandfallException e =
        catchThrowableOfType(
            LandfallException.class,
            () ->
                AdSettings.of("ldap://192.0.2.1", "x", "y")
                    .withSecurity(AdSettings.Security.PLAIN));

    assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }

  @Test
  void startTlsVerifiesAsWell() {
    AdSettings settings =
        AdSettings.of(
                lab.directory.ldapUrl(), lab.directory.administratorDn(), EmbeddedLab.PASSWORD)
            .trusting(lab.directory.certificatePem());
    try (AdConnector other = new AdConnector(connector.id(), "tls", settings)) {
      assertThat(other.parameters()).containsKey("Domain.FQDN");
    }
  }

  private ExportRequest addAll() {
    List<ReferenceChange> references = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      references.add(new ReferenceChange(MEMBER, true, "CN=u" + i + "," + users, Optional.empty()));
    }
    return new ExportRequest(
        1,
        Operation.UPDATE,
        "group",
        Optional.of(anchor),
        group,
        Optional.empty(),
        List.of(),
        references);
  }
}
