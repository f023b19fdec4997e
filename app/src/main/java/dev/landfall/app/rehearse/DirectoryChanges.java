package dev.landfall.app.rehearse;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the objects of a directory, by its own update sequence numbers: a witness that
 * knows nothing of rules and counters.
 *
 * @param created DNs, in order
 * @param changed DNs of those that were there before
 * @param deleted where they were last, as far as the tombstone tells
 */
public record DirectoryChanges(List<String> created, List<String> changed, List<String> deleted) {
  private static final String SHOW_DELETED = "1.2.840.113556.1.4.417";
  private static final int PAGE = 500;

  public DirectoryChanges {
    created = List.copyOf(created);
    changed = List.copyOf(changed);
    deleted = List.copyOf(deleted);
  }

  /** Everything that changed after a number. */
  static DirectoryChanges since(LDAPConnection directory, String domainDn, long usn) {
    List<String> created = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    try {
      ASN1OctetString cookie = null;
      do {
        SearchRequest request =
            new SearchRequest(
                domainDn,
                SearchScope.SUB,
                Filter.createGreaterOrEqualFilter("uSNChanged", Long.toString(usn + 1)),
                "uSNCreated",
                "isDeleted");
        request.addControl(new Control(SHOW_DELETED, true));
        request.addControl(new SimplePagedResultsControl(PAGE, cookie));
        SearchResult page = directory.search(request);
        for (SearchResultEntry entry : page.getSearchEntries()) {
          Long at = entry.getAttributeValueAsLong("uSNCreated");
          boolean isNew = at != null && at > usn;
          if (!entry.hasAttribute("isDeleted")) {
            (isNew ? created : changed).add(entry.getDN());
          } else if (!isNew) {
            deleted.add(entry.getDN());
          }
        }
        cookie = SimplePagedResultsControl.get(page).getCookie();
      } while (cookie != null && cookie.getValueLength() > 0);
    } catch (LDAPException failed) {
      throw new LandfallException(
          ErrorCode.UNEXPECTED, "The copy of the domain does not answer.", failed);
    }
    return new DirectoryChanges(created, changed, deleted);
  }

  /** The number from which changes are to be counted. */
  static long now(LDAPConnection directory) {
    try {
      return Long.parseLong(directory.getRootDSE().getAttributeValue("highestCommittedUSN"));
    } catch (LDAPException failed) {
      throw new LandfallException(
          ErrorCode.UNEXPECTED, "The copy of the domain does not answer.", failed);
    }
  }
}
