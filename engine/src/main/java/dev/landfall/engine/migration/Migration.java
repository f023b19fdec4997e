package dev.landfall.engine.migration;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.cloudsync.GroupNaming;
import dev.landfall.engine.migration.Journal.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The migration of written-back groups to Cloud Sync as a state machine over its journal. Whatever
 * happened before, {@link #run} looks at the world, does what is left, and stops at the first gate
 * that refuses.
 */
public final class Migration {
  private static final List<MigrationStep> STEPS =
      List.of(
          new CopyAnchorStep(),
          new StagingStep(),
          new InboundRuleStep(),
          new OutboundRuleStep(),
          new FeatureOffStep(),
          new LeaveStagingStep(),
          new CloudSyncStep());

  private final MigrationWorld world;
  private final Journal journal;
  private final Snapshot snapshot;

  /**
   * @param watcher told every line of the journal once it is durable
   */
  public Migration(MigrationWorld world, Consumer<Journal.Entry> watcher) {
    this.world = world;
    this.journal = new Journal(world.engine().store(), world.clock(), watcher);
    this.snapshot = new Snapshot(world.engine().store());
  }

  /**
   * What an administrator decided about the groups.
   *
   * @param excluded groups left out by decision
   * @param only if not empty, nothing but these
   * @param naming the preset for names; by default the one that renames fewest groups
   */
  public record Choice(Set<String> excluded, Set<String> only, Optional<GroupNaming> naming) {
    /** Everything that can be migrated. */
    public static final Choice ALL = new Choice(Set.of(), Set.of(), Optional.empty());

    boolean takes(String id) {
      return !excluded.contains(id) && (only.isEmpty() || only.contains(id));
    }
  }

  /** A step and where it stands. */
  public record StepStatus(String id, Status status, int done, int total) {}

  /** Where a step stands. */
  public enum Status {
    PENDING,
    RUNNING,
    VERIFIED,
    FAILED
  }

  public static List<String> stepIds() {
    return STEPS.stream().map(MigrationStep::id).toList();
  }

  public Journal journal() {
    return journal;
  }

  /** Reads both sides and judges every group and prerequisite. Changes nothing. */
  public Assessment assess(Choice choice) {
    Assessor.Result found = new Assessor(world).assess(id -> !choice.takes(id));
    return new Assessment(found.groups(), Prerequisites.of(world, found));
  }

  /** The plan for the world as it is now. */
  public MigrationPlan plan(Choice choice) {
    return new Planner(world).plan(assess(choice), choice::takes, choice.naming());
  }

  /** The plan that is being carried out, or was. */
  public Optional<MigrationPlan> currentPlan() {
    return snapshot.plan();
  }

  /** Whether a plan was taken on and not every step of it is verified. */
  public boolean underWay() {
    return snapshot.plan().isPresent()
        && status().stream().anyMatch(step -> step.status() != Status.VERIFIED);
  }

  /**
   * Takes a plan on: from here on this is the plan, until all its steps are verified.
   *
   * @throws LandfallException {@code PLAN_CHANGED} if another plan is under way
   */
  public void take(MigrationPlan plan) {
    Optional<MigrationPlan> current = snapshot.plan();
    if (underWay() && !current.map(MigrationPlan::hash).equals(Optional.of(plan.hash()))) {
      throw new LandfallException(
          ErrorCode.PLAN_CHANGED,
          "Another plan is under way ("
              + current.map(MigrationPlan::hash).orElse("")
              + "); finish it first: landfall migrate run.");
    }
    if (current.isEmpty() || !underWay()) {
      world
          .engine()
          .store()
          .inTransaction(
              () -> {
                snapshot.take(plan, world.directory());
                journal.write("", Kind.PLAN, plan.hash(), "", plan.groups().size() + " groups");
              });
    }
  }

  /** How the migration went. */
  public record Outcome(List<StepStatus> steps, Optional<LandfallException> stopped) {}

  /**
   * Carries out the plan taken on, step by step, as far as {@code until}. What is verified already
   * is not done again.
   */
  public Outcome run(Optional<String> until) {
    MigrationPlan plan =
        snapshot
            .plan()
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID, "No plan was taken on."));
    Map<String, StepStatus> before = statusById();
    for (MigrationStep step : STEPS) {
      StepStatus status = before.get(step.id());
      if (status == null || status.status() != Status.VERIFIED) {
        Optional<LandfallException> stopped = carryOut(step, plan);
        if (stopped.isPresent()) {
          return new Outcome(status(), stopped);
        }
      }
      if (until.equals(Optional.of(step.id()))) {
        break;
      }
    }
    return new Outcome(status(), Optional.empty());
  }

  private Optional<LandfallException> carryOut(MigrationStep step, MigrationPlan plan) {
    journal.write(step.id(), Kind.STEP_BEGUN, "", "", "");
    try {
      step.run(new StepContext(world, plan, journal, step.id()));
      journal.write(step.id(), Kind.STEP_VERIFIED, "", "", "");
      return Optional.empty();
    } catch (LandfallException stopped) {
      journal.write(step.id(), Kind.STEP_FAILED, "", "", stopped.getMessage());
      return Optional.of(stopped);
    }
  }

  private Map<String, StepStatus> statusById() {
    Map<String, StepStatus> byId = new LinkedHashMap<>();
    status().forEach(status -> byId.put(status.id(), status));
    return byId;
  }

  /** Where every step stands, folded from the journal since the plan was taken on. */
  public List<StepStatus> status() {
    Optional<MigrationPlan> plan = snapshot.plan();
    Map<String, Status> states = new LinkedHashMap<>();
    Map<String, Set<String>> done = new LinkedHashMap<>();
    for (Journal.Entry entry : journal.entries()) {
      switch (entry.kind()) {
        case PLAN -> {
          states.clear();
          done.clear();
        }
        case STEP_BEGUN -> states.put(entry.step(), Status.RUNNING);
        case STEP_VERIFIED -> states.put(entry.step(), Status.VERIFIED);
        case STEP_FAILED -> states.put(entry.step(), Status.FAILED);
        case DONE ->
            done.computeIfAbsent(entry.step(), fresh -> new LinkedHashSet<>()).add(entry.object());
        case INTENT, GATE_PASSED, GATE_REFUSED -> {
          // They explain; the state follows from the lines around them.
        }
      }
    }
    List<StepStatus> all = new ArrayList<>();
    for (MigrationStep step : STEPS) {
      Status status = states.getOrDefault(step.id(), Status.PENDING);
      int total = plan.map(step::items).orElse(0);
      int items =
          status == Status.VERIFIED
              ? total
              : Math.min(total, done.getOrDefault(step.id(), Set.of()).size());
      all.add(new StepStatus(step.id(), status, items, total));
    }
    return all;
  }

  /** Whether Cloud Sync may write these groups: V2 must be off and the groups released. */
  public boolean released() {
    return statusById().values().stream()
        .filter(step -> step.id().equals("6-leave-staging"))
        .anyMatch(step -> step.status() == Status.VERIFIED);
  }

  /** Compares both sides with the snapshot of the plan. */
  public Invariants verify() {
    MigrationPlan plan =
        snapshot
            .plan()
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "No migration has begun; there is nothing to compare with."));
    boolean handedOver =
        statusById().values().stream().allMatch(step -> step.status() == Status.VERIFIED);
    return new Verification(world, plan, snapshot).run(handedOver);
  }
}
