package dev.landfall.engine.run;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the engine does now and how its last cycle ended, as every reader of the store sees it. What
 * a dead process was doing does not count: an activity belongs to the lease of its writer.
 */
public final class EngineState {
  private static final String COLLECTION = "engine-state";
  private static final String CURRENT = "current";
  private static final String LAST_CYCLE = "last-cycle";
  private static final String LAST_INITIAL = "last-initial-cycle";

  private final Store store;

  public EngineState(Store store) {
    this.store = store;
  }

  /**
   * A run or a whole cycle.
   *
   * @param policy of the cycle; empty for a single run
   * @param step what is being done, e.g. {@code corp.example.com, Delta Import}; may be empty
   */
  public record Activity(Optional<CyclePolicy> policy, String step, String user, Instant started) {

    public boolean isCycle() {
      return policy.isPresent();
    }

    /** For people: what goes on since when. */
    public String describe() {
      return policy
              .map(cycle -> (cycle == CyclePolicy.INITIAL ? "an initial" : "a delta") + " cycle")
              .orElse("a run")
          + " of "
          + user
          + " since "
          + started
          + (step.isEmpty() ? "" : " (" + step + ")");
    }
  }

  /** A cycle that ended. Its result is the worst of its runs. */
  public record EndedCycle(
      CyclePolicy policy, String user, Instant started, Instant ended, String result) {}

  public Optional<Activity> current() {
    return store
        .documents()
        .get(COLLECTION, CURRENT)
        .filter(fields -> Long.toString(store.lease().token()).equals(fields.get("lease")))
        .map(
            fields ->
                new Activity(
                    CyclePolicy.parse(fields.getOrDefault("policy", "")),
                    fields.getOrDefault("step", ""),
                    fields.getOrDefault("user", ""),
                    Instant.parse(fields.getOrDefault("started", ""))));
  }

  public boolean cycleInProgress() {
    return current().map(Activity::isCycle).orElse(false);
  }

  public Optional<EndedCycle> lastCycle() {
    return ended(LAST_CYCLE);
  }

  /** The last initial cycle that nobody and nothing stopped. */
  public Optional<EndedCycle> lastInitialCycle() {
    return ended(LAST_INITIAL);
  }

  private Optional<EndedCycle> ended(String which) {
    return store
        .documents()
        .get(COLLECTION, which)
        .map(
            fields ->
                new EndedCycle(
                    CyclePolicy.parse(fields.getOrDefault("policy", "")).orElseThrow(),
                    fields.getOrDefault("user", ""),
                    Instant.parse(fields.getOrDefault("started", "")),
                    Instant.parse(fields.getOrDefault("ended", "")),
                    fields.getOrDefault("result", "")));
  }

  /** When the latest cycle began, whether it ended or not. */
  public Optional<Instant> lastCycleStart() {
    return store
        .documents()
        .get(COLLECTION, "last-start")
        .map(fields -> Instant.parse(fields.getOrDefault("started", "")));
  }

  /**
   * Throws {@code RUN_IN_PROGRESS} while a run or a cycle goes on.
   *
   * @param what the beginning of the message, e.g. {@code The rules cannot be changed}
   */
  public void refuseWhileBusy(String what) {
    current()
        .ifPresent(
            busy -> {
              throw new LandfallException(
                  ErrorCode.RUN_IN_PROGRESS,
                  what
                      + " while "
                      + busy.describe()
                      + " goes on. Wait for its end, or stop it with \"landfall cycle stop\".");
            });
  }

  void begin(Activity activity) {
    store.inTransaction(
        () -> {
          write(activity);
          if (activity.isCycle()) {
            documents()
                .put(COLLECTION, "last-start", Map.of("started", activity.started().toString()));
          }
        });
  }

  /** Notes which step the current activity has reached. */
  void step(String step) {
    current().ifPresent(now -> write(new Activity(now.policy(), step, now.user(), now.started())));
  }

  private void write(Activity activity) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("lease", Long.toString(store.lease().token()));
    activity.policy().ifPresent(policy -> fields.put("policy", policy.option()));
    fields.put("step", activity.step());
    fields.put("user", activity.user());
    fields.put("started", activity.started().toString());
    documents().put(COLLECTION, CURRENT, fields);
  }

  void end() {
    documents().remove(COLLECTION, CURRENT);
  }

  void endCycle(Activity cycle, String result, Instant now) {
    Map<String, String> fields =
        Map.of(
            "policy", cycle.policy().orElse(CyclePolicy.DELTA).option(),
            "user", cycle.user(),
            "started", cycle.started().toString(),
            "ended", now.toString(),
            "result", result);
    documents().put(COLLECTION, LAST_CYCLE, fields);
    boolean whole = !result.startsWith("stopped") && !result.startsWith("no-start");
    if (whole && cycle.policy().equals(Optional.of(CyclePolicy.INITIAL))) {
      documents().put(COLLECTION, LAST_INITIAL, fields);
    }
  }

  private Documents documents() {
    return store.documents();
  }
}
