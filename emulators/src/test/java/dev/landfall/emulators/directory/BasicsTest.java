package dev.landfall.emulators.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.value.ObjectGuid;
import org.junit.jupiter.api.Test;

class BasicsTest extends DirectoryTestBase {

  @Test
  void rootDseNamesTheContextsAndTheServer() throws Exception {
    RootDSE root = ldap.getRootDSE();

    assertThat(root.getNamingContextDNs())
        .containsExactly(
            DOMAIN, "CN=Configuration," + DOMAIN, "CN=Schema,CN=Configuration," + DOMAIN);
    assertThat(root.getAttributeValue("defaultNamingContext")).isEqualTo(DOMAIN);
    assertThat(root.getAttributeValue("dnsHostName")).isEqualTo("dc1.corp.example.com");
    assertThat(root.getAttributeValue("isGlobalCatalogReady")).isEqualTo("TRUE");
    assertThat(root.getAttributeValue("domainFunctionality")).isEqualTo("7");
    assertThat(root.getAttributeValueAsLong("highestCommittedUSN")).isPositive();
    assertThat(root.supportsControl("1.2.840.113556.1.4.841")).isTrue();
  }

  @Test
  void aNewGroupGetsItsIdentifiers() throws Exception {
    String dn = group("Sales", -2147483640);

    SearchResultEntry sales = ldap.getEntry(dn);

    assertThat(sales.getDN()).isEqualTo(dn);
    assertThat(sales.getAttributeValueBytes("objectGUID")).hasSize(16);
    assertThat(Sids.text(sales.getAttributeValueBytes("objectSid"))).startsWith("S-1-5-21-");
    assertThat(sales.getAttributeValues("objectClass")).containsExactly("top", "group");
    assertThat(sales.getAttributeValue("objectCategory"))
        .isEqualTo("CN=Group,CN=Schema,CN=Configuration," + DOMAIN);
    assertThat(sales.getAttributeValue("name")).isEqualTo("Sales");
    assertThat(sales.getAttributeValue("distinguishedName")).isEqualTo(dn);
    assertThat(sales.getAttributeValue("uSNCreated")).isNotNull();
    assertThat(sales.getAttributeValue("whenCreated")).matches("\\d{14}\\.0Z");
    assertThat(sales.getAttributeValue("sAMAccountType")).isEqualTo("268435456");
  }

  @Test
  void objectsAreFoundByGuidAndSidNames() throws Exception {
    String dn = group("Sales", -2147483640);
    SearchResultEntry sales = ldap.getEntry(dn);
    ObjectGuid guid = ObjectGuid.ofBytes(sales.getAttributeValueBytes("objectGUID"));
    String sid = Sids.text(sales.getAttributeValueBytes("objectSid"));

    assertThat(ldap.getEntry("<GUID=" + guid + ">").getDN()).isEqualTo(dn);
    assertThat(ldap.getEntry("<SID=" + sid + ">").getDN()).isEqualTo(dn);
  }

  @Test
  void accountNamesAreUniqueAndMadeUpWhenAbsent() throws Exception {
    group("Sales", -2147483640);
    refused(
        () ->
            ldap.add(
                "dn: CN=Other," + OU,
                "objectClass: group",
                "groupType: -2147483640",
                "sAMAccountName: SALES"),
        ResultCode.ENTRY_ALREADY_EXISTS,
        "00000526: UpdErr");

    ldap.add("dn: CN=NoName," + OU, "objectClass: group");
    assertThat(ldap.getEntry("CN=NoName," + OU).getAttributeValue("sAMAccountName"))
        .matches("\\$[0-9A-F]{6}-[A-Z0-9]{12}");
  }

  @Test
  void refusalsSpeakAsActiveDirectoryDoes() throws Exception {
    String dn = group("Sales", -2147483640);

    refused(() -> group("Sales", 8), ResultCode.ENTRY_ALREADY_EXISTS, "00002071: UpdErr");
    refused(() -> ldap.delete("CN=None," + OU), ResultCode.NO_SUCH_OBJECT, "0000208D: NameErr");
    refused(() -> ldap.delete(OU), ResultCode.NOT_ALLOWED_ON_NONLEAF, "00002015: UpdErr");
    refused(
        () -> ldap.modify("dn: " + dn, "changetype: modify", "add: nope", "nope: 1"),
        ResultCode.NO_SUCH_ATTRIBUTE,
        "00000057: LdapErr");
    refused(
        () -> ldap.modify("dn: " + dn, "changetype: modify", "replace: cn", "cn: x"),
        ResultCode.NOT_ALLOWED_ON_RDN,
        "00002016: UpdErr");
    refused(
        () -> ldap.add("dn: CN=" + "x".repeat(65) + "," + OU, "objectClass: group"),
        ResultCode.CONSTRAINT_VIOLATION,
        "00002082: AtrErr");
    refused(
        () -> ldap.modify("dn: " + dn, "changetype: modify", "delete: mail"),
        ResultCode.NO_SUCH_ATTRIBUTE,
        "00002085: AtrErr");
  }

  @Test
  void aSecondValueOfASingleValuedAttributeIsRefused() throws Exception {
    String dn = group("Sales", -2147483640);
    ldap.modify("dn: " + dn, "changetype: modify", "add: mail", "mail: a@corp.example.com");

    refused(
        () -> ldap.modify("dn: " + dn, "changetype: modify", "add: mail", "mail: b@x.example"),
        ResultCode.ATTRIBUTE_OR_VALUE_EXISTS,
        "00002083: AtrErr");
  }

  @Test
  void aWrongPasswordIsResult49WithTheReason() {
    refused(
        () ->
            new LDAPConnection(
                "localhost", ldap.getConnectedPort(), directory.administratorDn(), "wrong"),
        ResultCode.INVALID_CREDENTIALS,
        "80090308: LdapErr: DSID-00000000, comment: AcceptSecurityContext error, data 52e");
  }

  @Test
  void nothingIsShownBeforeABind() throws Exception {
    try (LDAPConnection anonymous = new LDAPConnection("localhost", ldap.getConnectedPort())) {
      refused(
          () -> anonymous.search(DOMAIN, com.unboundid.ldap.sdk.SearchScope.SUB, "(cn=*)"),
          ResultCode.OPERATIONS_ERROR,
          "000004DC: LdapErr");
    }
  }

  @Test
  void ldifContentIsAddedAtOnce() throws Exception {
    String ldif = "dn: CN=Ada,CN=Users," + DOMAIN + "\nobjectClass: user\nsAMAccountName: ada\n";
    int added =
        directory.importLdif(
            new java.io.ByteArrayInputStream(
                ldif.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    assertThat(added).isEqualTo(1);
    assertThat(ldap.getEntry("CN=Ada,CN=Users," + DOMAIN)).isNotNull();
  }
}
