package dev.landfall.emulators.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaAndTlsTest extends DirectoryTestBase {
  private static final String SCHEMA = "CN=Schema,CN=Configuration," + DOMAIN;
  private static final String STAMP = "(lDAPDisplayName=msDS-ExternalDirectoryObjectId)";

  @Override
  EmbeddedDirectory.Builder configured(EmbeddedDirectory.Builder builder) {
    return builder.schemaLevel(SchemaLevel.WINDOWS_2012_R2).requireTls(false);
  }

  @Test
  void the2016LevelHasTheStampAndThe2012LevelHasNot() throws Exception {
    assertThat(ldap.search(SCHEMA, SearchScope.ONE, STAMP).getEntryCount()).isZero();
    assertThat(ldap.getEntry(SCHEMA).getAttributeValue("objectVersion")).isEqualTo("69");

    try (EmbeddedDirectory newer = builder().start();
        LDAPConnection other = connect(newer.ldapUrl())) {
      SearchResultEntry stamp = other.searchForEntry(SCHEMA, SearchScope.ONE, STAMP);
      assertThat(stamp.getAttributeValue("attributeID")).isEqualTo("1.2.840.113556.1.4.2310");
      assertThat(stamp.getAttributeValue("attributeSyntax")).isEqualTo("2.5.5.12");
      assertThat(stamp.getAttributeValue("isSingleValued")).isEqualTo("TRUE");
      assertThat(stamp.getAttributeValue("isMemberOfPartialAttributeSet")).isEqualTo("TRUE");
      assertThat(other.getEntry(SCHEMA).getAttributeValue("objectVersion")).isEqualTo("87");
    }
  }

  @Test
  void theSchemaCanBeExtended() throws Exception {
    String sales = group("Sales", 8);
    refused(() -> stamp(sales), ResultCode.NO_SUCH_ATTRIBUTE, "00000057");

    ldap.add(
        "dn: CN=ms-DS-External-Directory-Object-Id," + SCHEMA,
        "objectClass: attributeSchema",
        "lDAPDisplayName: msDS-ExternalDirectoryObjectId",
        "attributeID: 1.2.840.113556.1.4.2310",
        "attributeSyntax: 2.5.5.12",
        "oMSyntax: 64",
        "isSingleValued: TRUE",
        "rangeUpper: 256",
        "searchFlags: 9",
        "isMemberOfPartialAttributeSet: TRUE");
    ldap.modify("dn:", "changetype: modify", "replace: schemaUpdateNow", "schemaUpdateNow: 1");
    refused(() -> stamp(sales), ResultCode.OBJECT_CLASS_VIOLATION, "0000207D");
    ldap.modify(
        "dn: CN=Mail-Recipient," + SCHEMA,
        "changetype: modify",
        "add: mayContain",
        "mayContain: msDS-ExternalDirectoryObjectId");
    stamp(sales);

    SearchResultEntry entry =
        ldap.getEntry(
            sales,
            "msDS-ExternalDirectoryObjectId",
            "allowedAttributes",
            "allowedAttributesEffective");
    assertThat(entry.getAttributeValue("msDS-ExternalDirectoryObjectId")).isEqualTo("Group_1");
    assertThat(entry.getAttributeValues("allowedAttributes"))
        .contains("msDS-ExternalDirectoryObjectId", "objectGUID");
    assertThat(entry.getAttributeValues("allowedAttributesEffective"))
        .contains("msDS-ExternalDirectoryObjectId")
        .doesNotContain("objectGUID");
  }

  private void stamp(String dn) throws Exception {
    ldap.modify(
        "dn: " + dn,
        "changetype: modify",
        "add: msDS-ExternalDirectoryObjectId",
        "msDS-ExternalDirectoryObjectId: Group_1");
  }

  @Test
  void anOrdinaryAccountReadsButDoesNotWrite() throws Exception {
    String sales = group("Sales", 8);
    ldap.add(
        "dn: CN=ada," + OU,
        "objectClass: user",
        "sAMAccountName: ada",
        "userAccountControl: 512",
        "userPassword: Ada-Pass-1");
    int port = ldap.getConnectedPort();
    try (LDAPConnection ada = new LDAPConnection("localhost", port, "CORP\\ada", "Ada-Pass-1")) {
      assertThat(ada.getEntry(sales, "allowedAttributesEffective").getAttributes()).isEmpty();
      refused(() -> ada.delete(sales), ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "00002098");
    }
  }

  @Test
  void ldapsAndStartTlsVerifyAgainstTheCertificate(@TempDir Path folder) throws Exception {
    Path pem = folder.resolve("directory.pem");
    Files.writeString(pem, directory.certificatePem(), StandardCharsets.US_ASCII);
    SSLUtil tls = new SSLUtil(new PEMFileTrustManager(pem.toFile()));
    LDAPURL url = new LDAPURL(directory.ldapsUrl());
    try (LDAPConnection secure = new LDAPConnection(tls.createSSLSocketFactory())) {
      secure.setConnectionOptions(verifying());
      secure.connect(url.getHost(), url.getPort());
      secure.bind(directory.administratorDn(), PASSWORD);
      assertThat(secure.getEntry(OU)).isNotNull();
    }
    try (LDAPConnection upgraded =
        new LDAPConnection(verifying(), "localhost", ldap.getConnectedPort())) {
      ExtendedResult result =
          upgraded.processExtendedOperation(
              new StartTLSExtendedRequest(tls.createSSLSocketFactory()));
      assertThat(result.getResultCode()).isEqualTo(ResultCode.SUCCESS);
      upgraded.bind(directory.administratorDn(), PASSWORD);
      assertThat(upgraded.getEntry(OU)).isNotNull();
    }
  }

  @Test
  void aBindInClearCanBeRefused() {
    try (EmbeddedDirectory strict = builder().requireTls(true).start()) {
      refused(
          () -> connect(strict.ldapUrl()).close(),
          ResultCode.STRONG_AUTH_REQUIRED,
          "00002028: LdapErr");
    }
  }

  private static com.unboundid.ldap.sdk.LDAPConnectionOptions verifying() {
    var options = new com.unboundid.ldap.sdk.LDAPConnectionOptions();
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(false));
    return options;
  }
}
