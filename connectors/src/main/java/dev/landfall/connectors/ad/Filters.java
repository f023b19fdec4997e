package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Filter;
import dev.landfall.core.directory.DirectoryFilter;
import java.util.List;

/** Filters as data in the form of the library, which escapes every value. */
final class Filters {
  private static final String BIT_AND = "1.2.840.113556.1.4.803";

  private Filters() {}

  static Filter ldap(DirectoryFilter filter) {
    if (filter instanceof DirectoryFilter.And and) {
      return Filter.createANDFilter(all(and.filters()));
    }
    if (filter instanceof DirectoryFilter.Or or) {
      return Filter.createORFilter(all(or.filters()));
    }
    if (filter instanceof DirectoryFilter.Not not) {
      return Filter.createNOTFilter(ldap(not.filter()));
    }
    if (filter instanceof DirectoryFilter.Equal equal) {
      return Filter.createEqualityFilter(
          equal.attribute().name(), Decoder.raw(equal.value()).getValue());
    }
    if (filter instanceof DirectoryFilter.Present present) {
      return Filter.createPresenceFilter(present.attribute().name());
    }
    if (filter instanceof DirectoryFilter.StartsWith startsWith) {
      return Filter.createSubInitialFilter(startsWith.attribute().name(), startsWith.prefix());
    }
    DirectoryFilter.BitsSet bits = (DirectoryFilter.BitsSet) filter;
    return Filter.createExtensibleMatchFilter(
        bits.attribute().name(), BIT_AND, false, Long.toString(bits.mask()));
  }

  private static List<Filter> all(List<DirectoryFilter> filters) {
    return filters.stream().map(Filters::ldap).toList();
  }
}
