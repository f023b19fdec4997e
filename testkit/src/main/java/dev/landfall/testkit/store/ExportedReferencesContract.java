package dev.landfall.testkit.store;

import static dev.landfall.testkit.store.Samples.FOREST;
import static dev.landfall.testkit.store.Samples.MEMBER;
import static dev.landfall.testkit.store.Samples.all;
import static dev.landfall.testkit.store.Samples.ids;
import static dev.landfall.testkit.store.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.store.References;
import dev.landfall.core.store.References.Change;
import dev.landfall.core.store.References.Staged;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link References} promises of exports. */
public interface ExportedReferencesContract {
  Staged DISAPPOINTED = new Staged(true, true);

  Store store();

  private References references() {
    return store().connectorSpace(FOREST).references();
  }

  private long add(String name) {
    return store().connectorSpace(FOREST).insert(user(name));
  }

  private List<Change> escrowed(long object) {
    return references().escrowedChanges(object, 0, 100);
  }

  /** Adds one target and removes another, both accepted by the connected system. */
  private void exported(long group, long added, long removed) {
    references().stageImported(group, MEMBER, ids(removed), ids(), 1);
    references().markSynchronized(group);
    references().stageExport(group, MEMBER, ids(added), ids(removed));
    references().escrow(group);
    references().accepted(group, List.of());
  }

