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
import org.jspecify.annotations.Nullable;

/** Reference rows as bit sets, by object and by target. */
final class InMemoryReferences implements References {
  private static final int IMPORTED = 1;
  private static final int SYNCHRONIZED = 2;
  private static final int UNAPPLIED_ADD = 4;
  private static final int UNAPPLIED_REMOVE = 8;
  private static final int ESCROWED_ADD = 16;
  private static final int ESCROWED_REMOVE = 32;
  private static final int UNCONFIRMED_ADD = 64;
  private static final int UNCONFIRMED_REMOVE = 128;
  private static final int UNAPPLIED = UNAPPLIED_ADD | UNAPPLIED_REMOVE;
  private static final int ESCROWED = ESCROWED_ADD | ESCROWED_REMOVE;

  private record Row(int flags, long number, long seen) {}

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
  private final NavigableMap<Key, Row> rows = new TreeMap<>();
  private final Map<Long, NavigableSet<Long>> byTarget = new HashMap<>();
  private long numbers;

  InMemoryReferences(InMemoryStore store, InMemoryConnectorSpace space, UndoLog undo) {
    this.store = store;
    this.space = space;
    this.undo = undo;
  }

  private static boolean expected(int flags) {
    int adds = IMPORTED | UNAPPLIED_ADD | ESCROWED_ADD | UNCONFIRMED_ADD;
    int removes = UNAPPLIED_REMOVE | ESCROWED_REMOVE | UNCONFIRMED_REMOVE;
    return (flags & UNAPPLIED_ADD) != 0 || ((flags & adds) != 0 && (flags & removes) == 0);
  }

  private void put(Key key, @Nullable Row row) {
    Row old = rows.get(key);
    Row kept = row == null || row.flags == 0 ? null : row;
    apply(key, kept);
    undo.push(() -> apply(key, old));
  }

  private void apply(Key key, @Nullable Row row) {
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

  private Row row(Key key) {
    Row found = rows.get(key);
    return found == null ? new Row(0, ++numbers, 0) : found;
  }

  private NavigableMap<Key, Row> of(long object) {
    return rows.subMap(
        new Key(object, AttributeName.of("\u0000"), 0),
        true,
        new Key(object + 1, AttributeName.of("\u0000"), 0),
        false);
  }

  private NavigableMap<Key, Row> of(long object, AttributeName attribute) {
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
    Row row = row(key);
    int flags = row.flags | IMPORTED;
    boolean disappointed = (flags & UNCONFIRMED_REMOVE) != 0;
    boolean again = disappointed && (flags & (UNAPPLIED | ESCROWED)) == 0;
    flags &= ~(UNCONFIRMED_ADD | UNCONFIRMED_REMOVE | UNAPPLIED_ADD);
    flags |= again ? UNAPPLIED_REMOVE : 0;
    put(key, new Row(flags, row.number, importNumber));
    return new Staged((row.flags & IMPORTED) == 0 || disappointed, disappointed);
  }

  private Staged miss(Key key) {
    Row row = rows.get(key);
    if (row == null) {
      return new Staged(false, false);
    }
    boolean disappointed = (row.flags & UNCONFIRMED_ADD) != 0;
    boolean again = disappointed && (row.flags & (UNAPPLIED | ESCROWED)) == 0;
    int flags = row.flags & ~(IMPORTED | UNCONFIRMED_ADD | UNCONFIRMED_REMOVE | UNAPPLIED_REMOVE);
    flags |= again ? UNAPPLIED_ADD : 0;
    put(key, new Row(flags, row.number, row.seen));
    return new Staged((row.flags & IMPORTED) != 0 || disappointed, disappointed);
  }

  @Override
  public Staged sweep(long object, AttributeName attribute, long importNumber) {
    Staged staged = new Staged(false, false);
    for (Map.Entry<Key, Row> entry : new TreeMap<>(of(object, attribute)).entrySet()) {
      int flags = entry.getValue().flags;
      if ((flags & (IMPORTED | UNCONFIRMED_ADD)) != 0 && entry.getValue().seen != importNumber) {
        staged = staged.or(miss(entry.getKey()));
      }
    }
    return staged;
  }

  @Override
  public Set<Long> sweepUnseen(long importNumber) {
    Set<Long> losers = new TreeSet<>();
    for (Map.Entry<Key, Row> entry : new TreeMap<>(rows).entrySet()) {
      int flags = entry.getValue().flags;
      if ((flags & (IMPORTED | UNCONFIRMED_ADD)) != 0
          && entry.getValue().seen != importNumber
          && miss(entry.getKey()).changed()) {
        losers.add(entry.getKey().object);
      }
    }
    return losers;
  }

  @Override
  public void markSynchronized(long object) {
    for (Map.Entry<Key, Row> entry : new TreeMap<>(of(object)).entrySet()) {
      Row row = entry.getValue();
      int flags =
          (row.flags & IMPORTED) != 0 ? row.flags | SYNCHRONIZED : row.flags & ~SYNCHRONIZED;
      if (flags != row.flags) {
        put(entry.getKey(), new Row(flags, row.number, row.seen));
      }
    }
  }

  @Override
  public boolean pendingImport(long object) {
    return of(object).values().stream()
        .anyMatch(row -> ((row.flags & IMPORTED) != 0) != ((row.flags & SYNCHRONIZED) != 0));
  }

  @Override
  public Set<AttributeName> attributes(long object) {
    Set<AttributeName> names = new TreeSet<>();
    of(object)
        .forEach(
            (key, row) -> {
              if (expected(row.flags)) {
                names.add(key.attribute);
              }
            });
    return names;
  }

  @Override
  public long expectedCount(long object, AttributeName attribute) {
    return of(object, attribute).values().stream().filter(row -> expected(row.flags)).count();
  }

  @Override
  public long importedCount(long object, AttributeName attribute) {
    return of(object, attribute).values().stream()
        .filter(row -> (row.flags & IMPORTED) != 0)
        .count();
  }

  @Override
  public LongCursor expected(long object, AttributeName attribute) {
    return cursor(expectedTargets(object, attribute).iterator());
  }

  private List<Long> expectedTargets(long object, AttributeName attribute) {
    return of(object, attribute).entrySet().stream()
        .filter(entry -> expected(entry.getValue().flags))
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
      stage(new Key(object, attribute, target), UNAPPLIED_ADD, UNAPPLIED_REMOVE);
    }
    for (long target : remove) {
      stage(new Key(object, attribute, target), UNAPPLIED_REMOVE, UNAPPLIED_ADD);
    }
  }

