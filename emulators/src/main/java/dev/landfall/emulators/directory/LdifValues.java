package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.emulators.directory.LdifProblems.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the attributes of one entry. Values are taken as they are, since production accepted them;
 * only numbers and truth values must be what they say, because the directory works with them.
 */
final class LdifValues {
  /** Kept although the system writes them. */
  static final List<String> TIMES = List.of("whencreated", "whenchanged");

  /** Belongs to one domain controller, is given by name and class, or is a password. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "dn",
          "distinguishedname",
          "name",
          "objectguid",
          "objectclass",
          "objectcategory",
          "usncreated",
          "usnchanged",
          "usnlastobjrem",
          "usndsalastobjremoved",
          "dscorepropagationdata",
          "replpropertymetadata",
          "repluptodatevector",
          "repsfrom",
          "repsto",
          "isdeleted",
          "unicodepwd",
          "userpassword",
          "ms-mcs-admpwd",
          "mslaps-password");

  private static final int MOST_SHARED = 20_000;
  private static final int LONGEST_SHARED = 100;

  private final Map<ASN1OctetString, List<ASN1OctetString>> known = new HashMap<>();
  private final LdifSchema schema;
  private final LdifProblems problems;

  LdifValues(LdifSchema schema, LdifProblems problems) {
    this.schema = schema;
    this.problems = problems;
  }

  /**
   * What an entry says.
   *
   * @param values by lower-case name, without links
   * @param links names of the targets, by attribute
   */
  record Taken(
      Optional<ObjectGuid> guid,
      Map<String, List<ASN1OctetString>> values,
      Map<AttributeRule, List<ASN1OctetString>> links) {

    Optional<ASN1OctetString> sid() {
      return values.getOrDefault("objectsid", List.of()).stream().findFirst();
    }

    /** Bit 1 of {@code instanceType}: searches from above stop here. */
    boolean isNamingContext() {
      List<ASN1OctetString> type = values.getOrDefault("instancetype", List.of());
      return !type.isEmpty() && (Integer.parseInt(type.get(0).stringValue()) & 1) != 0;
    }
  }

  Taken read(ClassRule objectClass, Collection<Attribute> attributes, Place place) {
    Map<String, List<ASN1OctetString>> values = new LinkedHashMap<>();
    Map<AttributeRule, List<ASN1OctetString>> links = new LinkedHashMap<>();
    Optional<ObjectGuid> guid = Optional.empty();
    LdifRanges ranges = new LdifRanges(problems, place);
    for (Attribute attribute : attributes) {
      String key = attribute.getBaseName().toLowerCase(Locale.ROOT);
      if (key.equals("objectguid")) {
        guid = guid(attribute, place);
      } else if (attribute.size() > 0 && !LEFT_OUT.contains(key)) {
        ranges.take(attribute);
      }
    }
    ranges
        .whole()
        .forEach(
            (name, all) -> {
              AttributeRule rule = schema.rule(name, all, objectClass);
              if (rule.forwardLink()) {
                links.put(rule, all);
              } else if (!rule.backLink() && !rule.constructed() && usable(rule, all, place)) {
                values.put(rule.key(), shared(all));
              }
            });
    return new Taken(guid, values, links);
  }

  /** Most values of an export say the same as those of the entry before: one copy will do. */
  private List<ASN1OctetString> shared(List<ASN1OctetString> values) {
    if (values.size() != 1) {
      return List.copyOf(values);
    }
    ASN1OctetString value = values.get(0);
    List<ASN1OctetString> before = known.get(value);
    if (before != null) {
      return before;
    }
    // Without the attribute it came with, which would be kept whole.
    List<ASN1OctetString> copy = List.of(new ASN1OctetString(value.getValue()));
    if (known.size() < MOST_SHARED && value.getValueLength() < LONGEST_SHARED) {
      known.put(copy.get(0), copy);
    }
    return copy;
  }

  private Optional<ObjectGuid> guid(Attribute attribute, Place place) {
    byte[] bytes = attribute.getValueByteArray();
    if (bytes == null || bytes.length != 16) {
      problems.error(place, "objectGUID", "Not 16 bytes in base64, as a GUID has.");
      return Optional.empty();
    }
    return Optional.of(ObjectGuid.ofBytes(bytes));
  }

  private boolean usable(AttributeRule rule, List<ASN1OctetString> values, Place place) {
    String wrong = "";
    if (rule.single() && values.size() > 1) {
      wrong = values.size() + " values, but the attribute is single-valued.";
    }
    for (ASN1OctetString value : values) {
      if (wrong.isEmpty() && !wellFormed(rule, value)) {
        wrong = "\"" + value.stringValue() + "\" is no " + kind(rule) + ".";
      }
    }
    if (!wrong.isEmpty()) {
      problems.error(place, rule.name(), wrong);
    }
    return wrong.isEmpty();
  }

  private static boolean wellFormed(AttributeRule rule, ASN1OctetString value) {
    return switch (rule.syntax()) {
      case INTEGER -> isNumber(value.stringValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LARGE -> isNumber(value.stringValue(), Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOLEAN -> value.stringValue().equals("TRUE") || value.stringValue().equals("FALSE");
      case SID -> isSid(value.getValue());
      default -> true;
    };
  }

  private static boolean isNumber(String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      return number >= least && number <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isSid(byte[] bytes) {
    return bytes.length >= 8 && bytes.length == 8 + 4 * bytes[1];
  }

  private static String kind(AttributeRule rule) {
    return switch (rule.syntax()) {
      case INTEGER -> "number of 32 bits";
      case LARGE -> "number of 64 bits";
      case SID -> "SID in base64";
      default -> "TRUE or FALSE";
    };
  }
}
