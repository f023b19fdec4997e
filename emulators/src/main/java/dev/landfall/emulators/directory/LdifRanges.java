package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import dev.landfall.emulators.directory.LdifProblems.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts attributes together that a controller handed out in ranges. An export that stopped after the
 * first range holds a part of the members only, and is refused.
 */
final class LdifRanges {
  private final LdifProblems problems;
  private final Place place;
  private final Map<String, Parts> byName = new LinkedHashMap<>();

  LdifRanges(LdifProblems problems, Place place) {
    this.problems = problems;
    this.place = place;
  }

  private static final class Parts {
    private final String name;
    private final List<ASN1OctetString> values = new ArrayList<>();
    private boolean open;

    Parts(String name) {
      this.name = name;
    }
  }

  void take(Attribute attribute) {
    String key = attribute.getBaseName().toLowerCase(Locale.ROOT);
    Parts parts = byName.computeIfAbsent(key, any -> new Parts(attribute.getBaseName()));
    for (String option : attribute.getOptions()) {
      Range range = Range.parse(option);
      if (range != null && range.from() != parts.values.size()) {
        problems.error(
            place,
            attribute.getName(),
            "The values before " + range.from() + " are not in the file.");
      }
      if (range != null) {
        parts.open = range.to() != Integer.MAX_VALUE;
      }
    }
    parts.values.addAll(List.of(attribute.getRawValues()));
  }

  /** All values by name as written; what is incomplete is a problem. */
  Map<String, List<ASN1OctetString>> whole() {
    Map<String, List<ASN1OctetString>> whole = new LinkedHashMap<>();
    for (Parts parts : byName.values()) {
      if (parts.open) {
        problems.error(
            place,
            parts.name,
            "The file holds the first "
                + parts.values.size()
                + " values only; the controller had more. Export with \"landfall directory"
                + " export\", which reads all.");
      }
      whole.put(parts.name, parts.values);
    }
    return whole;
  }
}
