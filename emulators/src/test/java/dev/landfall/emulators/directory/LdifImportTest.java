package dev.landfall.emulators.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFReader;
import dev.landfall.core.value.ObjectGuid;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports as real tools write them. */
class LdifImportTest {
  private static final String SID = "S-1-5-21-11-22-33";
  private static final String ADA = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

  @TempDir Path folder;

  private static String guid(String text) {
    return Base64.getEncoder().encodeToString(ObjectGuid.parse(text).bytes());
  }

  private static String sid(String text) {
    return Base64.getEncoder().encodeToString(Sids.bytes(text));
  }

  /** As {@code ldifde -f} writes: member before its entry, base64, folded lines, system's own. */
  private static String ldifde() {
    return String.join(
        "\n",
        "dn: DC=corp,DC=example,DC=com",
        "changetype: add",
        "objectClass: top",
        "objectClass: domain",
        "objectClass: domainDNS",
        "objectSid:: " + sid(SID),
        "objectGUID:: " + guid("11111111-2222-3333-4444-555555555555"),
        "dc: corp",
        "instanceType: 5",
        "uSNChanged: 777777",
        "dSCorePropagationData: 16010101000000.0Z",
        "",
        "dn: CN=Sales,OU=Groups,DC=corp,DC=example,DC=com",
        "changetype: add",
        "objectClass: top",
        "objectClass: group",
        "cn: Sales",
        "groupType: -2147483640",
        "sAMAccountName: Sales",
        "member: CN=Zoë Ångström,OU=Staff,DC=corp,",
        " DC=example,DC=com",
        "member: CN=Gone,OU=Elsewhere,DC=corp,DC=example,DC=com",
        "whenCreated: 20190131120000.0Z",
        "objectSid:: " + sid(SID + "-2001"),
        "",
        "dn: OU=Groups,DC=corp,DC=example,DC=com",
        "changetype: add",
        "objectClass: top",
        "objectClass: organizationalUnit",
        "ou: Groups",
        "",
        "dn: OU=Staff,DC=corp,DC=example,DC=com",
        "changetype: add",
        "objectClass: top",
        "objectClass: organizationalUnit",
        "ou: Staff",
        "",
        "dn:: "
            + Base64.getEncoder()
                .encodeToString(
                    "CN=Zoë Ångström,OU=Staff,DC=corp,DC=example,DC=com"
                        .getBytes(StandardCharsets.UTF_8)),
        "changetype: add",
        "objectClass: top",
        "objectClass: person",
        "objectClass: organizationalPerson",
        "objectClass: user",
        "sAMAccountName: zoe",
        "memberOf: CN=Sales,OU=Groups,DC=corp,DC=example,DC=com",
        "objectGUID:: " + guid(ADA),
        "objectSid:: " + sid(SID + "-1104"),
        "userAccountControl: 512",
        "msExchRecipientDisplayType: 1073741824",
        "msExchMailboxGuid:: gICAgICAgICAgICAgICAgA==",
        "",
        "dn: CN=Sales,OU=Groups,DC=corp,DC=example,DC=com",
        "changetype: modify",
        "add: member",
        "member: CN=Administrator,CN=Users,DC=corp,DC=example,DC=com",
        "-",
        "",
        "");
  }

  private Path file(String text, Charset charset, String mark) throws Exception {
    return Files.write(folder.resolve("export.ldf"), (mark + text).getBytes(charset));
  }

  private static EmbeddedDirectory start(Path file) {
    return EmbeddedDirectory.builder()
        .administratorPassword(DirectoryTestBase.PASSWORD.toCharArray())
        .ldif(List.of(file))
        .start();
  }

  private static LDAPConnection connect(EmbeddedDirectory directory) throws Exception {
    LDAPURL url = new LDAPURL(directory.ldapUrl());
    return new LDAPConnection(
        url.getHost(), url.getPort(), directory.administratorDn(), DirectoryTestBase.PASSWORD);
  }

