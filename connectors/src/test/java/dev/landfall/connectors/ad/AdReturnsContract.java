package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.testkit.connector.RecordedImport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What comes back and what comes from elsewhere: objects taken out of the recycle bin, objects
 * moved out of the selected containers and in again, members of domains that are only trusted.
 */
abstract class AdReturnsContract {
  private static final Control SHOW_DELETED = new Control("1.2.840.113556.1.4.417", true);
  private static final AttributeName MEMBER = AttributeName.of("member");

  private AdLab lab;
  private LDAPConnection admin;
  private String tag;
  private String ou;
  private String outside;

  abstract AdLab open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    lab = open();
    admin = lab.connect();
    tag = UUID.randomUUID().toString().substring(0, 8);
    ou = "OU=returns-" + tag + "," + lab.domainDn();
    outside = "OU=outside-" + tag + "," + lab.domainDn();
    admin.add("dn: " + ou, "objectClass: organizationalUnit");
    admin.add("dn: " + outside, "objectClass: organizationalUnit");
    admin.add("dn: CN=ada," + ou, "objectClass: user", "sAMAccountName: ada" + tag);
    admin.add(
        "dn: CN=Sales," + ou,
        "objectClass: group",
        "sAMAccountName: Sales" + tag,
        "groupType: -2147483644",
        "member: CN=ada," + ou);
  }

  @AfterEach
  void stop() {
    if (admin != null) {
      admin.close();
      lab.close();
    }
  }

  private AdConnector connector(AdSettings.Changes changes, String... containers) {
    return new AdConnector(
        new ConnectorId("11111111-2222-3333-4444-555555555555"),
        "corp.example.com",
        lab.settings().reading(List.of(containers), List.of()).findingChangesBy(changes));
  }

  private static ImportRequest request(Optional<Watermark> from) {
    return new ImportRequest(
        from,
        Map.of(
            "user", Set.of(AttributeName.of("displayName")),
            "group", Set.of(MEMBER),
            "foreignSecurityPrincipal", Set.of(AttributeName.of("objectSid"))));
  }

  private Anchor anchor(String dn) throws Exception {
    return new Anchor(
        ObjectGuid.ofBytes(admin.getEntry(dn, "objectGUID").getAttributeValueBytes("objectGUID"))
            .toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void anObjectTakenOutOfTheRecycleBinIsThereAgain(AdSettings.Changes changes) throws Exception {
    Anchor ada = anchor("CN=ada," + ou);
    try (AdConnector connector = connector(changes, ou)) {
      RecordedImport seen = new RecordedImport();
      Watermark mark = connector.importObjects(request(Optional.empty()), seen);

      admin.delete("CN=ada," + ou);
      mark = connector.importObjects(request(Optional.of(mark)), seen);
      assertThat(seen.deleted()).containsExactly(ada);

      undelete(ada, "CN=ada," + ou);
      connector.importObjects(request(Optional.of(mark)), seen);
      assertThat(seen.object(ada)).hasValueSatisfying(it -> assertThat(it.dn()).contains(ou));
      assertThat(seen.deleted()).isEmpty();
    }
  }

  private void undelete(Anchor object, String dn) throws Exception {
    SearchRequest find =
        new SearchRequest(
            Decoder.guidName(ObjectGuid.parse(object.value())),
            SearchScope.BASE,
            Filter.createPresenceFilter("objectClass"),
            "isDeleted");
    find.addControl(SHOW_DELETED);
    ModifyRequest request =
        new ModifyRequest(
            admin.searchForEntry(find).getDN(),
            new Modification(ModificationType.DELETE, "isDeleted"),
            new Modification(ModificationType.REPLACE, "distinguishedName", dn));
    request.addControl(SHOW_DELETED);
    admin.modify(request);
  }

  @ParameterizedTest
  @EnumSource(
      value = AdSettings.Changes.class,
      names = {"DIR_SYNC", "USN"})
  void anObjectMovedOutIsGoneAndMovedInIsBack(AdSettings.Changes changes) throws Exception {
    Anchor sales = anchor("CN=Sales," + ou);
    Anchor ada = anchor("CN=ada," + ou);
    try (AdConnector connector = connector(changes, ou)) {
      RecordedImport seen = new RecordedImport();
      Watermark mark = connector.importObjects(request(Optional.empty()), seen);

      admin.modifyDN("CN=Sales," + ou, "CN=Sales", true, outside);
      mark = connector.importObjects(request(Optional.of(mark)), seen);
      assertThat(seen.deleted()).containsExactly(sales);

      admin.modifyDN("CN=Sales," + outside, "CN=Sales", true, ou);
      connector.importObjects(request(Optional.of(mark)), seen);
      assertThat(seen.deleted()).isEmpty();
      assertThat(seen.members(sales)).as("whole, though no member changed").containsExactly(ada);
    }
  }

  @Test
  void aMemberOfATrustedDomainIsAForeignSecurityPrincipal() throws Exception {
    String sid = "S-1-5-21-1111-2222-3333-" + (10_000 + Integer.parseInt(tag.substring(0, 3), 16));
    String principals = "CN=ForeignSecurityPrincipals," + lab.domainDn();
    admin.modify(
        "CN=Sales," + ou, new Modification(ModificationType.ADD, "member", "<SID=" + sid + ">"));
    Anchor sales = anchor("CN=Sales," + ou);
    Anchor ada = anchor("CN=ada," + ou);
    Anchor foreigner = anchor("CN=" + sid + "," + principals);
    try (AdConnector connector = connector(AdSettings.Changes.AUTOMATIC, ou, principals)) {
      RecordedImport seen = new RecordedImport();
      connector.importObjects(request(Optional.empty()), seen);
      assertThat(seen.object(foreigner).orElseThrow().objectType())
          .isEqualTo("foreignSecurityPrincipal");
      assertThat(seen.members(sales)).containsExactlyInAnyOrder(ada, foreigner);

      ExportResult result =
          connector
              .export(
                  List.of(
                      new ExportRequest(
                          1,
                          ExportRequest.Operation.UPDATE,
                          "group",
                          Optional.of(sales),
                          "CN=Sales," + ou,
                          Optional.empty(),
                          List.of(),
                          List.of(
                              new ReferenceChange(
                                  MEMBER,
                                  false,
                                  "CN=" + sid + "," + principals,
                                  Optional.of(foreigner))))))
              .get(0);
      assertThat(result.error()).isEmpty();
      assertThat(result.rejected()).isEmpty();
    }
    SearchResultEntry left = admin.getEntry("CN=Sales," + ou, "member");
    assertThat(left.getAttributeValues("member")).containsExactly("CN=ada," + ou);
  }
}
