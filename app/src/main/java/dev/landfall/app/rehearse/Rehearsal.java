package dev.landfall.app.rehearse;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.migration.Assessment;
import dev.landfall.engine.migration.Invariants;
import dev.landfall.engine.migration.Journal;
import dev.landfall.engine.migration.Migration;
import dev.landfall.engine.migration.MigrationPlan;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.ResultCode;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.schedule.SwitchOver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Plays a cycle or a migration through on copies. First both sides are read and synchronized in
 * staging mode, which tells what the next cycle would export; then it is exported, so that the
 * migration begins, as it should in production, with nothing pending.
 */
public final class Rehearsal {
  private final Landfall landfall;
  private final Copies copies;
  private final Stage stage;
  private final Watcher watcher;
  private final List<String> notes;
  private final List<RunRecord> runs = new ArrayList<>();
  private final Map<String, Duration> durations = new LinkedHashMap<>();

  /** Told what goes on. */
  public interface Watcher {
    void run(RunRecord run);

    void journal(Journal.Entry entry);

    /** What the next export of this connector would do can be read now. */
    void pending();
  }

  /**
   * @param landfall made with the configuration of the stage
   */
  public Rehearsal(Landfall landfall, Copies copies, Stage stage, Watcher watcher) {
    this.landfall = landfall;
    this.copies = copies;
    this.stage = stage;
    this.watcher = watcher;
    this.notes = new ArrayList<>(stage.notes());
  }

  /** Adds something the reader of the report should know. */
  public void note(String note) {
    notes.add(note);
  }

  /**
   * A file that does not tell leaves it open whether group writeback is on. Where written-back
   * groups are it must be, since a cycle without it would delete them.
   */
  public void makeUpFor(Path tenantFile) throws IOException {
    TenantHints hints = TenantHints.of(tenantFile);
    if (stage.writtenBack() > 0 && !hints.features()) {
      landfall.cloud().setFeature(TenantFeature.UNIFIED_GROUP_WRITEBACK, true);
      landfall.cloud().setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
      note(
          "The tenant file does not tell which features are on; group writeback V1 and V2 were"
              + " taken to be, since there are "
              + stage.writtenBack()
              + " written-back groups.");
    }
    if (!hints.synchronizedAttributes()) {
      note(
          "The tenant file does not tell what directory synchronization sent, which Graph tells"
              + " nobody: updates of the tenant by the first cycle say little; adds and deletes do.");
    }
  }

  /** One cycle, until nothing is left to do. */
  public RehearsalReport cycle() {
    return play(Optional.empty(), false);
  }

  /**
   * A migration of the chosen groups, after the cycle that precedes it.
   *
   * @param strict whether a blocked group that is not excluded keeps it from beginning
   */
  public RehearsalReport migrate(Migration.Choice choice, boolean strict) {
    return play(Optional.of(choice), strict);
  }

  private RehearsalReport play(Optional<Migration.Choice> choice, boolean strict) {
    try (LDAPConnection directory = copies.administrator()) {
      long begin = DirectoryChanges.now(directory);
      List<SwitchOver.PendingExports> pending = timed("readAndSynchronize", this::look);
      watcher.pending();
      boolean done = timed("exportAndConfirm", this::export);
      DirectoryChanges byCycle = DirectoryChanges.since(directory, copies.domainDn(), begin);
      Optional<RehearsalReport.MigrationPart> part = Optional.empty();
      Optional<LandfallException> stopped = done ? Optional.empty() : Optional.of(threshold());
      if (done && choice.isPresent()) {
        Played played = timed("migration", () -> migrate(directory, choice.get(), strict));
        part = Optional.of(played.part());
        stopped = played.stopped();
      }
      return new RehearsalReport(notes, pending, byCycle, part, review(), runs, stopped, durations);
    }
  }

  private <T> T timed(String part, Supplier<T> work) {
    Clock clock = landfall.clock();
    Instant begun = clock.instant();
    try {
      return work.get();
    } finally {
      durations.put(part, Duration.between(begun, clock.instant()));
    }
  }