  private void stage(Key key, int wanted, int opposite) {
    Row row = row(key);
    boolean undone = (row.flags & opposite) != 0;
    int flags = undone ? row.flags & ~opposite : row.flags | wanted;
    put(key, new Row(flags, row.number, row.seen));
  }

  @Override
  public void dropUnapplied(long object) {
    change(object, UNAPPLIED, flags -> flags & ~UNAPPLIED);
  }

  private void change(long object, int having, java.util.function.IntUnaryOperator change) {
    for (Map.Entry<Key, Row> entry : new TreeMap<>(of(object)).entrySet()) {
      Row row = entry.getValue();
      if ((row.flags & having) != 0) {
        put(entry.getKey(), new Row(change.applyAsInt(row.flags), row.number, row.seen));
      }
    }
  }

  @Override
  public List<Change> escrowedChanges(long object, long afterRow, int limit) {
    return changes(object, afterRow, limit, ESCROWED_ADD, ESCROWED_REMOVE);
  }

  @Override
  public List<Change> unappliedChanges(long object, long afterRow, int limit) {
    return changes(object, afterRow, limit, UNAPPLIED_ADD, UNAPPLIED_REMOVE);
  }

  private List<Change> changes(long object, long afterRow, int limit, int add, int remove) {
    List<Change> changes = new ArrayList<>();
    of(object)
        .forEach(
            (key, row) -> {
              if ((row.flags & (add | remove)) != 0 && row.number > afterRow) {
                changes.add(
                    new Change(row.number, key.attribute, key.target, (row.flags & add) != 0));
              }
            });
    changes.sort(java.util.Comparator.comparingLong(Change::row));
    return List.copyOf(changes.subList(0, Math.min(limit, changes.size())));
  }

  @Override
  public boolean hasUnapplied(long object) {
    return of(object).values().stream().anyMatch(row -> (row.flags & UNAPPLIED) != 0);
  }

  boolean hasUnappliedOrEscrowed(long object) {
    return of(object).values().stream().anyMatch(row -> (row.flags & (UNAPPLIED | ESCROWED)) != 0);
  }

  @Override
  public void escrow(long object) {
    change(object, UNAPPLIED, flags -> (flags & ~UNAPPLIED) | ((flags & UNAPPLIED) << 2));
  }

  @Override
  public void accepted(long object, List<Change> exceptRejected) {
    Set<Long> rejected = new TreeSet<>();
    exceptRejected.forEach(change -> rejected.add(change.row()));
    for (Map.Entry<Key, Row> entry : new TreeMap<>(of(object)).entrySet()) {
      Row row = entry.getValue();
      int escrowed = row.flags & ESCROWED;
      if (escrowed != 0) {
        int flags =
            rejected.contains(row.number)
                ? reverted(row.flags)
                : row.flags & ~(ESCROWED | UNCONFIRMED_ADD | UNCONFIRMED_REMOVE) | escrowed << 2;
        put(entry.getKey(), new Row(flags, row.number, row.seen));
      }
    }
  }

  @Override
  public void revertEscrow(long object) {
    change(object, ESCROWED, InMemoryReferences::reverted);
  }

  /** Back to unapplied, unless something newer was staged meanwhile. */
  private static int reverted(int flags) {
    return (flags & UNAPPLIED) != 0
        ? flags & ~ESCROWED
        : (flags & ~ESCROWED) | ((flags & ESCROWED) >> 2);
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
        .mapToInt(entry -> entry.getValue().flags)
        .anyMatch(flags -> (flags & IMPORTED) != 0 || expected(flags));
  }

  @Override
  public void retarget(long from, long to) {
    if (from == to) {
      return;
    }
    for (Map.Entry<Key, Row> entry : new TreeMap<>(rows).entrySet()) {
      Key key = entry.getKey();
      if (key.target == from) {
        Key moved = new Key(key.object, key.attribute, to);
        Row there = row(moved);
        put(key, null);
        put(
            moved,
            new Row(
                there.flags | entry.getValue().flags,
                there.number,
                Math.max(there.seen, entry.getValue().seen)));
      }
    }
  }

  boolean isTarget(long id) {
    return !byTarget.getOrDefault(id, java.util.Collections.emptyNavigableSet()).isEmpty();
  }

  void removeAllOf(long object) {
    for (Key key : List.copyOf(of(object).keySet())) {
      put(key, null);
    }
  }
}
