package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the GUIDs of objects just created: one search for a hundred of the same container, by their
 * name attribute, which directories index.
 */
final class AnchorReader {
  private static final int TERMS = 100;

  private final LdapLink link;
  private final ObjectNames names;

  AnchorReader(LdapLink link, ObjectNames names) {
    this.link = link;
    this.names = names;
  }

  /**
   * The GUIDs by DN, as {@link #key} writes it; what cannot be found or not be read is left out.
   *
   * @param dns well-formed ones
   */
  Map<String, ObjectGuid> read(Collection<String> dns) {
    Map<String, List<DN>> byParent = new LinkedHashMap<>();
    for (String name : dns) {
      DN dn = Scope.dn(name);
      byParent.computeIfAbsent(parentOf(dn), any -> new ArrayList<>()).add(dn);
    }
    Map<String, ObjectGuid> found = new HashMap<>();
    byParent.forEach(
        (parent, children) -> {
          for (int from = 0; from < children.size(); from += TERMS) {
            children(
                parent, children.subList(from, Math.min(children.size(), from + TERMS)), found);
          }
        });
    return found;
  }

  private void children(String parent, List<DN> children, Map<String, ObjectGuid> found) {
    List<Filter> any = new ArrayList<>();
    for (DN child : children) {
      RDN rdn = child.getRDN();
      any.add(
          Filter.createEqualityFilter(
              rdn.getAttributeNames()[0], rdn.getByteArrayAttributeValues()[0]));
    }
    SearchRequest request =
        new SearchRequest(parent, SearchScope.ONE, Filter.createORFilter(any), names.identifier());
    for (SearchResultEntry entry : search(request)) {
      if (Decoder.hasGuid(entry)) {
        found.put(key(entry.getDN()), Decoder.guid(entry));
      }
    }
  }

  private List<SearchResultEntry> search(SearchRequest request) {
    String doing = "reading the identifiers of new objects";
    try {
      return link.run(doing, connection -> connection.search(request)).getSearchEntries();
    } catch (LDAPException e) {
      if (e.getResultCode() == ResultCode.NO_SUCH_OBJECT) {
        return List.of(); // the container is gone meanwhile, and what was in it
      }
      throw Failures.of(e, link.server(), doing);
    }
  }

  private static String parentOf(DN dn) {
    DN parent = dn.getParent();
    return parent == null ? "" : WireName.of(parent);
  }

  /** One spelling of a DN. */
  static String key(String dn) {
    try {
      return DN.normalize(dn);
    } catch (LDAPException e) {
      return dn; // the server takes it, so it must be one it made itself
    }
  }
}
