package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an object matches a filter. A part about an attribute the schema does not have is
 * undefined, and so is its negation: neither matches (MS-ADTS 3.1.1.3.1.3.1).
 */
final class FilterMatcher {
  private static final String BIT_AND = "1.2.840.113556.1.4.803";
  private static final String BIT_OR = "1.2.840.113556.1.4.804";
  private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

  private final DirectoryStore store;
  private final Constructed constructed;

  FilterMatcher(DirectoryStore store) {
    this.store = store;
    this.constructed = new Constructed(store);
  }

  boolean matches(Filter filter, DirectoryObject object) {
    return Boolean.TRUE.equals(evaluate(filter, object));
  }

  private @Nullable Boolean evaluate(Filter filter, DirectoryObject object) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> all(filter, object);
      case Filter.FILTER_TYPE_OR -> any(filter, object);
      case Filter.FILTER_TYPE_NOT -> not(filter, object);
      default -> leaf(filter, object);
    };
  }

  private @Nullable Boolean not(Filter filter, DirectoryObject object) {
    Boolean inner = evaluate(filter.getNOTComponent(), object);
    if (inner == null) {
      return null;
    }
    return !inner;
  }

  private @Nullable Boolean all(Filter filter, DirectoryObject object) {
    boolean undefined = false;
    for (Filter part : filter.getComponents()) {
      Boolean one = evaluate(part, object);
      if (Boolean.FALSE.equals(one)) {
        return false;
      }
      undefined |= one == null;
    }
    return undefined ? null : Boolean.TRUE;
  }

  private @Nullable Boolean any(Filter filter, DirectoryObject object) {
    boolean undefined = false;
    for (Filter part : filter.getComponents()) {
      Boolean one = evaluate(part, object);
      if (Boolean.TRUE.equals(one)) {
        return true;
      }
      undefined |= one == null;
    }
    return undefined ? null : Boolean.FALSE;
  }

  private @Nullable Boolean leaf(Filter filter, DirectoryObject object) {
    String name = filter.getAttributeName();
    Optional<AttributeRule> known = name == null ? Optional.empty() : store.schema.attribute(name);
    if (known.isEmpty()) {
      return null;
    }
    AttributeRule rule = known.get();
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_PRESENCE -> present(rule, object);
      case Filter.FILTER_TYPE_EQUALITY, Filter.FILTER_TYPE_APPROXIMATE_MATCH ->
          equal(rule, filter.getRawAssertionValue(), object);
      case Filter.FILTER_TYPE_GREATER_OR_EQUAL -> compare(rule, filter, object, true);
      case Filter.FILTER_TYPE_LESS_OR_EQUAL -> compare(rule, filter, object, false);
      case Filter.FILTER_TYPE_SUBSTRING -> substring(rule, filter, object);
      case Filter.FILTER_TYPE_EXTENSIBLE_MATCH -> extensible(rule, filter, object);
      default -> null;
    };
  }

  private boolean present(AttributeRule rule, DirectoryObject object) {
    if (rule.forwardLink()) {
      return !object.links(rule.key()).isEmpty();
    }
    if (rule.backLink()) {
      return store.schema.opposite(rule).stream()
          .anyMatch(forward -> !object.backLinks(forward.key()).isEmpty());
    }
    return !values(rule, object).isEmpty();
  }

  private boolean equal(AttributeRule rule, ASN1OctetString wanted, DirectoryObject object) {
    if (rule.linkId() > 0) {
      Optional<DirectoryObject> other = store.find(wanted.stringValue());
      return other.isPresent() && linked(rule, object, other.get());
    }
    if (rule.key().equals("objectcategory")) {
      return category(wanted.stringValue()).equalsIgnoreCase(object.text("objectcategory"));
    }
    if (rule.key().equals("distinguishedname")) {
      return store.find(wanted.stringValue()).orElse(null) == object;
    }
    ASN1OctetString sought = wanted;
    if (rule.syntax() == Syntax.SID && wanted.stringValue().startsWith("S-")) {
      sought = new ASN1OctetString(Sids.bytes(wanted.stringValue()));
    }
    String key = Indexes.matchKey(rule, sought);
    for (ASN1OctetString value : values(rule, object)) {
      if (Indexes.matchKey(rule, value).equals(key)) {
        return true;
      }
    }
    return false;
  }

  private boolean linked(AttributeRule rule, DirectoryObject object, DirectoryObject other) {
    if (rule.forwardLink()) {
      return object.links(rule.key()).containsKey(other);
    }
    return store.schema.opposite(rule).stream()
        .anyMatch(forward -> object.backLinks(forward.key()).contains(other));
  }

  /** {@code (objectCategory=group)} stands for the DN of the class in the schema container. */
  private String category(String wanted) {
    if (wanted.contains("=")) {
      return wanted;
    }
    return store
        .schema
        .objectClass(wanted)
        .map(rule -> "CN=" + rule.objectCategory() + "," + store.schemaDn())
        .orElse(wanted);
  }

  private boolean compare(
      AttributeRule rule, Filter filter, DirectoryObject object, boolean greater) {
    String wanted = Indexes.matchKey(rule, filter.getRawAssertionValue());
    for (ASN1OctetString value : values(rule, object)) {
      String have = Indexes.matchKey(rule, value);
      int order;
      try {
        order =
            rule.syntax().integer()
                ? Long.compare(Long.parseLong(have), Long.parseLong(wanted))
                : have.compareTo(wanted);
      } catch (NumberFormatException e) {
        return false;
      }
      if (greater ? order >= 0 : order <= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean substring(AttributeRule rule, Filter filter, DirectoryObject object) {
    for (ASN1OctetString value : values(rule, object)) {
      if (substring(Indexes.matchKey(rule, value), rule, filter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean substring(String have, AttributeRule rule, Filter filter) {
    int at = 0;
    ASN1OctetString initial = filter.getRawSubInitialValue();
    if (initial != null) {
      String head = Indexes.matchKey(rule, initial);
      if (!have.startsWith(head)) {
        return false;
      }
      at = head.length();
    }
    for (ASN1OctetString part : filter.getRawSubAnyValues()) {
      String middle = Indexes.matchKey(rule, part);
      int found = have.indexOf(middle, at);
      if (found < 0) {
        return false;
      }
      at = found + middle.length();
    }
    ASN1OctetString last = filter.getRawSubFinalValue();
    if (last == null) {
      return true;
    }
    String tail = Indexes.matchKey(rule, last);
    return have.length() - tail.length() >= at && have.endsWith(tail);
  }

  private @Nullable Boolean extensible(AttributeRule rule, Filter filter, DirectoryObject object) {
    String id = filter.getMatchingRuleID();
    if (IN_CHAIN.equals(id)) {
      return store
          .find(String.valueOf(filter.getAssertionValue()))
          .map(end -> chained(rule, object, end, new HashSet<>()))
          .orElse(false);
    }
    if (!BIT_AND.equals(id) && !BIT_OR.equals(id)) {
      return null;
    }
    long mask;
    try {
      mask = Long.parseLong(String.valueOf(filter.getAssertionValue()).strip());
    } catch (NumberFormatException e) {
      return null;
    }
    for (ASN1OctetString value : values(rule, object)) {
      long bits = Long.parseLong(value.stringValue());
      if (rule.syntax() == Syntax.INTEGER) {
        bits &= 0xffffffffL;
        mask &= 0xffffffffL;
      }
      if (BIT_AND.equals(id) ? (bits & mask) == mask : (bits & mask) != 0) {
        return true;
      }
    }
    return false;
  }

  private boolean chained(
      AttributeRule rule, DirectoryObject from, DirectoryObject end, Set<DirectoryObject> seen) {
    Collection<DirectoryObject> next =
        rule.forwardLink()
            ? from.links(rule.key()).keySet()
            : store.schema.opposite(rule).map(it -> from.backLinks(it.key())).orElse(Set.of());
    for (DirectoryObject one : next) {
      if (one == end || (seen.add(one) && chained(rule, one, end, seen))) {
        return true;
      }
    }
    return false;
  }

  private List<ASN1OctetString> values(AttributeRule rule, DirectoryObject object) {
    return rule.constructed() || rule.key().equals("distinguishedname")
        ? constructed.values(rule, object, true)
        : object.values(rule.key());
  }
}
