package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported of a directory is what an embedded one takes over. */
class AdExportTest {
  private static final String DOMAIN = "DC=corp,DC=example,DC=com";
  private static final int MEMBERS = 1_700;

  @TempDir Path folder;

  private static EmbeddedDirectory start(List<Path> ldif) {
    return EmbeddedDirectory.builder()
        .administratorPassword(EmbeddedLab.PASSWORD.toCharArray())
        .ldif(ldif)
        .start();
  }

  private static LDAPConnection connect(EmbeddedDirectory directory) throws Exception {
    LDAPURL url = new LDAPURL(directory.ldapUrl());
    return new LDAPConnection(
        url.getHost(), url.getPort(), directory.administratorDn(), EmbeddedLab.PASSWORD);
  }

  private Path export(AdSettings settings) throws Exception {
    Path file = folder.resolve("export.ldif");
    try (AdExport export = new AdExport(settings);
        OutputStream out = Files.newOutputStream(file)) {
      assertThat(export.write(out, written -> {})).isPositive();
    }
    return file;
  }

  @Test
  void aLargeGroupIsWholeAndSecretsStayBehind() throws Exception {
    Path file;
    byte[] guid;
    try (EmbeddedLab lab = new EmbeddedLab();
        LDAPConnection ldap = lab.connect()) {
      addSecretAttribute(ldap);
      String[] members = new String[MEMBERS];
      for (int i = 0; i < MEMBERS; i++) {
        members[i] = "CN=User " + i + ",CN=Users," + DOMAIN;
        ldap.add("dn: " + members[i], "objectClass: user", "sAMAccountName: user" + i);
      }
      ldap.modify(
          "dn: " + members[0], "changetype: modify", "add: labSecret", "labSecret: hidden-word");
      ldap.add("dn: CN=All,CN=Users," + DOMAIN, "objectClass: group");
      ldap.modify(
          new ModifyRequest(
              "CN=All,CN=Users," + DOMAIN,
              new Modification(ModificationType.ADD, "member", members)));
      guid = ldap.getEntry(members[7]).getAttributeValueBytes("objectGUID");
      file = export(lab.settings());
    }

    assertThat(Files.readString(file)).doesNotContain("hidden-word").doesNotContain("\nmemberOf:");
    try (EmbeddedDirectory copy = start(List.of(file));
        LDAPConnection ldap = connect(copy)) {
      assertThat(copy.loaded().orElseThrow().warnings()).isEmpty();
      assertThat(copy.loaded().orElseThrow().newAttributes()).isEmpty();
      assertThat(copy.loaded().orElseThrow().links()).isGreaterThanOrEqualTo(MEMBERS);
      assertThat(ldap.getEntry("CN=User 7,CN=Users," + DOMAIN).getAttributeValueBytes("objectGUID"))
          .isEqualTo(guid);
      assertThat(
              ldap.searchForEntry(
                  DOMAIN,
                  SearchScope.SUB,
                  Filter.createANDFilter(
                      Filter.createEqualityFilter("cn", "User 1699"),
                      Filter.createEqualityFilter("memberOf", "CN=All,CN=Users," + DOMAIN))))
          .isNotNull();
    }
  }

  private static void addSecretAttribute(LDAPConnection ldap) throws Exception {
    ldap.add(
        "dn: CN=Lab-Secret,CN=Schema,CN=Configuration," + DOMAIN,
        "objectClass: attributeSchema",
        "lDAPDisplayName: labSecret",
        "attributeID: 1.3.6.1.4.1.99999.1",
        "attributeSyntax: 2.5.5.12",
        "oMSyntax: 64",
        "isSingleValued: TRUE",
        "searchFlags: 128");
    ldap.modify(
        "dn: CN=User,CN=Schema,CN=Configuration," + DOMAIN,
        "changetype: modify",
        "add: mayContain",
        "mayContain: labSecret");
  }

  /** Every object of a real domain, with its identity, its class and its members. */
  @Test
  @Tag("samba")
  void aRealDomainIsTakenOverWhole() throws Exception {
    SambaLab lab = SambaLab.running();
    Path ldif;
    Map<String, String> before;
    try (LDAPConnection ldap = lab.connect()) {
      ldif = export(lab.settings());
      before = identities(ldap, lab.domainDn());
    }
    try (EmbeddedDirectory copy = start(List.of(ldif));
        LDAPConnection ldap = connect(copy)) {
      assertThat(copy.domainDn()).isEqualToIgnoringCase(lab.domainDn());
      Map<String, String> after = identities(ldap, lab.domainDn());
      // Others work in the same domain meanwhile: what is compared is what stands still there.
      Map<String, String> builtin = new TreeMap<>(before);
      builtin.keySet().removeIf(dn -> !dn.contains("cn=users,") && !dn.contains("cn=builtin,"));
      assertThat(builtin).hasSizeGreaterThan(40);
      assertThat(after).containsAllEntriesOf(builtin);
      assertThat(copy.loaded().orElseThrow().dangling()).isEmpty();
    }
  }

  private static Map<String, String> identities(LDAPConnection ldap, String domain)
      throws Exception {
    Map<String, String> found = new TreeMap<>();
    ASN1OctetString cookie = null;
    do {
      SearchRequest request =
          new SearchRequest(
              domain,
              SearchScope.SUB,
              Filter.createPresenceFilter("objectSid"),
              "objectGUID",
              "objectSid",
              "objectClass",
              "member");
      request.addControl(new SimplePagedResultsControl(500, cookie));
      var page = ldap.search(request);
      for (SearchResultEntry entry : page.getSearchEntries()) {
        found.put(
            entry.getParsedDN().toNormalizedString(),
            entry.getAttribute("objectGUID").hashCode()
                + " "
                + entry.getAttribute("objectSid").hashCode()
                + " "
                + List.of(entry.getObjectClassValues())
                + " "
                + (entry.hasAttribute("member") ? entry.getAttribute("member").size() : 0));
      }
      cookie = SimplePagedResultsControl.get(page).getCookie();
    } while (cookie != null && cookie.getValueLength() > 0);
    return found;
  }
}
