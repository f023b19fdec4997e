package dev.landfall.engine.schedule;

import dev.landfall.engine.run.CyclePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code Get-ADSyncScheduler} shows: settings, and what follows from them now.
 *
 * @param allowedInterval the shortest interval between cycles
 * @param effectiveInterval the customized one unless it is shorter than allowed
 * @param nextStart when the next scheduled cycle begins; empty when none will
 * @param confirmingImport whether a cycle ends with imports that confirm its exports
 * @param alerts sentences for the operator, e.g. an import that is overdue
 */
public record SchedulerStatus(
    Duration allowedInterval,
    Duration effectiveInterval,
    Optional<Duration> customizedInterval,
    CyclePolicy nextPolicy,
    Optional<Instant> nextStart,
    Duration purgeRunHistoryInterval,
    boolean syncCycleEnabled,
    boolean maintenanceEnabled,
    boolean stagingModeEnabled,
    boolean suspended,
    boolean cycleInProgress,
    boolean confirmingImport,
    List<String> alerts) {

  public SchedulerStatus {
    alerts = List.copyOf(alerts);
  }
}
