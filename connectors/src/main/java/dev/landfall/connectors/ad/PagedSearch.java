package dev.landfall.connectors.ad;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A search read page by page to its end. It returns only when the server said that nothing is left;
 * whatever else happens is an exception. All pages come over one connection, since a cookie is good
 * only where it was given; the consumer may use others meanwhile.
 */
final class PagedSearch {
  private final LdapLink link;
  private final int pageSize;

  PagedSearch(LdapLink link, int pageSize) {
    this.link = link;
    this.pageSize = pageSize;
  }

  void run(
      String doing,
      String base,
      SearchScope scope,
      Filter filter,
      Consumer<SearchResultEntry> sink,
      String... attributes) {
    run(doing, base, scope, filter, List.of(), sink, attributes);
  }

  /** Streams every entry found; entries arrive while the page is still on its way. */
  void run(
      String doing,
      String base,
      SearchScope scope,
      Filter filter,
      List<Control> controls,
      Consumer<SearchResultEntry> sink,
      String... attributes) {
    try {
      link.once(
          doing,
          connection -> {
            EntryRelay relay = new EntryRelay(sink);
            SearchRequest request =
                new SearchRequest(
                    relay, base, scope, DereferencePolicy.NEVER, 0, 0, false, filter, attributes);
            ASN1OctetString cookie = null;
            do {
              request.setControls(controls);
              request.addControl(new SimplePagedResultsControl(pageSize, cookie, true));
              cookie = page(connection, request, relay);
            } while (cookie != null);
            return true;
          });
    } catch (LDAPException e) {
      throw Failures.of(e, link.server(), doing);
    }
  }

  private @Nullable ASN1OctetString page(
      LDAPConnection connection, SearchRequest request, EntryRelay relay) throws LDAPException {
    SearchResult result =
        link.patience()
            .of(
                () -> {
                  try {
                    return connection.search(request);
                  } catch (LDAPSearchException e) {
                    relay.rethrow();
                    // A page is asked for again only while nothing of it was given on.
                    throw e.getEntryCount() == 0 ? e : cut(e);
                  }
                });
    relay.rethrow();
    SimplePagedResultsControl answer = SimplePagedResultsControl.get(result);
    if (answer == null) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ,
          link.server() + " ended a page without saying whether more follows. Read again.");
    }
    return answer.moreResultsToReturn() ? answer.getCookie() : null;
  }

  /** A page that broke off in its midst, whatever the reason. */
  private static LDAPException cut(LDAPSearchException e) {
    return Patience.busy(e.getResultCode())
        ? new LDAPException(ResultCode.OTHER, "The page was cut off: " + e.getMessage(), e)
        : e;
  }
}
