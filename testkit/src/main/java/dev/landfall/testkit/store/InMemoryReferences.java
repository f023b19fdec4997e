package dev.landfall.testkit.store;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.References;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reference rows by object and by target. */
final class InMemoryReferences implements References {
  private record Key(long object, AttributeName attribute, long target) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byObject = Long.compare(object, other.object);
      int byAttribute = byObject != 0 ? byObject : attribute.compareTo(other.attribute);
      return byAttribute != 0 ? byAttribute : Long.compare(target, other.target);
    }
  }

  private final InMemoryStore store;
  private final InMemoryConnectorSpace space;
  private final UndoLog undo;
  private final NavigableMap<Key, ReferenceRow> rows = new TreeMap<>();
  private final Map<Long, NavigableSet<Long>> byTarget = new HashMap<>();
  private long numbers;

  InMemoryReferences(InMemoryStore store, InMemoryConnectorSpace space, UndoLog undo) {
    this.store = store;
    this.space = space;
    this.undo = undo;
  }

  private void put(Key key, @Nullable ReferenceRow row) {
    ReferenceRow old = rows.get(key);
    ReferenceRow kept = row == null || row.flags() == 0 ? null : row;
    apply(key, kept);
    undo.push(() -> apply(key, old));
  }

  private void apply(Key key, @Nullable ReferenceRow row) {
    if (row == null) {
      rows.remove(key);
      boolean others =
          rows
              .subMap(
                  new Key(key.object, AttributeName.of("\u0000"), 0),
                  new Key(key.object + 1, AttributeName.of("\u0000"), 0))
              .keySet()
              .stream()
              .anyMatch(other -> other.target == key.target);
      if (!others) {
        byTarget.getOrDefault(key.target, new TreeSet<>()).remove(key.object);
      }
    } else {
      rows.put(key, row);
      byTarget.computeIfAbsent(key.target, fresh -> new TreeSet<>()).add(key.object);
    }
  }

  private ReferenceRow row(Key key) {
    ReferenceRow found = rows.get(key);
    return found == null ? new ReferenceRow(0, ++numbers, 0) : found;
  }

  private NavigableMap<Key, ReferenceRow> of(long object) {
    return rows.subMap(
        new Key(object, AttributeName.of("\u0000"), 0),
        true,
        new Key(object + 1, AttributeName.of("\u0000"), 0),
        false);
  }

  private NavigableMap<Key, ReferenceRow> of(long object, AttributeName attribute) {
    return rows.subMap(
        new Key(object, attribute, Long.MIN_VALUE),
        true,
        new Key(object, attribute, Long.MAX_VALUE),
        true);
  }

  @Override
  public Staged stageImported(
      long object, AttributeName attribute, long[] present, long[] removed, long importNumber) {
    Staged staged = new Staged(false, false);
    for (long target : present) {
      staged = staged.or(see(new Key(object, attribute, target), importNumber));
    }
    for (long target : removed) {
      staged = staged.or(miss(new Key(object, attribute, target)));
    }
    return staged;
  }

  private Staged see(Key key, long importNumber) {
    return put(key, row(key).shown(importNumber));
  }

  private Staged miss(Key key) {
    ReferenceRow row = rows.get(key);
    return row == null ? new Staged(false, false) : put(key, row.missed());
  }

  private Staged put(Key key, ReferenceRow.After after) {
    put(key, after.row());
    return after.staged();
  }

  @Override
  public Staged sweep(long object, AttributeName attribute, long importNumber) {
    Staged staged = new Staged(false, false);
    for (Map.Entry<Key, ReferenceRow> entry : new TreeMap<>(of(object, attribute)).entrySet()) {
      if (entry.getValue().unseenBy(importNumber)) {
        staged = staged.or(miss(entry.getKey()));
      }
    }
    return staged;
  }

  @Override
  public Set<Long> sweepUnseen(long importNumber) {
    Set<Long> losers = new TreeSet<>();
    for (Map.Entry<Key, ReferenceRow> entry : new TreeMap<>(rows).entrySet()) {
      if (entry.getValue().unseenBy(importNumber) && miss(entry.getKey()).changed()) {
        losers.add(entry.getKey().object);
      }
    }
    return losers;
  }

  @Override
  public void markSynchronized(long object) {
    for (Map.Entry<Key, ReferenceRow> entry : new TreeMap<>(of(object)).entrySet()) {
      if (entry.getValue().pendingImport()) {
        put(entry.getKey(), entry.getValue().synchronizedNow());
      }
    }
  }

  @Override
  public boolean pendingImport(long object) {
    return of(object).values().stream().anyMatch(ReferenceRow::pendingImport);
  }

  @Override
  public Set<AttributeName> attributes(long object) {
    Set<AttributeName> names = new TreeSet<>();
    of(object)
        .forEach(
            (key, row) -> {
              if (row.expected()) {
                names.add(key.attribute);
              }
            });
    return names;
  }

  @Override
  public long expectedCount(long object, AttributeName attribute) {
    return of(object, attribute).values().stream().filter(ReferenceRow::expected).count();
  }

  @Override
  public long importedCount(long object, AttributeName attribute) {
    return of(object, attribute).values().stream()
        .filter(row -> row.has(ReferenceRow.IMPORTED))
        .count();
  }

  @Override
  public LongCursor expected(long object, AttributeName attribute) {
    return cursor(expectedTargets(object, attribute).iterator());
  }

  private List<Long> expectedTargets(long object, AttributeName attribute) {
    return of(object, attribute).entrySet().stream()
        .filter(entry -> entry.getValue().expected())
        .map(entry -> entry.getKey().target)
        .toList();
  }

  @Override
  public LongCursor resolved(long object, AttributeName attribute, ConnectorId connector) {
    NavigableSet<Long> resolved = new TreeSet<>();
    for (long target : expectedTargets(object, attribute)) {
      space
          .byId(target)
          .flatMap(CsObject::link)
          .flatMap(link -> store.space(connector).linkedTo(link.metaverseId()))
          .filter(found -> !found.deleting())
          .ifPresent(found -> resolved.add(found.id()));
    }
    return cursor(resolved.iterator());
  }

  @Override
  public List<Wanted> misaligned(List<Wanted> wanted) {
    return wanted.stream().filter(one -> !aligned(one)).toList();
  }

  private boolean aligned(Wanted wanted) {
    Set<Long> resolved = new TreeSet<>();
    wanted
        .source()
        .ifPresent(
            source -> {
              LongCursor targets =
                  store
                      .space(source.connector())
                      .references()
                      .resolved(source.csObject(), source.attribute(), space.connector());
              for (long id = targets.next(); id != LongCursor.END; id = targets.next()) {
                resolved.add(id);
              }
            });
    return resolved.equals(new TreeSet<>(expectedTargets(wanted.object(), wanted.attribute())));
  }

  private static LongCursor cursor(Iterator<Long> ids) {
    return () -> ids.hasNext() ? ids.next() : LongCursor.END;
  }

  @Override
  public void stageExport(long object, AttributeName attribute, long[] add, long[] remove) {
    for (long target : add) {
      stage(
          new Key(object, attribute, target),
          ReferenceRow.UNAPPLIED_ADD,
          ReferenceRow.UNAPPLIED_REMOVE);
    }
    for (long target : remove) {
      stage(
          new Key(object, attribute, target),
          ReferenceRow.UNAPPLIED_REMOVE,
          ReferenceRow.UNAPPLIED_ADD);
    }
  }

  private void stage(Key key, int wanted, int opposite) {
    put(key, row(key).wanted(wanted, opposite));
  }

  @Override
  public void dropUnapplied(long object) {
    change(object, ReferenceRow.UNAPPLIED, row -> row.with(row.flags() & ~ReferenceRow.UNAPPLIED));
  }

  private void change(long object, int having, UnaryOperator<ReferenceRow> change) {
    for (Map.Entry<Key, ReferenceRow> entry : new TreeMap<>(of(object)).entrySet()) {
      if (entry.getValue().has(having)) {
        put(entry.getKey(), change.apply(entry.getValue()));
      }
    }
  }

  @Override
  public List<Change> escrowedChanges(long object, long afterRow, int limit) {
    return changes(
        object, afterRow, limit, ReferenceRow.ESCROWED_ADD, ReferenceRow.ESCROWED_REMOVE);
  }

  @Override
  public List<Change> unappliedChanges(long object, long afterRow, int limit) {
    return changes(
        object, afterRow, limit, ReferenceRow.UNAPPLIED_ADD, ReferenceRow.UNAPPLIED_REMOVE);
  }

  private List<Change> changes(long object, long afterRow, int limit, int add, int remove) {
    List<Change> changes = new ArrayList<>();
    of(object)
        .forEach(
            (key, row) -> {
              if (row.has(add | remove) && row.number() > afterRow) {
                changes.add(new Change(row.number(), key.attribute, key.target, row.has(add)));
              }
            });
    changes.sort(java.util.Comparator.comparingLong(Change::row));
    return List.copyOf(changes.subList(0, Math.min(limit, changes.size())));
  }

  @Override
  public boolean hasUnapplied(long object) {
    return of(object).values().stream().anyMatch(row -> row.has(ReferenceRow.UNAPPLIED));
  }

  boolean hasUnappliedOrEscrowed(long object) {
    return of(object).values().stream()
        .anyMatch(row -> row.has(ReferenceRow.UNAPPLIED | ReferenceRow.ESCROWED));
  }

  @Override
  public void escrow(long object) {
    change(object, ReferenceRow.UNAPPLIED, ReferenceRow::sent);
  }

  @Override
  public void accepted(long object, List<Change> exceptRejected) {
    Set<Long> rejected = new TreeSet<>();
    exceptRejected.forEach(change -> rejected.add(change.row()));
    change(
        object,
        ReferenceRow.ESCROWED,
        row -> rejected.contains(row.number()) ? row.reverted() : row.accepted());
  }

  @Override
  public void revertEscrow(long object) {
    change(object, ReferenceRow.ESCROWED, ReferenceRow::reverted);
  }

  @Override
  public List<Long> referencing(long target, long afterId, int limit) {
    return byTarget
        .getOrDefault(target, java.util.Collections.emptyNavigableSet())
        .tailSet(afterId, false)
        .stream()
        .filter(object -> refers(object, target))
        .limit(limit)
        .toList();
  }

  @Override
  public void markReferrersDirty(long target) {
    for (long referrer : referencing(target, 0, Integer.MAX_VALUE)) {
      space
          .byId(referrer)
          .flatMap(CsObject::link)
          .ifPresent(link -> store.metaverse().markDirty(link.metaverseId()));
    }
  }

  private boolean refers(long object, long target) {
    return of(object).entrySet().stream()
        .filter(entry -> entry.getKey().target == target)
        .map(Map.Entry::getValue)
        .anyMatch(row -> row.has(ReferenceRow.IMPORTED) || row.expected());
  }

  @Override
  public void retarget(long from, long to) {
    if (from == to) {
      return;
    }
    for (Map.Entry<Key, ReferenceRow> entry : new TreeMap<>(rows).entrySet()) {
      Key key = entry.getKey();
      if (key.target == from) {
        Key moved = new Key(key.object, key.attribute, to);
        ReferenceRow there = row(moved);
        put(key, (ReferenceRow) null);
        put(moved, there.merged(entry.getValue()));
      }
    }
  }

  boolean isTarget(long id) {
    return !byTarget.getOrDefault(id, java.util.Collections.emptyNavigableSet()).isEmpty();
  }

  void removeAllOf(long object) {
    for (Key key : List.copyOf(of(object).keySet())) {
      put(key, (ReferenceRow) null);
    }
  }
}
