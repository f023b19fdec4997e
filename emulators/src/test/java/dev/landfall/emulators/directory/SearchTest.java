package dev.landfall.emulators.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest extends DirectoryTestBase {
  private static final Control SHOW_DELETED = new Control("1.2.840.113556.1.4.417", true);

  @Override
  EmbeddedDirectory.Builder configured(EmbeddedDirectory.Builder builder) {
    return builder.maxPageSize(10);
  }

  @ParameterizedTest(name = "{0} finds {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (sAMAccountName=SALES)                                      | Sales
          (&(objectCategory=group)(adminDescription=Group_*))         | Sales
          (adminDescription=group_1)                                  | Sales
          (&(objectClass=group)(cn=Sa*s))                             | Sales
          (groupType:1.2.840.113556.1.4.803:=2147483656)              | Sales
          (member=CN=ada,OU=Groups,DC=corp,DC=example,DC=com)         | Sales
          (memberOf=CN=Sales,OU=Groups,DC=corp,DC=example,DC=com)     | ada
          (&(objectCategory=person)(sAMAccountName=ada))              | ada
          (&(objectClass=user)(!(adminDescription=*))(cn=a*))         | ada
          (&(cn=ada)(!(unknownAttribute=1)))                          |
          (memberOf:1.2.840.113556.1.4.1941:=CN=Sales,OU=Groups,DC=corp,DC=example,DC=com) | ada
          """)
  void filtersMatchAsInActiveDirectory(String filter, String name) throws Exception {
    user("ada");
    ldap.add(
        "dn: CN=Sales," + OU,
        "objectClass: group",
        "groupType: -2147483640",
        "sAMAccountName: Sales",
        "adminDescription: Group_1",
        "member: CN=ada," + OU);

    SearchResult found = ldap.search(OU, SearchScope.SUB, filter, "name");

    assertThat(found.getSearchEntries())
        .extracting(entry -> entry.getAttributeValue("name"))
        .isEqualTo(name == null ? List.of() : List.of(name));
  }

  @Test
  void anUnpagedSearchStopsAtTheLimit() throws Exception {
    for (int i = 0; i < 11; i++) {
      user("u" + i);
    }

    LDAPSearchException e =
        catchThrowableOfType(
            LDAPSearchException.class,
            () -> ldap.search(OU, SearchScope.SUB, "(objectClass=user)"));

    assertThat(e.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
    assertThat(e.getEntryCount()).isEqualTo(10);
  }

  @Test
  void pagesTogetherAreEverything() throws Exception {
    for (int i = 0; i < 25; i++) {
      user("u" + i);
    }
    int pages = 0;
    int entries = 0;
    ASN1OctetString cookie = null;
    do {
      SearchRequest request = new SearchRequest(OU, SearchScope.SUB, "(objectClass=user)", "cn");
      request.addControl(new SimplePagedResultsControl(7, cookie));
      SearchResult result = ldap.search(request);
      entries += result.getEntryCount();
      pages++;
      cookie = SimplePagedResultsControl.get(result).getCookie();
    } while (cookie.getValueLength() > 0);

    assertThat(entries).isEqualTo(25);
    assertThat(pages).isEqualTo(4);
  }

  @Test
  void aTombstoneKeepsIdentityAndStamp() throws Exception {
    ldap.add(
        "dn: CN=Sales," + OU,
        "objectClass: group",
        "groupType: 8",
        "sAMAccountName: Sales",
        "displayName: gone",
        "msDS-ExternalDirectoryObjectId: Group_1");
    byte[] guid = ldap.getEntry("CN=Sales," + OU).getAttributeValueBytes("objectGUID");
    ldap.delete("CN=Sales," + OU);

    String filter = "(msDS-ExternalDirectoryObjectId=Group_1)";
    assertThat(ldap.search(DOMAIN, SearchScope.SUB, filter).getEntryCount()).isZero();
    SearchRequest request = new SearchRequest(DOMAIN, SearchScope.SUB, filter);
    request.addControl(SHOW_DELETED);
    SearchResultEntry tombstone = ldap.search(request).getSearchEntries().get(0);

    assertThat(tombstone.getAttributeValueBytes("objectGUID")).isEqualTo(guid);
    assertThat(tombstone.getAttributeValue("isDeleted")).isEqualTo("TRUE");
    assertThat(tombstone.getAttributeValue("lastKnownParent")).isEqualTo(OU);
    assertThat(tombstone.hasAttribute("displayName")).isFalse();
    assertThat(tombstone.getDN())
        .startsWith("CN=Sales\\0ADEL:")
        .endsWith("CN=Deleted Objects," + DOMAIN);
  }

  @Test
  void dirSyncShowsWhatChangedAndNothingElse() throws Exception {
    String sales = "CN=Sales," + OU;
    ldap.add("dn: " + sales, "objectClass: group", "sAMAccountName: Sales", "description: one");
    String ada = user("ada");
    String bob = user("bob");
    ldap.modify(sales, new Modification(ModificationType.ADD, "member", bob));
    ASN1OctetString cookie = drain(null);

    ldap.modify(sales, new Modification(ModificationType.REPLACE, "description", "two"));
    ldap.modify(sales, new Modification(ModificationType.ADD, "member", ada));
    ldap.modify(sales, new Modification(ModificationType.DELETE, "member", bob));

    SearchResult result = dirSync(cookie);
    assertThat(result.getEntryCount()).isEqualTo(1);
    SearchResultEntry changed = result.getSearchEntries().get(0);
    assertThat(changed.getAttributeValue("description")).isEqualTo("two");
    assertThat(changed.hasAttribute("sAMAccountName")).isFalse();
    assertThat(changed.getAttributeValues("member;range=1-1")).containsExactly(ada);
    assertThat(changed.getAttributeValues("member;range=0-0")).containsExactly(bob);
  }

  @Test
  void dirSyncShowsDeletedObjects() throws Exception {
    String sales = group("Sales", 8);
    ASN1OctetString cookie = drain(null);
    ldap.delete(sales);

    SearchResult result = dirSync(cookie);

    assertThat(result.getSearchEntries())
        .singleElement()
        .satisfies(it -> assertThat(it.getAttributeValue("isDeleted")).isEqualTo("TRUE"));
  }

  @Test
  void theGlobalCatalogIsReadOnlyAndPartial() throws Exception {
    ldap.add(
        "dn: CN=Sales," + OU,
        "objectClass: group",
        "groupType: 8",
        "sAMAccountName: Sales",
        "adminDescription: Group_1",
        "msDS-ExternalDirectoryObjectId: Group_1");
    try (LDAPConnection catalog = connect(directory.globalCatalogUrl())) {
      SearchResultEntry found =
          catalog.searchForEntry("", SearchScope.SUB, "(msDS-ExternalDirectoryObjectId=Group_1)");

      assertThat(found.getDN()).isEqualTo("CN=Sales," + OU);
      assertThat(found.hasAttribute("adminDescription")).isFalse();
      refused(() -> catalog.delete("CN=Sales," + OU), ResultCode.UNWILLING_TO_PERFORM, "00002035");
    }
  }

  private ASN1OctetString drain(ASN1OctetString from) throws Exception {
    ASN1OctetString cookie = from;
    ActiveDirectoryDirSyncControl answer;
    do {
      answer = ActiveDirectoryDirSyncControl.get(dirSync(cookie));
      cookie = answer.getCookie();
    } while (answer.getFlags() != 0);
    return cookie;
  }

  private SearchResult dirSync(ASN1OctetString cookie) throws Exception {
    SearchRequest request = new SearchRequest(DOMAIN, SearchScope.SUB, "(objectClass=*)");
    request.addControl(
        new ActiveDirectoryDirSyncControl(
            true, ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES, 1 << 20, cookie));
    return ldap.search(request);
  }
}
