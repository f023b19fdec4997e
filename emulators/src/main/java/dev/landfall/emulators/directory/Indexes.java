package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorted look-ups from values to objects, for the attributes clients search by. Deleted objects
 * stay indexed: a search drops them later if it does not ask for them.
 */
final class Indexes {
  private static final Set<String> INDEXED =
      Set.of(
          "objectguid",
          "objectsid",
          "samaccountname",
          "admindescription",
          "msds-externaldirectoryobjectid",
          "userprincipalname",
          "mail",
          "proxyaddresses",
          "cn",
          "name",
          "displayname",
          "ldapdisplayname");

  private final Map<String, TreeMap<String, Set<DirectoryObject>>> byAttribute = new HashMap<>();

  boolean covers(String key) {
    return INDEXED.contains(key);
  }

  void put(AttributeRule rule, List<ASN1OctetString> values, DirectoryObject object) {
    if (covers(rule.key())) {
      for (ASN1OctetString value : values) {
        index(rule.key()).merge(matchKey(rule, value), Set.of(object), Indexes::with);
      }
    }
  }

  void remove(AttributeRule rule, List<ASN1OctetString> values, DirectoryObject object) {
    if (covers(rule.key())) {
      for (ASN1OctetString value : values) {
        index(rule.key()).computeIfPresent(matchKey(rule, value), (k, all) -> without(all, object));
      }
    }
  }

  /** Most values belong to one object: only where there are more, a set of its own is kept. */
  private static Set<DirectoryObject> with(Set<DirectoryObject> before, Set<DirectoryObject> more) {
    Set<DirectoryObject> all =
        before instanceof LinkedHashSet ? before : new LinkedHashSet<>(before);
    all.addAll(more);
    return all;
  }

  private static @Nullable Set<DirectoryObject> without(
      Set<DirectoryObject> before, DirectoryObject object) {
    if (before instanceof LinkedHashSet) {
      before.remove(object);
      return before.isEmpty() ? null : before;
    }
    return before.contains(object) ? null : before;
  }

  Collection<DirectoryObject> equal(AttributeRule rule, ASN1OctetString value) {
    return index(rule.key()).getOrDefault(matchKey(rule, value), Set.of());
  }

  Optional<DirectoryObject> liveOne(AttributeRule rule, String text) {
    return equal(rule, new ASN1OctetString(text)).stream().filter(it -> !it.deleted()).findFirst();
  }

  Collection<DirectoryObject> present(AttributeRule rule) {
    return startingWith(rule, "");
  }

  Collection<DirectoryObject> startingWith(AttributeRule rule, String prefix) {
    String folded = Syntax.fold(prefix);
    Set<DirectoryObject> found = new LinkedHashSet<>();
    for (var entry : index(rule.key()).tailMap(folded, true).entrySet()) {
      if (!entry.getKey().startsWith(folded)) {
        break;
      }
      found.addAll(entry.getValue());
    }
    return found;
  }

  /** The form in which equal values of an attribute are equal strings. */
  static String matchKey(AttributeRule rule, ASN1OctetString value) {
    if (rule.syntax().binary()) {
      return new String(value.getValue(), StandardCharsets.ISO_8859_1);
    }
    return switch (rule.syntax()) {
      case CASE, IA5, PRESENTATION, NUMERIC, INTEGER, LARGE, TIME -> value.stringValue();
      default -> Syntax.fold(value.stringValue());
    };
  }

  private TreeMap<String, Set<DirectoryObject>> index(String key) {
    return byAttribute.computeIfAbsent(key, any -> new TreeMap<>());
  }
}