  @ParameterizedTest(name = "{0}, line ends {2}")
  @CsvSource({"UTF-8,'',LF", "UTF-8,\uFEFF,CRLF", "UTF-16LE,\uFEFF,CRLF", "UTF-16BE,\uFEFF,LF"})
  void takesWhatTheToolsWrite(String charset, String mark, String lineEnd) throws Exception {
    String text = lineEnd.equals("LF") ? ldifde() : ldifde().replace("\n", "\r\n");
    try (EmbeddedDirectory directory = start(file(text, Charset.forName(charset), mark));
        LDAPConnection ldap = connect(directory)) {
      SearchResultEntry zoe = ldap.getEntry("<GUID=" + ADA + ">", "*", "memberOf");

      assertThat(zoe.getDN()).isEqualTo("CN=Zoë Ångström,OU=Staff,DC=corp,DC=example,DC=com");
      assertThat(Sids.text(zoe.getAttributeValueBytes("objectSid"))).isEqualTo(SID + "-1104");
      assertThat(zoe.getAttributeValues("memberOf"))
          .containsExactly("CN=Sales,OU=Groups,DC=corp,DC=example,DC=com");
      assertThat(zoe.getAttributeValue("msExchRecipientDisplayType")).isEqualTo("1073741824");
      assertThat(zoe.getAttributeValueBytes("msExchMailboxGuid")).hasSize(16);
      SearchResultEntry sales = ldap.getEntry("CN=Sales,OU=Groups,DC=corp,DC=example,DC=com");
      assertThat(sales.getAttributeValues("member"))
          .containsExactlyInAnyOrder(
              zoe.getDN(), "CN=Administrator,CN=Users,DC=corp,DC=example,DC=com");
      assertThat(sales.getAttributeValue("whenCreated")).isEqualTo("20190131120000.0Z");
      assertThat(sales.getAttributeValueAsLong("uSNChanged")).isLessThan(777_777);
      assertThat(ldap.getEntry("DC=corp,DC=example,DC=com").getAttributeValueBytes("objectGUID"))
          .isEqualTo(ObjectGuid.parse("11111111-2222-3333-4444-555555555555").bytes());

      LdifReport report = directory.loaded().orElseThrow();
      assertThat(report.entries()).isEqualTo(5);
      assertThat(report.links()).isEqualTo(2);
      assertThat(report.dangling()).containsEntry("member", 1L);
      assertThat(report.newAttributes())
          .containsOnlyKeys("msExchMailboxGuid", "msExchRecipientDisplayType");
      assertThat(report.warnings())
          .anySatisfy(
              problem -> {
                assertThat(problem.line()).isEqualTo(13);
                assertThat(problem.attribute()).isEqualTo("member");
                assertThat(problem.message()).contains("CN=Gone,OU=Elsewhere");
              });
    }
  }

  @Test
  void aNewAccountGetsASidThatNobodyHas() throws Exception {
    try (EmbeddedDirectory directory = start(file(ldifde(), StandardCharsets.UTF_8, ""));
        LDAPConnection ldap = connect(directory)) {
      ldap.add("dn: CN=New,OU=Groups,DC=corp,DC=example,DC=com", "objectClass: group");

      assertThat(
              Sids.text(
                  ldap.getEntry("CN=New,OU=Groups,DC=corp,DC=example,DC=com")
                      .getAttributeValueBytes("objectSid")))
          .isEqualTo(SID + "-2002");
    }
  }

  @Test
  void unknownAttributesAreInTheSchemaThatClientsRead() throws Exception {
    try (EmbeddedDirectory directory = start(file(ldifde(), StandardCharsets.UTF_8, ""));
        LDAPConnection ldap = connect(directory)) {
      String schema = "CN=Schema,CN=Configuration,DC=corp,DC=example,DC=com";

      SearchResultEntry made =
          ldap.searchForEntry(schema, SearchScope.ONE, "(lDAPDisplayName=msExchMailboxGuid)");
      assertThat(made.getAttributeValue("attributeSyntax")).isEqualTo("2.5.5.10");
      assertThat(
              ldap.searchForEntry(schema, SearchScope.ONE, "(lDAPDisplayName=user)")
                  .getAttributeValues("mayContain"))
          .contains("msExchMailboxGuid", "msExchRecipientDisplayType");
    }
  }

  @Test
  void aWellKnownAccountMayHaveAnotherName() throws Exception {
    String text =
        "dn: CN=Verwalter,CN=Users,DC=ad,DC=example\nobjectClass: user\nsAMAccountName: Verwalter\n"
            + "objectSid:: "
            + sid(SID + "-500")
            + "\n";
    try (EmbeddedDirectory directory = start(file(text, StandardCharsets.UTF_8, ""));
        LDAPConnection ldap = connect(directory)) {
      assertThat(directory.administratorDn()).isEqualTo("CN=Verwalter,CN=Users,DC=ad,DC=example");
      assertThat(ldap.getEntry("CN=Administrator,CN=Users,DC=ad,DC=example")).isNull();
      assertThat(
              ldap.getEntry("CN=Domain Admins,CN=Users,DC=ad,DC=example")
                  .getAttributeValue("member"))
          .isEqualTo(directory.administratorDn());
    }
  }

