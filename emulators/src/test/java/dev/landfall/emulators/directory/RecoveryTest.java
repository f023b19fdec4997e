package dev.landfall.emulators.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortResponseControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.controls.SortKey;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recycle bin, and requests that administrators' tools send. */
class RecoveryTest extends DirectoryTestBase {
  private static final Control SHOW_DELETED = new Control("1.2.840.113556.1.4.417", true);

  @Override
  EmbeddedDirectory.Builder configured(EmbeddedDirectory.Builder builder) {
    return builder.recycleBin(true);
  }

  private SearchResultEntry deleted(String guid) throws LDAPException {
    SearchRequest request = new SearchRequest(guid, SearchScope.BASE, "(objectClass=*)", "*");
    request.addControl(SHOW_DELETED);
    return ldap.searchForEntry(request);
  }

  private void undelete(String deletedDn, String dn) throws LDAPException {
    ModifyRequest request =
        new ModifyRequest(
            deletedDn,
            new Modification(ModificationType.DELETE, "isDeleted"),
            new Modification(ModificationType.REPLACE, "distinguishedName", dn));
    request.addControl(SHOW_DELETED);
    ldap.modify(request);
  }

  @Test
  void aGroupTakenBackHasItsMembersAndItsHolders() throws Exception {
    String ada = user("Ada");
    String sales = group("Sales", -2147483640);
    String all = group("All", -2147483640);
    ldap.modify("dn: " + sales, "changetype: modify", "add: member", "member: " + ada);
    ldap.modify("dn: " + all, "changetype: modify", "add: member", "member: " + sales);
    SearchResultEntry before = ldap.getEntry(sales);
    String guid = "<GUID=" + ObjectGuid.ofBytes(before.getAttributeValueBytes("objectGUID")) + ">";
    ldap.delete(sales);
    SearchResultEntry gone = deleted(guid);
    assertThat(gone.getAttributeValue("isDeleted")).isEqualTo("TRUE");
    assertThat(gone.hasAttribute("isRecycled")).isFalse();
    assertThat(gone.getAttributeValue("lastKnownParent")).isEqualTo(OU);
    assertThat(ldap.getEntry(all).hasAttribute("member")).isFalse();

    undelete(gone.getDN(), sales);

    SearchResultEntry back = ldap.getEntry(sales);
    assertThat(back.getAttributeValueBytes("objectSid"))
        .isEqualTo(before.getAttributeValueBytes("objectSid"));
    assertThat(back.getAttributeValues("member")).containsExactly(ada);
    assertThat(back.getAttributeValue("name")).isEqualTo("Sales");
    assertThat(ldap.getEntry(all).getAttributeValues("member")).containsExactly(sales);
  }

  @Test
  void whatTookThePlaceMeanwhileIsNotPushedOut() throws Exception {
    String sales = group("Sales", -2147483640);
    String guid =
        "<GUID="
            + ObjectGuid.ofBytes(ldap.getEntry(sales).getAttributeValueBytes("objectGUID"))
            + ">";
    ldap.delete(sales);
    group("Sales", -2147483640);

    refused(
        () -> undelete(deleted(guid).getDN(), sales),
        ResultCode.ENTRY_ALREADY_EXISTS,
        "00002071: UpdErr");
  }

  @Test
  void resultsAreSortedOverAllPages() throws Exception {
    for (String name : List.of("Cleo", "ada", "Bob")) {
      user(name);
    }
    List<String> found = new ArrayList<>();
    ASN1OctetString cookie = null;
    do {
      SearchRequest request = new SearchRequest(OU, SearchScope.ONE, "(objectClass=user)", "cn");
      request.addControl(new ServerSideSortRequestControl(true, new SortKey("cn", true)));
      request.addControl(new SimplePagedResultsControl(2, cookie));
      SearchResult page = ldap.search(request);
      page.getSearchEntries().forEach(it -> found.add(it.getAttributeValue("cn")));
      assertThat(ServerSideSortResponseControl.get(page).getResultCode())
          .isEqualTo(ResultCode.SUCCESS);
      cookie = SimplePagedResultsControl.get(page).getCookie();
    } while (cookie != null && cookie.getValueLength() > 0);

    assertThat(found).containsExactly("Cleo", "Bob", "ada");
  }

  @Test
  void theConnectionSaysWhoItIsAndWhatItMay() throws Exception {
    WhoAmIExtendedResult who =
        (WhoAmIExtendedResult) ldap.processExtendedOperation(new WhoAmIExtendedRequest());
    assertThat(who.getAuthorizationID()).isEqualTo("u:CORP\\Administrator");
    assertThat(ldap.getEntry(OU, "sDRightsEffective").getAttributeValue("sDRightsEffective"))
        .isEqualTo("15");
  }

  @Test
  void valuesAreCompared() throws Exception {
    String ada = user("Ada");
    assertThat(ldap.compare(new CompareRequest(ada, "sAMAccountName", "ADA")).compareMatched())
        .isTrue();
    assertThat(ldap.compare(new CompareRequest(ada, "sAMAccountName", "bob")).compareMatched())
        .isFalse();
  }
}
