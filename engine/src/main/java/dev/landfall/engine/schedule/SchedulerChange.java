package dev.landfall.engine.schedule;

import dev.landfall.engine.run.CyclePolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the scheduler to change; what is empty stays.
 *
 * @param customizedInterval zero takes the wish back, so that the shortest allowed one holds
 */
public record SchedulerChange(
    Optional<Boolean> syncCycleEnabled,
    Optional<Duration> customizedInterval,
    Optional<CyclePolicy> nextPolicy,
    Optional<Duration> purgeRunHistoryInterval,
    Optional<Boolean> maintenanceEnabled,
    Optional<Boolean> suspended,
    Optional<Boolean> confirmingImport) {

  /** Changes nothing; the methods below add to it. */
  public static final SchedulerChange NONE =
      new SchedulerChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public SchedulerChange withSyncCycleEnabled(boolean enabled) {
    return new SchedulerChange(
        Optional.of(enabled),
        customizedInterval,
        nextPolicy,
        purgeRunHistoryInterval,
        maintenanceEnabled,
        suspended,
        confirmingImport);
  }

  public SchedulerChange withCustomizedInterval(Duration interval) {
    return new SchedulerChange(
        syncCycleEnabled,
        Optional.of(interval),
        nextPolicy,
        purgeRunHistoryInterval,
        maintenanceEnabled,
        suspended,
        confirmingImport);
  }

  public SchedulerChange withNextPolicy(CyclePolicy policy) {
    return new SchedulerChange(
        syncCycleEnabled,
        customizedInterval,
        Optional.of(policy),
        purgeRunHistoryInterval,
        maintenanceEnabled,
        suspended,
        confirmingImport);
  }

  public SchedulerChange withPurgeRunHistoryInterval(Duration interval) {
    return new SchedulerChange(
        syncCycleEnabled,
        customizedInterval,
        nextPolicy,
        Optional.of(interval),
        maintenanceEnabled,
        suspended,
        confirmingImport);
  }

  public SchedulerChange withMaintenanceEnabled(boolean enabled) {
    return new SchedulerChange(
        syncCycleEnabled,
        customizedInterval,
        nextPolicy,
        purgeRunHistoryInterval,
        Optional.of(enabled),
        suspended,
        confirmingImport);
  }

  public SchedulerChange withSuspended(boolean nowSuspended) {
    return new SchedulerChange(
        syncCycleEnabled,
        customizedInterval,
        nextPolicy,
        purgeRunHistoryInterval,
        maintenanceEnabled,
        Optional.of(nowSuspended),
        confirmingImport);
  }
}
