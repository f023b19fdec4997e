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
        index(rule.key())
            .computeIfAbsent(matchKey(rule, value), any -> new LinkedHashSet<>(2))
            .add(object);
      }
    }
  }

  void remove(AttributeRule rule, List<ASN1OctetString> values, DirectoryObject object) {
    if (covers(rule.key())) {
      for (ASN1OctetString value : values) {
        String key = matchKey(rule, value);
        Set<DirectoryObject> found = index(rule.key()).get(key);
        if (found != null && found.remove(object) && found.isEmpty()) {
          index(rule.key()).remove(key);
        }
      }
    }
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
