package dev.landfall.testkit.connector;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.connector.Watermark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one import after the other comes to, as a connector space would hold it: objects with their
 * members, in memory.
 */
public final class RecordedImport implements ImportSink {
  private final Map<Anchor, ImportedObject> objects = new HashMap<>();
  private final Map<Anchor, Set<ReferenceTarget>> members = new HashMap<>();
  private final Map<Anchor, Set<ReferenceTarget>> whole = new HashMap<>();
  private final List<Anchor> deleted = new ArrayList<>();
  private final List<Watermark> resumes = new ArrayList<>();
  private int pages;
  private int largestPortion;
  private int stopAtPage = Integer.MAX_VALUE;

  /** The same state, to be taken on from apart. */
  public RecordedImport copy() {
    RecordedImport copy = new RecordedImport();
    copy.objects.putAll(objects);
    members.forEach((group, targets) -> copy.members.put(group, new HashSet<>(targets)));
    return copy;
  }

  /** Thrown out of the sink when it has had enough, as when an operator stops a run. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The next import is broken off at the end of this page, counted from 1. */
  public RecordedImport stoppingAtPage(int page) {
    pages = 0;
    stopAtPage = page;
    return this;
  }

  @Override
  public void object(ImportedObject object) {
    objects.put(object.anchor(), object);
    deleted.remove(object.anchor());
  }

  @Override
  public void references(ImportedReferences portion) {
    largestPortion = Math.max(largestPortion, portion.present().size() + portion.removed().size());
    if (!portion.attribute().key().equals("member")) {
      return;
    }
    switch (portion.extent()) {
      case CHANGES -> {
        Set<ReferenceTarget> now = members.computeIfAbsent(portion.anchor(), any -> newSet());
        now.addAll(portion.present());
        now.removeAll(portion.removed());
      }
      case WHOLE_PART ->
          whole.computeIfAbsent(portion.anchor(), any -> newSet()).addAll(portion.present());
      case WHOLE_LAST -> {
        Set<ReferenceTarget> all = whole.remove(portion.anchor());
        Set<ReferenceTarget> now = all == null ? newSet() : all;
        now.addAll(portion.present());
        members.put(portion.anchor(), now);
      }
    }
  }

  private static Set<ReferenceTarget> newSet() {
    return new HashSet<>();
  }

  @Override
  public void deleted(Anchor anchor) {
    if (objects.remove(anchor) != null) {
      deleted.add(anchor);
    }
    members.remove(anchor);
  }

  @Override
  public void failed(String dnOrAnchor, String code, String message) {
    throw new AssertionError(dnOrAnchor + ": " + code + " " + message);
  }

  @Override
  public void warning(String object, String code, String message) {
    throw new AssertionError(object + ": " + code + " " + message);
  }

  @Override
  public void page(@Nullable Watermark resume) {
    if (resume != null) {
      resumes.add(resume);
    }
    if (++pages >= stopAtPage) {
      throw new Stopped();
    }
  }

  public int pages() {
    return pages;
  }

  /** The watermarks at the ends of pages at which the import could be taken up again. */
  public List<Watermark> resumes() {
    return List.copyOf(resumes);
  }

  public int largestPortion() {
    return largestPortion;
  }

  /** Objects that were there and were told to be gone. */
  public List<Anchor> deleted() {
    return List.copyOf(deleted);
  }

  public Optional<ImportedObject> object(Anchor anchor) {
    return Optional.ofNullable(objects.get(anchor));
  }

  /** Members by anchor, also those that came by DN. */
  public Set<Anchor> members(Anchor group) {
    Map<String, Anchor> byDn = new HashMap<>();
    objects.forEach((anchor, object) -> byDn.put(object.dn().toLowerCase(Locale.ROOT), anchor));
    Set<Anchor> anchors = new TreeSet<>(Comparator.comparing(Anchor::value));
    for (ReferenceTarget target : members.getOrDefault(group, Set.of())) {
      anchors.add(
          target instanceof ReferenceTarget.ByAnchor known
              ? known.anchor()
              : byDn.getOrDefault(
                  ((ReferenceTarget.ByDn) target).dn().toLowerCase(Locale.ROOT),
                  new Anchor("unknown: " + target)));
    }
    return anchors;
  }

  /** Everything: anchor → display name and members. */
  public Map<String, String> state() {
    Map<String, String> all = new TreeMap<>();
    objects.forEach(
        (anchor, object) ->
            all.put(
                anchor.value(),
                object.attributes().text("displayName").orElse("") + " " + members(anchor)));
    return all;
  }
}
