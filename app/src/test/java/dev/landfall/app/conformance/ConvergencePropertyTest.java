package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.PendingImport;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** From whatever state: cycles reach what the rules describe, and one more cycle does nothing. */
class ConvergencePropertyTest {
  private static final int MOST_CYCLES = 4;

  private final ConformanceLab lab = new ConformanceLab();

  @BeforeTry
  void start() throws IOException {
    lab.start();
  }

  @AfterTry
  void stop() throws IOException {
    lab.stop();
  }

  @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
  void cyclesReachWhatTheRulesDescribeAndThenNothingMoves(
      @ForAll @Size(min = 1, max = 4)
          List<@Size(min = 1, max = 12) List<@IntRange(max = 20_000) Integer>> batches) {
    RandomWorld world = new RandomWorld(lab);
    for (List<Integer> batch : batches) {
      batch.forEach(world::change);
      lab.cycle(CyclePolicy.DELTA);
    }
    for (int i = 0; i < MOST_CYCLES; i++) {
      lab.cycle(CyclePolicy.DELTA).forEach(ConvergencePropertyTest::requireNoError);
    }

    assertThat(world.present()).isEqualTo(world.wanted());
    requireRest();
  }

  @Property(tries = 15, shrinking = ShrinkingMode.BOUNDED)
  void anInitialCycleAlsoFindsWhatNoDeltaTells(
      @ForAll @Size(min = 1, max = 25) List<@IntRange(max = 20_000) Integer> changes,
      @ForAll @IntRange(max = 1_000) int lost) {
    RandomWorld world = new RandomWorld(lab);
    changes.forEach(world::change);
    lab.cycle(CyclePolicy.DELTA);
    lab.cycle(CyclePolicy.DELTA);
    List<String> cloud = List.copyOf(lab.aad().anchors());
    if (!cloud.isEmpty()) {
      lab.aad().vanish(cloud.get(lost % cloud.size()));
    }

    for (int i = 0; i < MOST_CYCLES; i++) {
      lab.cycle(CyclePolicy.INITIAL);
    }

    assertThat(world.present()).isEqualTo(world.wanted());
    requireRest();
  }

  @Property(tries = 15, shrinking = ShrinkingMode.BOUNDED)
  void inStagingModeNothingIsExportedAndAfterwardsEverythingArrives(
      @ForAll @Size(min = 1, max = 15) List<@IntRange(max = 20_000) Integer> before,
      @ForAll @Size(min = 1, max = 15) List<@IntRange(max = 20_000) Integer> staged) {
    RandomWorld world = new RandomWorld(lab);
    before.forEach(world::change);
    lab.cycle(CyclePolicy.DELTA);
    lab.engine().settings().stagingMode(true);
    long exports = exports();
    for (int change : staged) {
      world.change(change);
      lab.cycle(CyclePolicy.DELTA);
    }
    assertThat(exports()).isEqualTo(exports);

    lab.engine().settings().stagingMode(false);
    for (int i = 0; i < MOST_CYCLES; i++) {
      lab.cycle(CyclePolicy.DELTA);
    }

    assertThat(world.present()).isEqualTo(world.wanted());
    requireRest();
  }

  @Property(tries = 15, shrinking = ShrinkingMode.BOUNDED)
  void anImportThatFailsAnywhereDeletesNothing(
      @ForAll @Size(min = 3, max = 25) List<@IntRange(max = 20_000) Integer> changes,
      @ForAll @IntRange(max = 8) int objects) {
    RandomWorld world = new RandomWorld(lab);
    changes.forEach(world::change);
    lab.cycle(CyclePolicy.DELTA);
    lab.cycle(CyclePolicy.DELTA);
    long deletes = pendingDeletes();
    List<String> gone = List.copyOf(lab.ad1().anchors());
    gone.stream().limit(2).forEach(lab.ad1()::vanish);
    lab.ad1().breakingAfter(Math.min(objects, lab.ad1().anchors().size() - 1));

    RunRecord failed = lab.run(lab.ad1(), RunProfile.FULL_IMPORT);

    if (failed.result().stopped()) {
      assertThat(pendingDeletes()).isEqualTo(deletes);
    }
  }

  private void requireRest() {
    List<MvObject> metaverse = lab.metaverse();
    long exports = exports();

    lab.cycle(CyclePolicy.DELTA);

    assertThat(exports()).isEqualTo(exports);
    assertThat(lab.metaverse()).isEqualTo(metaverse);
    for (ConnectorId connector : List.of(AD1, AD2, AAD)) {
      assertThat(lab.pendingExports(connector)).isEmpty();
    }
  }

  private static void requireNoError(RunRecord run) {
    assertThat(run.result().errors()).filteredOn(issue -> !issue.warning()).isEmpty();
  }

  private long exports() {
    return lab.aad().exported().size() + lab.ad2().exported().size();
  }

  private long pendingDeletes() {
    return lab.objects(AD1).stream()
        .filter(object -> object.pendingImport() == PendingImport.DELETE)
        .count();
  }
}
