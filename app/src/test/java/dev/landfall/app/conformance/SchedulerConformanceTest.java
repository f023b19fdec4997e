package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.app.service.EngineService;
import dev.landfall.app.service.SchedulerLoop;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.CsObject;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.schedule.Durations;
import dev.landfall.engine.schedule.Maintenance;
import dev.landfall.engine.schedule.Scheduler;
import dev.landfall.engine.schedule.SchedulerChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheduler, cycles, staging mode and run history. */
class SchedulerConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private void usersFlowToTheCloud() {
    lab.rules(
        RuleDraft.inbound(guid(901), "In", AD1, "user", "person", LinkType.PROVISION, 100)
            .direct("displayName", "displayName"),
        RuleDraft.outbound(guid(902), "Out", AAD, "person", "user", LinkType.PROVISION, 110)
            .direct("displayName", "displayName")
            .computed("\"CN=\" & [displayName]", "dn"));
  }

  private void users(int count) {
    for (int i = 1; i <= count; i++) {
      lab.ad1().with(guid(i), "CN=u" + i, "user", attributes("displayName", "u" + i));
    }
  }

  private Scheduler scheduler() {
    return new Scheduler(lab.engine().store(), lab.clock);
  }

  private static List<String> steps(List<RunRecord> runs) {
    return runs.stream().map(run -> run.connectorName() + " " + run.profile().label()).toList();
  }

  @Test
  void cs83_aDeltaCycleImportsSynchronizesAndExportsInTheDocumentedOrder() {
    usersFlowToTheCloud();
    lab.cycle(CyclePolicy.INITIAL);

    assertThat(steps(lab.cycle(CyclePolicy.DELTA)))
        .containsExactly(
            "corp.example.com Delta Import",
            "lab.example.com Delta Import",
            "contoso.onmicrosoft.com - AAD Delta Import",
            "corp.example.com Delta Synchronization",
            "lab.example.com Delta Synchronization",
            "contoso.onmicrosoft.com - AAD Delta Synchronization",
            "contoso.onmicrosoft.com - AAD Export",
            "lab.example.com Export",
            "corp.example.com Export");
  }

  @ParameterizedTest(name = "customized {0} gives {1}")
  @CsvSource({"00:05:00, 00:30:00", "03:00:00, 03:00:00", "1.00:00:00, 1.00:00:00"})
  void cs84_anIntervalShorterThanAllowedIsNotUsed(String customized, String effective) {
    Duration wished = Durations.parse(customized).orElseThrow();

    assertThat(
            Durations.timeSpan(
                scheduler()
                    .change(SchedulerChange.NONE.withCustomizedInterval(wished))
                    .effectiveInterval()))
        .isEqualTo(effective);
    lab.restart();
    assertThat(scheduler().status().customizedInterval()).contains(wished);
  }

  @Test
  void cs85_aSchedulerThatIsOffStartsNothingButACycleByHandRuns() throws Exception {
    usersFlowToTheCloud();
    users(1);
    scheduler().change(SchedulerChange.NONE.withSyncCycleEnabled(false));
    try (EngineService service =
        new EngineService(
            () -> {
              throw new AssertionError("a cycle started");
            },
            () -> {
              throw new AssertionError("nothing is to be changed");
            })) {
      SchedulerLoop loop = new SchedulerLoop(service, lab::reader, lab.clock);

      assertThat(loop.look()).isEmpty();
      lab.clock.advance(Duration.ofDays(1));
      assertThat(loop.look()).isEmpty();
    }
    assertThat(lab.cycle(CyclePolicy.INITIAL)).allMatch(run -> run.result().clean());
    assertThat(lab.aad().anchors()).hasSize(1);
    scheduler().change(SchedulerChange.NONE.withSyncCycleEnabled(true));
    assertThat(scheduler().due()).isEmpty();
    lab.clock.advance(Duration.ofMinutes(30));
    assertThat(scheduler().due()).contains(CyclePolicy.DELTA);
  }

  @Test
  void cs86_aStagingServerExportsNothingInACycleButWhatAnOperatorRuns() {
    usersFlowToTheCloud();
    users(2);
    lab.engine().settings().stagingMode(true);

    assertThat(lab.cycle(CyclePolicy.INITIAL))
        .extracting(RunRecord::profile)
        .doesNotContain(RunProfile.EXPORT);
    users(3);
    lab.cycle(CyclePolicy.DELTA);

    assertThat(lab.space(AAD).pendingExports(0, 10)).hasSize(3);
    assertThat(lab.aad().exported()).isEmpty();
    assertThat(lab.good(lab.aad(), RunProfile.EXPORT).counter("ExportAdd")).isEqualTo(3);
    assertThat(lab.aad().anchors()).hasSize(3);
  }

  @Test
  void cs87_aRequiredFullSynchronizationIsDoneOnceAndOnItsConnectorOnly() {
    usersFlowToTheCloud();
    lab.cycle(CyclePolicy.INITIAL);
    lab.engine().settings().fullSyncRequired(AD1, true);

    assertThat(steps(lab.cycle(CyclePolicy.DELTA)))
        .contains(
            "corp.example.com Full Synchronization",
            "lab.example.com Delta Synchronization",
            "contoso.onmicrosoft.com - AAD Delta Synchronization");
    assertThat(lab.engine().settings().fullSyncRequired(AD1)).isFalse();
    assertThat(steps(lab.cycle(CyclePolicy.DELTA)))
        .contains("corp.example.com Delta Synchronization")
        .noneMatch(step -> step.contains("Full"));
  }

  @Test
  void cs87_aRequiredFullImportThatDidNotGetToItsEndIsStillRequired() {
    usersFlowToTheCloud();
    users(3);
    lab.cycle(CyclePolicy.INITIAL);
    lab.engine().settings().fullImportRequired(AD1, true);
    lab.ad1().breakingAfter(1);

    List<RunRecord> broken = lab.cycle(CyclePolicy.DELTA);

    assertThat(steps(broken))
        .contains("corp.example.com Full Import", "lab.example.com Delta Import")
        .doesNotContain("corp.example.com Delta Synchronization")
        .noneMatch(step -> step.endsWith("Export"));
    assertThat(lab.engine().settings().fullImportRequired(AD1)).isTrue();
    lab.cycle(CyclePolicy.DELTA);
    assertThat(lab.engine().settings().fullImportRequired(AD1)).isFalse();
  }

  @Test
  void cs88_rulesAreRefusedWhileACycleRunsAndAcceptedOnceItWasStopped() {
    usersFlowToTheCloud();
    users(5);
    RuleDraft change =
        RuleDraft.inbound(guid(903), "Title", AD1, "user", "person", LinkType.JOIN, 50)
            .direct("displayName", "title");
    List<Throwable> refused = new ArrayList<>();
    lab.engine()
        .atPageBoundaries(
            () -> {
              try {
                lab.engine().rules().put(change.rule());
              } catch (LandfallException inProgress) {
                refused.add(inProgress);
              }
              lab.engine().stop();
            });

    List<RunRecord> stopped = lab.cycle(CyclePolicy.INITIAL);

    assertThat(refused)
        .singleElement()
        .isInstanceOfSatisfying(
            LandfallException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RUN_IN_PROGRESS));
    assertThat(stopped)
        .singleElement()
        .matches(run -> run.result().result().equals("stopped-user-termination-from-wmi-or-ui"));
    assertThat(stopped.get(0).result().counter("StageAdd")).isEqualTo(1);
    lab.engine().atPageBoundaries(() -> {});
    assertThat(lab.engine().rules().put(change.rule())).isEmpty();
    lab.cycle(CyclePolicy.INITIAL);
    assertThat(lab.aad().anchors()).hasSize(5);
    assertThat(lab.mvValues(AD1, guid(5), "title")).containsExactly("u5");
  }

  @Test
  void cs88_aStoppedSynchronizationLeavesTheRestToTheNextCycle() {
    usersFlowToTheCloud();
    users(1_450);
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);
    lab.engine().atPageBoundaries(lab.engine()::stop);

    RunRecord stopped = lab.run(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(stopped.result().stoppedByOperator()).isTrue();
    assertThat(stopped.result().counter("Projections")).isBetween(1L, 1_449L);
    assertThat(lab.engine().settings().fullSyncRequired(AD1)).isTrue();
    lab.engine().atPageBoundaries(() -> {});
    lab.cycle(CyclePolicy.DELTA);
    assertThat(lab.aad().anchors()).hasSize(1_450);
    assertThat(lab.space(AD1).all(0, 2_000)).allMatch(object -> object.link().isPresent());
  }

  @Test
  void cs89_maintenanceRemovesRunsOlderThanThePurgeInterval() {
    usersFlowToTheCloud();
    users(2);
    RunRecord old = lab.run(lab.ad1(), RunProfile.FULL_IMPORT);
    assertThat(lab.engine().history().objects(old, "StageAdd")).containsExactly("CN=u1", "CN=u2");
    lab.clock.advance(Duration.ofDays(7).plusSeconds(1));
    RunRecord young = lab.run(lab.ad1(), RunProfile.DELTA_IMPORT);
    Maintenance maintenance = new Maintenance(lab.engine().store(), lab.clock);

    scheduler().change(SchedulerChange.NONE.withMaintenanceEnabled(false));
    maintenance.run();
    assertThat(lab.engine().history().find(old.id())).isPresent();
    scheduler().change(SchedulerChange.NONE.withMaintenanceEnabled(true));
    maintenance.run();

    assertThat(lab.engine().history().find(old.id())).isEmpty();
    assertThat(lab.engine().history().objects(old, "StageAdd")).isEmpty();
    assertThat(lab.engine().history().latest(10))
        .extracting(RunRecord::id)
        .containsExactly(young.id());
    assertThat(lab.run(lab.ad1(), RunProfile.DELTA_IMPORT).number()).isEqualTo(3);
  }

  @Test
  void cs90_aSecondRunOfABusyConnectorDoesNotStart() {
    usersFlowToTheCloud();
    users(1);
    List<RunRecord> second = new ArrayList<>();
    lab.engine().atPageBoundaries(() -> second.add(lab.run(lab.ad1(), RunProfile.DELTA_IMPORT)));

    RunRecord first = lab.run(lab.ad1(), RunProfile.FULL_IMPORT);

    assertThat(first.result().result()).isEqualTo("success");
    assertThat(second)
        .isNotEmpty()
        .allMatch(run -> run.result().result().equals("no-start-ma-already-running"));
    assertThat(lab.engine().history().latest(10)).hasSize(1);
  }

  @Test
  void cs90_aRunOfAnotherConnectorMeanwhileIsRefusedToo() {
    usersFlowToTheCloud();
    users(1);
    lab.engine()
        .atPageBoundaries(
            () ->
                assertThatThrownBy(() -> lab.run(lab.ad2(), RunProfile.DELTA_IMPORT))
                    .isInstanceOf(LandfallException.class)
                    .hasMessageContaining("corp.example.com"));

    assertThat(lab.run(lab.ad1(), RunProfile.FULL_IMPORT).result().result()).isEqualTo("success");
    assertThat(lab.space(AD2).all(0, 1)).isEqualTo(List.<CsObject>of());
  }
}
