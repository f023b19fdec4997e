package dev.landfall.testkit.store;

import static dev.landfall.testkit.store.Samples.FOREST;
import static dev.landfall.testkit.store.Samples.MEMBER;
import static dev.landfall.testkit.store.Samples.TENANT;
import static dev.landfall.testkit.store.Samples.all;
import static dev.landfall.testkit.store.Samples.ids;
import static dev.landfall.testkit.store.Samples.link;
import static dev.landfall.testkit.store.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.References;
import dev.landfall.core.store.References.Staged;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link References} promises of imports and of reading. */
public interface ImportedReferencesContract {
  AttributeName MANAGER = AttributeName.of("manager");
  Staged UNCHANGED = new Staged(false, false);
  Staged CHANGED = new Staged(true, false);

  Store store();

  private ConnectorSpace space() {
    return store().connectorSpace(FOREST);
  }

  private References references() {
    return space().references();
  }

  private long add(String name) {
    return space().insert(user(name));
  }

  @Test
  default void stagingTellsWhatChanged() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    assertThat(references().stageImported(group, MEMBER, ids(b, a), ids(), 1)).isEqualTo(CHANGED);
    assertThat(references().stageImported(group, MEMBER, ids(a), ids(), 2)).isEqualTo(UNCHANGED);
    assertThat(references().stageImported(group, MEMBER, ids(), ids(999_999), 2))
        .isEqualTo(UNCHANGED);
    assertThat(all(references().expected(group, MEMBER))).containsExactly(a, b);
    assertThat(references().stageImported(group, MEMBER, ids(), ids(a), 3)).isEqualTo(CHANGED);
    assertThat(references().stageImported(group, MEMBER, ids(), ids(a), 3)).isEqualTo(UNCHANGED);
    assertThat(all(references().expected(group, AttributeName.of("MEMBER")))).containsExactly(b);
    assertThat(references().importedCount(group, MEMBER)).isEqualTo(1);
    assertThat(references().expectedCount(group, MEMBER)).isEqualTo(1);
    assertThat(references().stageImported(group, MEMBER, ids(), ids(), 3)).isEqualTo(UNCHANGED);
  }

  @Test
  default void attributesAreThoseWithAnyExpectedRow() {
    long group = add("g");
    long a = add("a");
    references().stageImported(group, MEMBER, ids(a), ids(), 1);
    references().stageImported(group, MANAGER, ids(a), ids(), 1);
    references().markSynchronized(group);
    assertThat(references().attributes(group)).containsExactlyInAnyOrder(MEMBER, MANAGER);
    references().stageImported(group, MANAGER, ids(), ids(a), 2);
    assertThat(references().attributes(group)).containsExactly(MEMBER);
    assertThat(references().attributes(a)).isEmpty();
  }

  @Test
  default void aSweepTakesWhatItsImportDidNotSee() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    references().stageImported(group, MEMBER, ids(a, b), ids(), 1);
    references().stageImported(group, MANAGER, ids(a), ids(), 1);
    references().stageImported(group, MEMBER, ids(b), ids(), 2);
    assertThat(references().sweep(group, MEMBER, 2)).isEqualTo(CHANGED);
    assertThat(references().sweep(group, MEMBER, 2)).isEqualTo(UNCHANGED);
    assertThat(all(references().expected(group, MEMBER))).containsExactly(b);
    assertThat(all(references().expected(group, MANAGER))).containsExactly(a);
  }

  @Test
  default void theSweepOfAFullImportNamesTheLosersOfThisSpaceOnly() {
    long g = add("g");
    long h = add("h");
    long a = add("a");
    long b = add("b");
    ConnectorSpace other = store().connectorSpace(TENANT);
    long x = other.insert(user("x"));
    other.references().stageImported(x, MANAGER, ids(x), ids(), 1);
    references().stageImported(g, MEMBER, ids(a, b), ids(), 1);
    references().stageImported(h, MEMBER, ids(a), ids(), 1);
    references().markSynchronized(g);
    references().stageImported(g, MEMBER, ids(a), ids(), 2);
    references().stageImported(h, MEMBER, ids(a), ids(), 2);
    assertThat(references().sweepUnseen(2)).containsExactly(g);
    assertThat(references().sweepUnseen(2)).isEmpty();
    assertThat(all(references().expected(g, MEMBER))).containsExactly(a);
    assertThat(references().pendingImport(g)).isTrue();
    assertThat(all(other.references().expected(x, MANAGER))).containsExactly(x);
  }

  @Test
  default void synchronizationSettlesWhatWasImported() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    assertThat(references().pendingImport(group)).isFalse();
    references().stageImported(group, MEMBER, ids(a, b), ids(), 1);
    assertThat(references().pendingImport(group)).isTrue();
    references().markSynchronized(group);
    assertThat(references().pendingImport(group)).isFalse();
    references().stageImported(group, MEMBER, ids(), ids(a), 2);
    assertThat(references().pendingImport(group)).isTrue();
    references().stageImported(group, MEMBER, ids(a), ids(), 3);
    assertThat(references().pendingImport(group)).isFalse();
    references().stageImported(group, MEMBER, ids(), ids(a), 4);
    references().markSynchronized(group);
    assertThat(references().pendingImport(group)).isFalse();
    assertThat(all(references().expected(group, MEMBER))).containsExactly(b);
  }

  @Test
  default void resolvesAcrossConnectorsAlongLinks() {
    ConnectorSpace tenant = store().connectorSpace(TENANT);
    long group = add("g");
    long[] targets = new long[5];
    for (int i = 0; i < 5; i++) {
      int metaverse = 100 - i;
      targets[i] = space().insert(user("t" + i).edit().link(Optional.of(link(metaverse))).done());
    }
    long unlinked = add("unlinked");
    long first = tenant.insert(user("t0").edit().link(Optional.of(link(100))).done());
    long second = tenant.insert(user("t1").edit().link(Optional.of(link(99))).done());
    tenant.insert(
        user("t2")
            .edit()
            .link(Optional.of(link(98)))
            .unconfirmed(
                new PendingExport(PendingExport.Operation.DELETE, Map.of(), Optional.empty()))
            .done());
    references().stageImported(group, MEMBER, targets, ids(), 1);
    references().stageImported(group, MEMBER, ids(unlinked), ids(), 1);
    assertThat(all(references().resolved(group, MEMBER, TENANT))).containsExactly(first, second);
    references().stageExport(group, MEMBER, ids(), ids(targets[1]));
    assertThat(all(references().resolved(group, MEMBER, TENANT))).containsExactly(first);
    assertThat(all(references().resolved(group, MEMBER, FOREST)))
        .containsExactly(targets[0], targets[2], targets[3], targets[4]);
    assertThat(all(references().resolved(group, MANAGER, TENANT))).isEmpty();
  }

  @Test
  default void cursorsStreamManyIdsWhileRowsBehindThemChange() {
    long group = add("g");
    long[] many = LongStream.range(1_000_000, 1_005_000).toArray();
    references().stageImported(group, MEMBER, many, ids(), 1);
    long expected = 0;
    try (LongCursor cursor = references().expected(group, MEMBER)) {
      for (long id = cursor.next(); id != LongCursor.END; id = cursor.next()) {
        assertThat(id).isEqualTo(many[(int) expected++]);
        if (id % 700 == 0) {
          references().stageExport(group, MEMBER, ids(id - 500_000), ids(id, id - 1));
        }
      }
    }
    assertThat(expected).isEqualTo(5_000);
    assertThat(references().importedCount(group, MEMBER)).isEqualTo(5_000);
    assertThat(references().expectedCount(group, MEMBER)).isLessThan(5_000);
  }

  @Test
  default void findsWhoRefersToAnObjectByPage() {
    long a = add("a");
    long g = add("g");
    long h = add("h");
    long i = add("i");
    references().stageImported(g, MEMBER, ids(a), ids(), 1);
    references().stageImported(g, MANAGER, ids(a), ids(), 1);
    references().stageImported(h, MEMBER, ids(a), ids(), 1);
    references().stageExport(i, MEMBER, ids(a), ids());
    assertThat(references().referencing(a, 0, 9)).containsExactly(g, h, i);
    assertThat(references().referencing(a, 0, 2)).containsExactly(g, h);
    assertThat(references().referencing(a, h, 2)).containsExactly(i);
    references().markSynchronized(h);
    references().stageImported(h, MEMBER, ids(), ids(a), 2);
    references().stageExport(g, MEMBER, ids(), ids(a));
    assertThat(references().referencing(a, 0, 9)).containsExactly(g, i);
    assertThat(references().referencing(g, 0, 9)).isEmpty();
  }

  @Test
  default void marksTheMetaverseObjectsOfWhoRefersToAnObject() {
    long a = add("a");
    long linked = add("g");
    long unlinked = add("h");
    long former = add("i");
    long metaverse = linked(linked);
    linked(former);
    references().stageImported(linked, MEMBER, ids(a), ids(), 1);
    references().stageImported(unlinked, MEMBER, ids(a), ids(), 1);
    references().stageImported(former, MEMBER, ids(a), ids(), 1);
    references().markSynchronized(former);
    references().stageImported(former, MEMBER, ids(), ids(a), 2);
    references().markReferrersDirty(a);
    references().markReferrersDirty(linked);
    assertThat(store().metaverse().dirty(0, 9)).containsExactly(metaverse);
  }

  private long linked(long object) {
    long metaverse = store().metaverse().insert(MvObject.blank("group"));
    space()
        .update(
            space().byId(object).orElseThrow().edit().link(Optional.of(link(metaverse))).done());
    return metaverse;
  }

  @Test
  default void retargetingUnitesRows() {
    long group = add("g");
    long from = add("from");
    long to = add("to");
    references().stageImported(group, MEMBER, ids(from, to), ids(), 1);
    references().stageImported(group, MANAGER, ids(from), ids(), 1);
    references().retarget(from, to);
    assertThat(all(references().expected(group, MEMBER))).containsExactly(to);
    assertThat(all(references().expected(group, MANAGER))).containsExactly(to);
    assertThat(references().referencing(from, 0, 9)).isEmpty();
    assertThat(references().referencing(to, 0, 9)).isEqualTo(List.of(group));
    references().retarget(to, to);
    assertThat(references().importedCount(group, MEMBER)).isEqualTo(1);
  }
}
