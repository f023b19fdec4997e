package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds, by index, the few objects that can match a filter at all. */
final class Candidates {
  private final DirectoryStore store;

  Candidates(DirectoryStore store) {
    this.store = store;
  }

  /** Objects among which every match is; null if no index helps. */
  @Nullable Collection<DirectoryObject> of(Filter filter) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> smallest(filter);
      case Filter.FILTER_TYPE_OR -> union(filter);
      case Filter.FILTER_TYPE_EQUALITY -> equal(filter);
      case Filter.FILTER_TYPE_PRESENCE -> present(filter);
      case Filter.FILTER_TYPE_SUBSTRING -> startingWith(filter);
      case Filter.FILTER_TYPE_GREATER_OR_EQUAL -> changedSince(filter);
      default -> null;
    };
  }

  private @Nullable Collection<DirectoryObject> smallest(Filter filter) {
    Collection<DirectoryObject> best = null;
    for (Filter part : filter.getComponents()) {
      Collection<DirectoryObject> found = of(part);
      if (found != null && (best == null || found.size() < best.size())) {
        best = found;
      }
    }
    return best;
  }

  private @Nullable Collection<DirectoryObject> union(Filter filter) {
    Set<DirectoryObject> all = new LinkedHashSet<>();
    for (Filter part : filter.getComponents()) {
      Collection<DirectoryObject> found = of(part);
      if (found == null) {
        return null;
      }
      all.addAll(found);
    }
    return all;
  }

  private @Nullable Collection<DirectoryObject> equal(Filter filter) {
    AttributeRule rule = rule(filter);
    if (rule == null) {
      return List.of();
    }
    String text = String.valueOf(filter.getAssertionValue());
    if (rule.key().equals("distinguishedname")) {
      return store.find(text).map(List::of).orElse(List.of());
    }
    if (rule.linkId() > 0) {
      return linkedTo(rule, text);
    }
    if (!store.indexes.covers(rule.key())) {
      return null;
    }
    boolean sidText = rule.syntax() == Syntax.SID && text.startsWith("S-");
    return store.indexes.equal(
        rule, sidText ? new ASN1OctetString(Sids.bytes(text)) : filter.getRawAssertionValue());
  }

  private Collection<DirectoryObject> linkedTo(AttributeRule rule, String text) {
    Optional<DirectoryObject> other = store.find(text);
    if (other.isEmpty()) {
      return List.of();
    }
    if (rule.forwardLink()) {
      return other.get().backLinks(rule.key());
    }
    return store
        .schema
        .opposite(rule)
        .<Collection<DirectoryObject>>map(it -> other.get().links(it.key()).keySet())
        .orElse(List.of());
  }

  private @Nullable Collection<DirectoryObject> present(Filter filter) {
    AttributeRule rule = rule(filter);
    if (rule == null) {
      return List.of();
    }
    boolean rare =
        rule.key().equals("admindescription")
            || rule.key().equals("msds-externaldirectoryobjectid");
    return rare ? store.indexes.present(rule) : null;
  }

  private @Nullable Collection<DirectoryObject> startingWith(Filter filter) {
    AttributeRule rule = rule(filter);
    if (rule == null) {
      return List.of();
    }
    String initial = filter.getSubInitialString();
    return initial == null || rule.syntax().binary() || !store.indexes.covers(rule.key())
        ? null
        : store.indexes.startingWith(rule, initial);
  }

  private @Nullable Collection<DirectoryObject> changedSince(Filter filter) {
    if (!"usnchanged".equalsIgnoreCase(filter.getAttributeName())) {
      return null;
    }
    try {
      long from = Long.parseLong(String.valueOf(filter.getAssertionValue()));
      return new ArrayList<>(store.changedAfter(from - 1).values());
    } catch (NumberFormatException e) {
      return List.of();
    }
  }

  private @Nullable AttributeRule rule(Filter filter) {
    String name = filter.getAttributeName();
    return name == null ? null : store.schema.attribute(name).orElse(null);
  }
}
