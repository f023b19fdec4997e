package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.directory.MemberEntry;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Look-ups in the global catalog, 100 terms a search. Connects when first asked. */
final class GlobalCatalog implements AutoCloseable {
  private static final Control[] NONE = {};
  private static final int TERMS = 100;
  private static final String STAMP = "msDS-ExternalDirectoryObjectId";

  private final LdapLink link;
  private final PagedSearch search;

  GlobalCatalog(AdSettings settings) {
    link =
        new LdapLink(
            settings, Controllers.forOperations(settings.catalogs()), LdapLink.Sharing.EXCLUSIVE);
    search = new PagedSearch(link, settings.pageSize());
  }

  PagedSearch search() {
    return search;
  }

  /** Whether the catalog answers and says that it is complete. */
  boolean ready() {
    try {
      return link.read("", NONE, "isGlobalCatalogReady")
          .map(root -> "TRUE".equalsIgnoreCase(root.getAttributeValue("isGlobalCatalogReady")))
          .orElse(false);
    } catch (LandfallException e) {
      return false;
    }
  }

  Map<ObjectGuid, MemberEntry> byGuid(Collection<ObjectGuid> guids) {
    Map<ObjectGuid, MemberEntry> found = new HashMap<>();
    inParts(
        guids,
        guid -> Filter.createEqualityFilter("objectGUID", guid.bytes()),
        entry -> found.put(Decoder.guid(entry), member(entry)));
    return found;
  }

  /** A stamp held by two objects names none: it is left out. */
  Map<String, MemberEntry> byStamp(Collection<String> stamps) {
    Map<String, String> asked = new HashMap<>();
    stamps.forEach(stamp -> asked.put(fold(stamp), stamp));
    Map<String, MemberEntry> found = new HashMap<>();
    Set<String> doubled = new HashSet<>();
    inParts(
        stamps,
        stamp -> Filter.createEqualityFilter(STAMP, stamp),
        entry -> {
          String value = entry.getAttributeValue(STAMP);
          String stamp = value == null ? null : asked.get(fold(value));
          if (stamp != null && found.put(stamp, member(entry)) != null) {
            doubled.add(stamp);
          }
        });
    found.keySet().removeAll(doubled);
    return found;
  }

  Map<String, MemberEntry> bySid(Collection<String> sids) {
    Map<String, MemberEntry> found = new HashMap<>();
    inParts(
        sids,
        sid -> Filter.createEqualityFilter("objectSid", Decoder.sid(sid)),
        entry -> {
          byte[] sid = entry.getAttributeValueBytes("objectSid");
          if (sid != null) {
            found.put(Decoder.sid(sid), member(entry));
          }
        });
    return found;
  }

  private <T> void inParts(
      Collection<T> all, Function<T, Filter> term, Consumer<SearchResultEntry> sink) {
    List<T> rest = List.copyOf(new HashSet<>(all));
    for (int from = 0; from < rest.size(); from += TERMS) {
      List<Filter> any = new ArrayList<>();
      rest.subList(from, Math.min(rest.size(), from + TERMS))
          .forEach(one -> any.add(term.apply(one)));
      search.run(
          "looking up in the global catalog",
          "",
          SearchScope.SUB,
          Filter.createORFilter(any),
          sink,
          "objectGUID",
          "objectSid",
          STAMP);
    }
  }

  private static MemberEntry member(SearchResultEntry entry) {
    return new MemberEntry(Decoder.guid(entry), entry.getDN());
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    link.close();
  }
}
