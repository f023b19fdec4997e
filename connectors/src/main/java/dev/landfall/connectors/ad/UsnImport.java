package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;

/**
 * Changes by update sequence number, for accounts that may not replicate. Every object changed
 * since the watermark is read whole with all its members; deletions come from the tombstones.
 */
final class UsnImport {
  private static final Control SHOW_DELETED = new Control("1.2.840.113556.1.4.417", true);

  private final PagedSearch search;
  private final DomainFacts facts;
  private final Scope scope;
  private final Selection selection;
  private final ImportOutput output;

  UsnImport(
      PagedSearch search,
      DomainFacts facts,
      Scope scope,
      Selection selection,
      ImportOutput output) {
    this.search = search;
    this.facts = facts;
    this.scope = scope;
    this.selection = selection;
    this.output = output;
  }

  /**
   * Reads what changed up to the moment {@code facts} were read, and what changed since then twice.
   */
  AdWatermark run(AdWatermark.Usn from) {
    Filter since = Filter.createGreaterOrEqualFilter("uSNChanged", Long.toString(from.usn() + 1));
    FullImport full = new FullImport(search, scope, selection, output);
    containers(since, full);
    search.run(
        "reading changes",
        facts.domainDn(),
        SearchScope.SUB,
        Filter.createANDFilter(since, selection.filter()),
        entry -> changed(entry, full),
        selection.attributes(true));
    search.run(
        "reading deleted objects",
        facts.domainDn(),
        SearchScope.SUB,
        Filter.createANDFilter(
            since, Filter.createEqualityFilter("isDeleted", "TRUE"), selection.filter()),
        List.of(SHOW_DELETED),
        entry -> output.deleted(Decoder.guid(entry)),
        "objectGUID");
    AdWatermark next = new AdWatermark.Usn(from.origin(), facts.highestUsn());
    output.page(next);
    return next;
  }

  private void changed(SearchResultEntry entry, FullImport full) {
    if (scope.contains(entry.getDN())) {
      full.whole(entry);
    } else {
      output.deleted(Decoder.guid(entry));
    }
    output.pageIfLarge();
  }

  /**
   * A USN does not tell a rename from any other change: below every changed container all is read.
   */
  private void containers(Filter since, FullImport full) {
    search.run(
        "reading changed containers",
        facts.domainDn(),
        SearchScope.SUB,
        Filter.createANDFilter(since, Rereader.CONTAINERS),
        container ->
            search.run(
                "reading below \"" + container.getDN() + "\"",
                container.getDN(),
                SearchScope.SUB,
                selection.filter(),
                entry -> changed(entry, full),
                selection.attributes(true)),
        "objectGUID");
  }
}
