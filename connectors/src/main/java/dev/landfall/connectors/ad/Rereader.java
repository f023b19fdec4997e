package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.List;

/** Reads objects again of which only a change is known. */
final class Rereader {
  /** Objects that give others their names. */
  static final Filter CONTAINERS =
      Filter.createORFilter(
          Filter.createEqualityFilter("objectClass", "organizationalUnit"),
          Filter.createEqualityFilter("objectClass", "container"));

  private static final int GUIDS_PER_SEARCH = 100;
  private static final Control[] NONE = {};

  private final LdapLink link;
  private final PagedSearch search;
  private final String domainDn;
  private final Scope scope;
  private final Selection selection;
  private final ImportOutput output;

  Rereader(
      LdapLink link,
      PagedSearch search,
      String domainDn,
      Scope scope,
      Selection selection,
      ImportOutput output) {
    this.link = link;
    this.search = search;
    this.domainDn = domainDn;
    this.scope = scope;
    this.selection = selection;
    this.output = output;
  }

  /** Takes an object after it was given to the output. */
  interface Then {
    void object(ObjectGuid guid, Entry now, Selection.Type type);
  }

  /** Gives the present state of objects; those gone meanwhile show up as deleted later. */
  void read(List<ObjectGuid> guids, Then then) {
    for (int from = 0; from < guids.size(); from += GUIDS_PER_SEARCH) {
      List<Filter> any = new ArrayList<>();
      for (ObjectGuid guid : guids.subList(from, Math.min(guids.size(), from + GUIDS_PER_SEARCH))) {
        any.add(Filter.createEqualityFilter("objectGUID", guid.bytes()));
      }
      search.run(
          "reading changed objects",
          domainDn,
          SearchScope.SUB,
          Filter.createORFilter(any),
          entry -> take(entry, then),
          selection.attributes(false));
    }
  }

  private void take(SearchResultEntry entry, Then then) {
    if (scope.contains(entry.getDN())) {
      selection
          .typeOf(entry)
          .filter(type -> output.object(entry, type))
          .ifPresent(type -> then.object(Decoder.guid(entry), entry, type));
    }
  }

  /** The entry with the first values of a reference attribute. */
  Entry withReferences(ObjectGuid guid, Entry entry, AttributeName attribute) {
    return link.read(
            Decoder.guidName(guid), NONE, selection.inRanges(attribute), "uSNChanged", "objectGUID")
        .<Entry>map(found -> found)
        .orElse(entry);
  }

  /**
   * Reads everything below containers that got another name or place: the objects below have new
   * names, too, or left the selection, and no change of their own says so.
   */
  void containersMoved(List<SearchResultEntry> candidates) {
    for (SearchResultEntry container : candidates) {
      String[] classes = container.getObjectClassValues();
      boolean created = classes != null && classes.length > 0;
      if (created || !isContainer(container)) {
        continue; // what is below a new container is new itself, or was moved there one by one
      }
      search.run(
          "reading below the renamed container \"" + container.getDN() + "\"",
          container.getDN(),
          SearchScope.SUB,
          selection.filter(),
          entry -> {
            if (scope.contains(entry.getDN())) {
              new FullImport(search, scope, selection, output).whole(entry);
            } else {
              output.deleted(Decoder.guid(entry));
            }
          },
          selection.attributes(true));
    }
  }

  private boolean isContainer(SearchResultEntry entry) {
    return link.search(
                "reading \"" + entry.getDN() + "\"",
                new SearchRequest(
                    Decoder.guidName(Decoder.guid(entry)), SearchScope.BASE, CONTAINERS, "1.1"))
            .getEntryCount()
        > 0;
  }
}
