package dev.landfall.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.store.InMemoryStore;
import dev.landfall.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final ConnectorId AD = new ConnectorId("ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d");

  private final SettableClock clock = new SettableClock();
  private final InMemoryStore store = new InMemoryStore();
  private final InMemoryConnector ad =
      new InMemoryConnector(AD, "corp", SystemKind.ACTIVE_DIRECTORY, Schema.of(List.of()));
  private final ConnectSync engine =
      new ConnectSync(store, List.of(ad), Schema.of(List.of()), Map.of(), clock, new Random(1));
  private final Scheduler scheduler = new Scheduler(store, clock);

  @Test
  void aFreshServerIsDueAtOnceAndThenOncePerInterval() {
    assertThat(scheduler.due()).contains(CyclePolicy.DELTA);
    Instant first = clock.instant();
    engine.cycle(CyclePolicy.DELTA);

    assertThat(scheduler.due()).isEmpty();
    assertThat(scheduler.status().nextStart()).contains(first.plus(Duration.ofMinutes(30)));
    scheduler.change(SchedulerChange.NONE.withCustomizedInterval(Duration.ofHours(2)));
    assertThat(scheduler.status().nextStart()).contains(first.plus(Duration.ofHours(2)));
    clock.advance(Duration.ofHours(2));
    assertThat(scheduler.due()).contains(CyclePolicy.DELTA);
  }

  @Test
  void anIntervalShorterThanAllowedIsTold() {
    assertThat(
            scheduler
                .change(SchedulerChange.NONE.withCustomizedInterval(Duration.ofMinutes(5)))
                .alerts())
        .singleElement()
        .asString()
        .contains("00:05:00")
        .contains("00:30:00");
    assertThat(
            scheduler
                .change(SchedulerChange.NONE.withCustomizedInterval(Duration.ZERO))
                .customizedInterval())
        .isEmpty();
  }

  @Test
  void anInitialCycleSetsTheNextPolicyBackToDeltaButADeltaOneKeepsIt() {
    scheduler.change(SchedulerChange.NONE.withNextPolicy(CyclePolicy.INITIAL));
    engine.cycle(CyclePolicy.DELTA);
    assertThat(scheduler.status().nextPolicy()).isEqualTo(CyclePolicy.INITIAL);

    engine.cycle(CyclePolicy.INITIAL);
    assertThat(scheduler.status().nextPolicy()).isEqualTo(CyclePolicy.DELTA);
  }

  @Test
  void nothingStartsWhileSuspendedNotEvenByHand() {
    scheduler.change(SchedulerChange.NONE.withSuspended(true));

    assertThat(scheduler.due()).isEmpty();
    assertThatThrownBy(() -> engine.cycle(CyclePolicy.INITIAL))
        .isInstanceOf(LandfallException.class)
        .hasMessageContaining("suspended");
  }

  @Test
  void afterSixDaysWithoutAnImportThereIsAnAlertAndAfterSevenTheCycleIsInitial() {
    engine.cycle(CyclePolicy.INITIAL);
    clock.advance(Duration.ofDays(6));
    assertThat(scheduler.status().alerts()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    assertThat(scheduler.status().alerts()).singleElement().asString().contains("\"corp\"");
    assertThat(scheduler.due()).contains(CyclePolicy.DELTA);

    clock.advance(Duration.ofDays(1));
    assertThat(scheduler.due()).contains(CyclePolicy.INITIAL);
    assertThat(engine.cycle(CyclePolicy.DELTA))
        .extracting(RunRecord::profile)
        .contains(RunProfile.FULL_IMPORT, RunProfile.FULL_SYNCHRONIZATION)
        .doesNotContain(RunProfile.DELTA_IMPORT);
    assertThat(scheduler.status().alerts()).isEmpty();
  }

  @Test
  void aDeltaCycleStoppedWhileAnInitialOneIsAskedForLeavesItAskedFor() {
    ad.with("1", "CN=1", "user", Attributes.NONE);
    engine
        .rules()
        .put(
            RuleDraft.inbound("r", "In", AD, "user", "person", LinkType.PROVISION, 1)
                .constant("x", "title")
                .rule());
    scheduler.change(SchedulerChange.NONE.withNextPolicy(CyclePolicy.INITIAL));
    engine.atPageBoundaries(engine::stop);

    assertThat(engine.cycle(CyclePolicy.INITIAL))
        .extracting(run -> run.result().stoppedByOperator())
        .containsExactly(true);
    assertThat(scheduler.status().nextPolicy()).isEqualTo(CyclePolicy.INITIAL);
  }

  @Test
  void aCycleConfirmsItsOwnExportsOnlyWhenAsked() {
    engine.cycle(CyclePolicy.INITIAL);
    assertThat(last(engine.cycle(CyclePolicy.DELTA))).contains(RunProfile.EXPORT);

    engine.settings().confirmingImport(true);
    assertThat(last(engine.cycle(CyclePolicy.DELTA))).contains(RunProfile.DELTA_IMPORT);
  }

  private static Optional<RunProfile> last(List<RunRecord> runs) {
    return Optional.of(runs.get(runs.size() - 1).profile());
  }

  @Test
  void runsAreNumberedPerConnectorAndOverAll() {
    engine.run(ad, RunProfile.FULL_IMPORT);
    RunRecord second = engine.run(ad, RunProfile.FULL_IMPORT);

    assertThat(second.number()).isEqualTo(2);
    assertThat(engine.history().find(second.id())).contains(second);
    assertThat(engine.history().find(Long.toString(second.sequence()))).contains(second);
    assertThat(engine.history().find("nonsense")).isEmpty();
  }
}
