package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

/** Reads every selected object of the selected containers with its whole state. */
final class FullImport {
  private final PagedSearch search;
  private final Scope scope;
  private final Selection selection;
  private final ImportOutput output;

  FullImport(PagedSearch search, Scope scope, Selection selection, ImportOutput output) {
    this.search = search;
    this.scope = scope;
    this.selection = selection;
    this.output = output;
  }

  void run() {
    for (DN base : scope.bases()) {
      subtree(base.toString(), selection.filter());
    }
    output.page(null);
  }

  /** Reads the selected objects of one subtree that match a filter. */
  void subtree(String base, Filter filter) {
    ReadAhead.run(
        sink ->
            search.run(
                "reading \"" + base + "\"",
                base,
                SearchScope.SUB,
                filter,
                sink,
                selection.attributes(true)),
        this::entry);
  }

  private void entry(SearchResultEntry entry) {
    if (!scope.contains(entry)) {
      return;
    }
    whole(entry);
    output.pageIfLarge();
  }

  /** Gives one object, read with its references, in its whole state. */
  void whole(SearchResultEntry entry) {
    selection
        .typeOf(entry)
        .filter(type -> output.object(entry, type))
        .ifPresent(type -> type.references().forEach(name -> output.allReferences(entry, name)));
  }
}
