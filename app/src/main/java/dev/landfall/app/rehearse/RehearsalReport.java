package dev.landfall.app.rehearse;

import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.migration.Assessment;
import dev.landfall.engine.migration.Invariants;
import dev.landfall.engine.migration.Migration;
import dev.landfall.engine.migration.MigrationPlan;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.schedule.SwitchOver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened on the copies, and so would in production.
 *
 * @param notes what was assumed or left out
 * @param pending what a cycle exports before anything else happens, by connector
 * @param byCycle what that cycle did to the domain
 * @param migration empty if none was rehearsed, or none could begin
 * @param left what is pending at the very end; nothing, if all is well
 * @param runs every run, in order
 * @param stopped why the rehearsal ended early
 * @param durations of its parts, in order
 */
public record RehearsalReport(
    List<String> notes,
    List<SwitchOver.PendingExports> pending,
    DirectoryChanges byCycle,
    Optional<MigrationPart> migration,
    List<SwitchOver.PendingExports> left,
    List<RunRecord> runs,
    Optional<LandfallException> stopped,
    Map<String, Duration> durations) {

  public RehearsalReport {
    notes = List.copyOf(notes);
    pending = List.copyOf(pending);
    left = List.copyOf(left);
    runs = List.copyOf(runs);
    durations = new LinkedHashMap<>(durations);
  }

  /**
   * The migration as far as it came.
   *
   * @param plan empty if prerequisites fail
   * @param invariants empty if a gate refused
   * @param changes what the migration did to the domain
   */
  public record MigrationPart(
      Assessment assessment,
      Optional<MigrationPlan> plan,
      List<Migration.StepStatus> steps,
      Optional<Invariants> invariants,
      DirectoryChanges changes) {
    public MigrationPart {
      steps = List.copyOf(steps);
    }
  }
}
