package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.List;

/** The containers selected: subtrees read, less subtrees left out. */
final class Scope {
  private final List<DN> included;
  private final List<DN> excluded;

  Scope(List<String> included, List<String> excluded, String domainDn) {
    this.included =
        (included.isEmpty() ? List.of(domainDn) : included).stream().map(Scope::dn).toList();
    this.excluded = excluded.stream().map(Scope::dn).toList();
  }

  /** Where searches start: no base lies below another. */
  List<DN> bases() {
    return included.stream()
        .filter(one -> included.stream().noneMatch(other -> other.isAncestorOf(one, false)))
        .distinct()
        .toList();
  }

  boolean contains(String name) {
    return contains(dn(name));
  }

  boolean contains(Entry entry) {
    try {
      return contains(entry.getParsedDN());
    } catch (LDAPException e) {
      throw new LandfallException(
          ErrorCode.INCOMPLETE_READ,
          "The server gave an object the name \"" + entry.getDN() + "\", which is not one.",
          e);
    }
  }

  private boolean contains(DN dn) {
    int deepest = depth(included, dn);
    return deepest >= 0 && deepest >= depth(excluded, dn);
  }

  /** The length of the longest container that holds the name; the more specific choice wins. */
  private static int depth(List<DN> containers, DN dn) {
    return containers.stream()
        .filter(container -> dn.isDescendantOf(container, true))
        .mapToInt(container -> container.getRDNs().length)
        .max()
        .orElse(-1);
  }

  static DN dn(String name) {
    try {
      return new DN(name);
    } catch (LDAPException e) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + name + "\" is not a distinguished name.", e);
    }
  }
}