  /** Twice, so that references to objects that came later are resolved, too. */
  private List<SwitchOver.PendingExports> look() {
    landfall.engine().settings().stagingMode(true);
    cycle(CyclePolicy.INITIAL);
    cycle(CyclePolicy.DELTA);
    return review();
  }

  private List<SwitchOver.PendingExports> review() {
    return SwitchOver.of(landfall.store(), landfall.clock()).pending();
  }

  /** Exports and confirms; false if a threshold stopped it. */
  private boolean export() {
    landfall.engine().settings().stagingMode(false);
    if (!cycle(CyclePolicy.DELTA)) {
      return false;
    }
    return cycle(CyclePolicy.DELTA); // what was exported came back, and nothing follows from it
  }

  private boolean cycle(CyclePolicy policy) {
    List<RunRecord> made = landfall.engine().cycle(policy, "rehearsal", watcher::run);
    runs.addAll(made);
    return made.stream()
        .noneMatch(run -> run.result().is(ResultCode.STOPPED_DELETION_THRESHOLD_EXCEEDED));
  }

  private LandfallException threshold() {
    return new LandfallException(
        ErrorCode.DELETION_THRESHOLD_EXCEEDED,
        "A cycle stops at the deletion threshold before anything else can happen. See what is"
            + " pending; in production nothing was exported past it.");
  }

  private record Played(RehearsalReport.MigrationPart part, Optional<LandfallException> stopped) {}

  private Played migrate(LDAPConnection directory, Migration.Choice choice, boolean strict) {
    note(
        "PRE-01, PRE-02, PRE-06 to PRE-10, PRE-23, PRE-26, PRE-29 and PRE-30 are about rights, servers"
            + " and licences: on copies they say nothing about production.");
    Migration migration = new Migration(landfall.migrationWorld(), watcher::journal);
    Assessment assessment = migration.assess(choice);
    long begin = DirectoryChanges.now(directory);
    Optional<LandfallException> refused = refused(assessment, choice, strict);
    if (refused.isPresent()) {
      return new Played(
          part(assessment, Optional.empty(), migration, Optional.empty(), directory, begin),
          refused);
    }
    MigrationPlan plan = migration.plan(choice);
    migration.take(plan);
    Migration.Outcome outcome = migration.run(Optional.empty());
    if (outcome.stopped().isPresent()) {
      return new Played(
          part(assessment, Optional.of(plan), migration, Optional.empty(), directory, begin),
          outcome.stopped());
    }
    // A cycle of the day after: nothing of what Cloud Sync has now may move.
    cycle(CyclePolicy.DELTA);
    var invariants = migration.verify();
    return new Played(
        part(assessment, Optional.of(plan), migration, Optional.of(invariants), directory, begin),
        Optional.empty());
  }

  private RehearsalReport.MigrationPart part(
      Assessment assessment,
      Optional<MigrationPlan> plan,
      Migration migration,
      Optional<Invariants> invariants,
      LDAPConnection directory,
      long begin) {
    return new RehearsalReport.MigrationPart(
        assessment,
        plan,
        plan.isPresent() ? migration.status() : List.of(),
        invariants,
        DirectoryChanges.since(directory, copies.domainDn(), begin));
  }

  /** Why the migration cannot begin. */
  private static Optional<LandfallException> refused(
      Assessment assessment, Migration.Choice choice, boolean strict) {
    List<String> why =
        new ArrayList<>(
            assessment.prerequisites().stream()
                .filter(check -> check.status() == Check.Status.FAIL)
                .map(Check::id)
                .toList());
    if (strict) {
      assessment.groups().stream()
          .filter(group -> !group.migratable() && !choice.excluded().contains(group.id()))
          .forEach(group -> why.add("blocked group " + group.id()));
    }
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LandfallException(
                ErrorCode.MIGRATION_GATE,
                "Prerequisites fail: " + why + ". In production the migration would not begin."));
  }
}
