package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortResponseControl;
import com.unboundid.ldap.sdk.controls.SortKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sorts what a search found, by one attribute as Active Directory does; without a value: last. */
final class Sorting {
  private final DirectoryStore store;
  private final Optional<SortKey> key;

  /** By the control among those of a request; without it nothing is sorted. */
  Sorting(DirectoryStore store, List<Control> controls) {
    this.store = store;
    this.key =
        controls.stream()
            .filter(control -> control.getOID().equals(RootDse.SORT))
            .findFirst()
            .map(Sorting::decode);
  }

  private static SortKey decode(Control control) {
    try {
      SortKey[] keys = new ServerSideSortRequestControl(control).getSortKeys();
      if (keys.length != 1) {
        throw AdError.controlRefused();
      }
      return keys[0];
    } catch (LDAPException malformed) {
      throw AdError.controlRefused();
    }
  }

  List<DirectoryObject> sorted(List<DirectoryObject> found) {
    Optional<AttributeRule> rule = key.flatMap(it -> store.schema.attribute(it.getAttributeName()));
    if (rule.isEmpty()) {
      return found;
    }
    Comparator<String> values =
        rule.get().syntax().integer()
            ? Comparator.comparing(Long::parseLong)
            : Comparator.naturalOrder();
    if (key.map(SortKey::reverseOrder).orElse(false)) {
      values = values.reversed();
    }
    Comparator<String> ordered = values;
    return found.stream()
        .sorted(
            Comparator.comparing(
                object -> first(rule.get(), object),
                (left, right) ->
                    left.isEmpty() || right.isEmpty()
                        ? Boolean.compare(left.isEmpty(), right.isEmpty())
                        : ordered.compare(left.get(), right.get())))
        .toList();
  }

  private static Optional<String> first(AttributeRule rule, DirectoryObject object) {
    List<ASN1OctetString> values = object.values(rule.key());
    return values.isEmpty() ? Optional.empty() : Optional.of(Indexes.matchKey(rule, values.get(0)));
  }

  /** What the end of the search says about it. */
  Control[] answer() {
    boolean known =
        key.map(it -> store.schema.attribute(it.getAttributeName()).isPresent()).orElse(true);
    return key.isEmpty()
        ? new Control[0]
        : new Control[] {
          new ServerSideSortResponseControl(
              known ? ResultCode.SUCCESS : ResultCode.NO_SUCH_ATTRIBUTE, null)
        };
  }
}