  @Test
  default void stagedChangesAreExpectedAtOnce() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    references().stageImported(group, MEMBER, ids(a), ids(), 1);
    references().stageExport(group, MEMBER, ids(b), ids(a));
    assertThat(all(references().expected(group, MEMBER))).containsExactly(b);
    assertThat(references().importedCount(group, MEMBER)).isEqualTo(1);
    assertThat(references().hasUnapplied(group)).isTrue();
    assertThat(references().unappliedChanges(group, 0, 9))
        .extracting(Change::attribute, Change::target, Change::add)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(MEMBER, b, true),
            org.assertj.core.groups.Tuple.tuple(MEMBER, a, false));
    assertThat(escrowed(group)).isEmpty();
  }

  @Test
  default void anOppositeChangeUndoesAnUnappliedOne() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    references().stageImported(group, MEMBER, ids(a), ids(), 1);
    references().stageExport(group, MEMBER, ids(b), ids(a));
    references().stageExport(group, MEMBER, ids(a), ids(b));
    assertThat(references().hasUnapplied(group)).isFalse();
    assertThat(references().unappliedChanges(group, 0, 9)).isEmpty();
    assertThat(all(references().expected(group, MEMBER))).containsExactly(a);
    assertThat(references().referencing(b, 0, 9)).isEmpty();
  }

  @Test
  default void whatIsUnappliedCanBeDropped() {
    long group = add("g");
    long a = add("a");
    references().stageExport(group, MEMBER, ids(a), ids());
    references().dropUnapplied(group);
    assertThat(references().hasUnapplied(group)).isFalse();
    assertThat(references().expectedCount(group, MEMBER)).isZero();
    assertThat(store().connectorSpace(FOREST).pendingExports(0, 9)).isEmpty();
  }

  @Test
  default void anImportOfTheAddedValueEndsAnUnappliedAdd() {
    long group = add("g");
    long a = add("a");
    references().stageExport(group, MEMBER, ids(a), ids());
    references().stageImported(group, MEMBER, ids(a), ids(), 1);
    assertThat(references().hasUnapplied(group)).isFalse();
    assertThat(store().connectorSpace(FOREST).pendingExports(0, 9)).isEmpty();
    references().stageExport(group, MEMBER, ids(), ids(a));
    references().stageImported(group, MEMBER, ids(), ids(a), 2);
    assertThat(references().hasUnapplied(group)).isFalse();
    assertThat(store().connectorSpace(FOREST).pendingExports(0, 9)).isEmpty();
  }

  @Test
  default void escrowedChangesCanBeTakenBack() {
    long group = add("g");
    long a = add("a");
    references().stageExport(group, MEMBER, ids(a), ids());
    references().escrow(group);
    assertThat(references().hasUnapplied(group)).isFalse();
    assertThat(escrowed(group)).extracting(Change::target).containsExactly(a);
    assertThat(all(references().expected(group, MEMBER))).containsExactly(a);
    assertThat(store().connectorSpace(FOREST).pendingExports(0, 9)).hasSize(1);
    references().revertEscrow(group);
    assertThat(escrowed(group)).isEmpty();
    assertThat(references().hasUnapplied(group)).isTrue();
  }

  @Test
  default void aNewerChangeOutlivesTheRevertOfAnOlderOne() {
    long group = add("g");
    long a = add("a");
    references().stageExport(group, MEMBER, ids(a), ids());
    references().escrow(group);
    references().stageExport(group, MEMBER, ids(), ids(a));
    references().revertEscrow(group);
    assertThat(references().unappliedChanges(group, 0, 9))
        .extracting(Change::target, Change::add)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(a, false));
  }

  @Test
  default void acceptedChangesWaitForTheirConfirmingImport() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    exported(group, a, b);
    assertThat(all(references().expected(group, MEMBER))).containsExactly(a);
    assertThat(references().hasUnapplied(group)).isFalse();
    assertThat(store().connectorSpace(FOREST).pendingExports(0, 9)).isEmpty();
    assertThat(references().stageImported(group, MEMBER, ids(a), ids(b), 2))
        .isEqualTo(new Staged(true, false));
    references().markSynchronized(group);
    assertThat(all(references().expected(group, MEMBER))).containsExactly(a);
    assertThat(references().pendingImport(group)).isFalse();
  }

  @Test
  default void rejectedChangesAreUnappliedAgain() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    references().stageExport(group, MEMBER, ids(a, b), ids());
    references().stageExport(group, AttributeName.of("owner"), ids(b), ids());
    references().escrow(group);
    List<Change> rejected =
        escrowed(group).stream()
            .filter(change -> change.attribute().equals(MEMBER) && change.target() == b)
            .toList();
    assertThat(rejected).hasSize(1);
    references().accepted(group, rejected);
    assertThat(escrowed(group)).isEmpty();
    assertThat(references().unappliedChanges(group, 0, 9))
        .extracting(Change::attribute, Change::target, Change::add)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(MEMBER, b, true));
  }

  @Test
  default void aContradictingImportStagesTheExportAgain() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    exported(group, a, b);
    assertThat(references().stageImported(group, MEMBER, ids(b), ids(a), 2))
        .isEqualTo(DISAPPOINTED);
    assertThat(references().unappliedChanges(group, 0, 9))
        .extracting(Change::target, Change::add)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(a, true),
            org.assertj.core.groups.Tuple.tuple(b, false));
    assertThat(all(references().expected(group, MEMBER))).containsExactly(a);
    assertThat(store().connectorSpace(FOREST).pendingExports(0, 9)).hasSize(1);
  }

  @Test
  default void sweepsNoticeAddsThatDidNotComeBack() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    exported(group, a, b);
    references().stageImported(group, MEMBER, ids(), ids(b), 2);
    assertThat(references().sweep(group, MEMBER, 2)).isEqualTo(DISAPPOINTED);
    assertThat(references().hasUnapplied(group)).isTrue();
    references().escrow(group);
    references().accepted(group, List.of());
    assertThat(references().sweepUnseen(3)).containsExactly(group);
    assertThat(references().hasUnapplied(group)).isTrue();
  }

  @Test
  default void changesComeInPagesByRow() {
    long group = add("g");
    long[] many = LongStream.range(500, 1_750).toArray();
    references().stageExport(group, MEMBER, many, ids());
    references().stageExport(group, AttributeName.of("owner"), many, ids());
    references().escrow(group);
    List<Change> collected = new ArrayList<>();
    List<Change> page;
    long row = 0;
    while (!(page = references().escrowedChanges(group, row, 400)).isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(400);
      assertThat(page.get(0).row()).isGreaterThan(row);
      row = page.get(page.size() - 1).row();
      collected.addAll(page);
    }
    assertThat(collected).hasSize(2_500).extracting(Change::row).doesNotHaveDuplicates().isSorted();
    references().accepted(group, collected.subList(0, 1_300));
    assertThat(references().unappliedChanges(group, 0, 9_999)).hasSize(1_300);
  }

  @Test
  default void aRollbackRestoresReferences() {
    long group = add("g");
    long a = add("a");
    long b = add("b");
    references().stageImported(group, MEMBER, ids(a), ids(), 1);
    assertThatThrownBy(
            () ->
                store()
                    .inTransaction(
                        () -> {
                          references().stageImported(group, MEMBER, ids(b), ids(a), 2);
                          references().stageExport(group, MEMBER, ids(), ids(b));
                          references()
                              .stageImported(group, AttributeName.of("fresh"), ids(b), ids(), 2);
                          references().retarget(b, a);
                          throw new IllegalArgumentException("stop");
                        }))
        .hasMessage("stop");
    assertThat(all(references().expected(group, MEMBER))).containsExactly(a);
    assertThat(references().hasUnapplied(group)).isFalse();
    assertThat(references().attributes(group)).containsExactly(MEMBER);
    assertThat(references().referencing(b, 0, 9)).isEmpty();
    references().stageImported(group, AttributeName.of("later"), ids(b), ids(), 2);
    assertThat(references().attributes(group))
        .containsExactlyInAnyOrder(MEMBER, AttributeName.of("later"));
  }
}
