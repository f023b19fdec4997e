package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import dev.landfall.emulators.directory.LdifProblems.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Links of the files: made at once where the target is there, else when everything is. */
final class LdifLinks {
  private static final int MOST_TOLD = 100;

  private final DirectoryStore store;
  private final LdifProblems problems;
  private final List<Open> open = new ArrayList<>();
  private final Map<String, Long> dangling = new TreeMap<>();
  private long made;
  private int told;

  LdifLinks(DirectoryStore store, LdifProblems problems) {
    this.store = store;
    this.problems = problems;
  }

  private record Open(DirectoryObject owner, AttributeRule rule, String name, Place place) {}

  long count() {
    return made;
  }

  /** How many values name an object that is not there, by attribute. */
  Map<String, Long> dangling() {
    return dangling;
  }

  void take(DirectoryObject owner, AttributeRule rule, List<ASN1OctetString> names, Place place) {
    for (ASN1OctetString value : names) {
      String name = plain(value.stringValue());
      try {
        if (!link(owner, rule, name)) {
          open.add(new Open(owner, rule, name, place));
        }
      } catch (AdError malformed) {
        problems.error(place, rule.name(), "\"" + name + "\" is no distinguished name.");
      }
    }
  }

  /** The name alone of {@code <GUID=…>;<SID=…>;CN=…}. */
  private static String plain(String value) {
    return value.startsWith("<") ? value.substring(value.lastIndexOf(">;") + 2) : value;
  }

  private boolean link(DirectoryObject owner, AttributeRule rule, String name) {
    Optional<DirectoryObject> target = store.find(name);
    if (target.isEmpty()) {
      return false;
    }
    if (!owner.links(rule.key()).containsKey(target.get())) {
      owner.link(rule.key(), target.get(), owner.usnChanged());
      made++;
    }
    return true;
  }

  /** Makes the links that waited; a name nobody has is told and left out. */
  void resolve() {
    for (Open one : open) {
      if (!link(one.owner(), one.rule(), one.name())) {
        dangling.merge(one.rule().name(), 1L, Long::sum);
        if (told++ < MOST_TOLD) {
          problems.warn(
              one.place(),
              one.rule().name(),
              "\"" + one.name() + "\" is not in the files; \"" + one.owner() + "\" is without it.");
        }
      }
    }
    open.clear();
  }
}
