package dev.landfall.engine.schedule;

import dev.landfall.core.store.Store;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.run.EngineState;
import dev.landfall.engine.run.WatermarkAge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says when a cycle is due and of which policy. It starts nothing itself: whoever runs it asks, and
 * a change of its settings holds from the next question on.
 */
public final class Scheduler {
  private final Store store;
  private final Clock clock;
  private final EngineSettings settings;
  private final EngineState state;

  public Scheduler(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.settings = new EngineSettings(store.documents());
    this.state = new EngineState(store);
  }

  public SchedulerStatus status() {
    List<String> alerts = new ArrayList<>();
    watermarks().alert(clock.instant()).ifPresent(alerts::add);
    settings
        .customizedInterval()
        .filter(wished -> wished.compareTo(EngineSettings.ALLOWED_INTERVAL) < 0)
        .ifPresent(wished -> alerts.add(tooShort(wished)));
    return new SchedulerStatus(
        EngineSettings.ALLOWED_INTERVAL,
        settings.effectiveInterval(),
        settings.customizedInterval(),
        nextPolicy(),
        nextStart(),
        settings.purgeRunHistoryInterval(),
        settings.syncCycleEnabled(),
        settings.maintenanceEnabled(),
        settings.stagingMode(),
        settings.schedulerSuspended(),
        state.cycleInProgress(),
        settings.confirmingImport(),
        alerts);
  }

  private static String tooShort(Duration wished) {
    return "The interval "
        + Durations.timeSpan(wished)
        + " is shorter than allowed; "
        + Durations.timeSpan(EngineSettings.ALLOWED_INTERVAL)
        + " is used.";
  }

  private WatermarkAge watermarks() {
    return new WatermarkAge(store.documents());
  }

  /** The policy set, or an initial cycle because a connector was not imported from for too long. */
  private CyclePolicy nextPolicy() {
    return watermarks().fullNeeded(clock.instant()) ? CyclePolicy.INITIAL : settings.nextPolicy();
  }

  /** One effective interval after the last cycle began; at once if there was none. */
  private Optional<Instant> nextStart() {
    if (!settings.syncCycleEnabled() || settings.schedulerSuspended()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant next =
        state
            .lastCycleStart()
            .map(started -> started.plus(settings.effectiveInterval()))
            .orElse(now);
    return Optional.of(next.isBefore(now) ? now : next);
  }

  /** The policy of the cycle to start now; empty when none is due. */
  public Optional<CyclePolicy> due() {
    boolean now = nextStart().map(next -> !next.isAfter(clock.instant())).orElse(false);
    return now && state.current().isEmpty() ? Optional.of(nextPolicy()) : Optional.empty();
  }

  /**
   * Changes settings, all of them or none. Allowed while a cycle runs: that is how the next one is
   * kept from starting.
   */
  public SchedulerStatus change(SchedulerChange change) {
    store.inTransaction(
        () -> {
          change.syncCycleEnabled().ifPresent(settings::syncCycleEnabled);
          change
              .customizedInterval()
              .ifPresent(
                  interval ->
                      settings.customizedInterval(
                          Optional.of(interval).filter(wished -> !wished.isZero())));
          change.nextPolicy().ifPresent(settings::nextPolicy);
          change.purgeRunHistoryInterval().ifPresent(settings::purgeRunHistoryInterval);
          change.maintenanceEnabled().ifPresent(settings::maintenanceEnabled);
          change.suspended().ifPresent(settings::schedulerSuspended);
          change.confirmingImport().ifPresent(settings::confirmingImport);
        });
    return status();
  }
}