  @Test
  void missingContainersAreMadeAndTold() throws Exception {
    String text =
        "dn: CN=Ada,OU=Deep,OU=Staff,DC=corp,DC=example,DC=com\nobjectClass: user\n"
            + "sAMAccountName: ada\n\nsearch: 2\nresult: 0 Success\n";
    try (EmbeddedDirectory directory = start(file(text, StandardCharsets.UTF_8, ""));
        LDAPConnection ldap = connect(directory)) {
      assertThat(
              ldap.getEntry("OU=Staff,DC=corp,DC=example,DC=com").getAttributeValues("objectClass"))
          .contains("organizationalUnit");
      assertThat(ldap.getEntry("CN=Ada,OU=Deep,OU=Staff,DC=corp,DC=example,DC=com")).isNotNull();
      assertThat(directory.loaded().orElseThrow().warnings())
          .extracting(LdifProblem::message)
          .anyMatch(it -> it.contains("\"ou=staff") || it.contains("\"OU=Staff"))
          .anyMatch(it -> it.contains("source anchors"));
    }
  }

  @Test
  void everythingWrongIsToldAtOnceWithItsPlace() throws Exception {
    String text =
        String.join(
            "\n",
            "dn: OU=A,DC=corp,DC=example,DC=com",
            "objectClass: organizationalUnit",
            "",
            "dn: CN=U,OU=A,DC=corp,DC=example,DC=com",
            "objectClass: user",
            "userAccountControl: many",
            "mail: a@x.example",
            "mail: b@x.example",
            "objectGUID: no",
            "",
            "this is no record",
            "",
            "dn: OU=A,DC=corp,DC=example,DC=com",
            "objectClass: organizationalUnit",
            "",
            "dn: CN=Far,DC=other,DC=example",
            "objectClass: container",
            "",
            "dn: CN=G,OU=A,DC=corp,DC=example,DC=com",
            "objectClass: group",
            "member;range=0-1499: CN=U,OU=A,DC=corp,DC=example,DC=com",
            "",
            "dn: CN=N,OU=A,DC=corp,DC=example,DC=com",
            "description: of no class",
            "");
    LdifException wrong =
        catchThrowableOfType(
            LdifException.class, () -> start(file(text, StandardCharsets.UTF_8, "")));

    assertThat(wrong.problems())
        .filteredOn(LdifProblem::error)
        .extracting(it -> it.line() + " " + it.attribute())
        .containsExactlyInAnyOrder(
            "4 userAccountControl",
            "4 mail",
            "4 objectGUID",
            "11 ",
            "13 dn",
            "16 dn",
            "19 member",
            "23 objectClass");
    assertThat(wrong).hasMessageContaining("export.ldf:4 userAccountControl: \"many\"");
  }

  @Test
  void aFileInAnUnknownEncodingIsRefused() throws Exception {
    Path file =
        Files.write(
            folder.resolve("ansi.ldf"),
            "dn: CN=Jürgen,DC=corp,DC=example\nobjectClass: container\n"
                .getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> start(file))
        .isInstanceOf(LdifException.class)
        .hasMessageContaining("neither UTF-8 nor UTF-16");
  }

  @Test
  void anExportTakenOverAgainIsTheSameExport() throws Exception {
    Path again = folder.resolve("again.ldif");
    try (EmbeddedDirectory directory = start(file(ldifde(), StandardCharsets.UTF_8, ""));
        LDAPConnection ldap = connect(directory)) {
      ldap.modify(
          "dn: CN=Sales,OU=Groups,DC=corp,DC=example,DC=com",
          "changetype: modify",
          "replace: description",
          "description:: w7ZmZmVudGxpY2ggIA==");
      export(directory, again);
    }
    Path second = folder.resolve("second.ldif");
    try (EmbeddedDirectory directory = start(again)) {
      assertThat(directory.loaded().orElseThrow().warnings()).isEmpty();
      export(directory, second);
    }
    assertThat(entries(second)).isEqualTo(entries(again)).hasSizeGreaterThan(20);
  }

  private static void export(EmbeddedDirectory directory, Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      assertThat(directory.exportLdif(out)).isPositive();
    }
  }

  private static Map<String, Entry> entries(Path file) throws Exception {
    Map<String, Entry> entries = new TreeMap<>();
    for (Entry entry : LDIFReader.readEntries(file.toString())) {
      entry.removeAttribute("whenChanged");
      entries.put(entry.getDN(), entry);
    }
    return entries;
  }
}
