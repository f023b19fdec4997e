package dev.landfall.engine.schedule;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.EngineSettings;
import dev.landfall.engine.run.EngineState;
import dev.landfall.engine.run.PendingDeletes;
import dev.landfall.engine.run.RunHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be known before a server leaves staging mode: what its next cycle would export, and
 * whether what it computed can be relied on.
 *
 * @param objections reasons not to leave staging mode, which an operator may overrule
 * @param remarks what deserves a look and is no reason to stay
 */
public record SwitchOver(
    List<PendingExports> pending, List<String> objections, List<String> remarks) {
  /** An initial cycle older than this says little; it is the life of a watermark, too. */
  private static final Duration INITIAL_CYCLE_AGE = Duration.ofDays(7);

  public SwitchOver {
    pending = List.copyOf(pending);
    objections = List.copyOf(objections);
    remarks = List.copyOf(remarks);
  }

  /** What would be exported to one connector. Changed references alone are an update. */
  public record PendingExports(
      String connector,
      long adds,
      long updates,
      PendingDeletes deletes,
      OptionalLong deletionThreshold) {

    boolean any() {
      return adds + updates + deletes.total() > 0;
    }
  }

  /** Looks at every connector that ever ran. */
  public static SwitchOver of(Store store, Clock clock) {
    List<PendingExports> pending = new ArrayList<>();
    EngineSettings settings = new EngineSettings(store.documents());
    new RunHistory(store.documents())
        .connectors()
        .forEach(
            (id, name) ->
                pending.add(count(name, store.connectorSpace(id), settings.deletionThreshold(id))));
    List<String> objections = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    pending.forEach(one -> judge(one, objections));
    if (pending.stream().anyMatch(PendingExports::any)) {
      EngineState state = new EngineState(store);
      state.lastCycle().ifPresent(last -> judge(last, objections));
      remark(state.lastInitialCycle(), clock.instant()).ifPresent(remarks::add);
    }
    return new SwitchOver(pending, objections, remarks);
  }

  private static PendingExports count(
      String name, ConnectorSpace space, OptionalLong deletionThreshold) {
    Map<PendingExport.Operation, Long> counts = new EnumMap<>(PendingExport.Operation.class);
    space
        .exportCounts()
        .forEach((count, number) -> counts.merge(count.operation(), number, Long::sum));
    return new PendingExports(
        name,
        counts.getOrDefault(PendingExport.Operation.ADD, 0L),
        counts.getOrDefault(PendingExport.Operation.UPDATE, 0L)
            + counts.getOrDefault(PendingExport.Operation.NONE, 0L),
        PendingDeletes.of(space),
        deletionThreshold);
  }

  private static void judge(PendingExports one, List<String> objections) {
    if (one.deletes().exceed(one.deletionThreshold())) {
      objections.add(
          "Connector \""
              + one.connector()
              + "\": "
              + one.deletes().describe()
              + " and the threshold is "
              + one.deletionThreshold().orElseThrow()
              + ", so its export would be refused. Look at them: landfall pending-exports '"
              + one.connector()
              + "' --operation delete.");
    } else if (one.deletionThreshold().isEmpty() && one.deletes().total() > 0) {
      objections.add(
          "Connector \""
              + one.connector()
              + "\": "
              + one.deletes().describe()
              + " and its deletion threshold is off: landfall thresholds set '"
              + one.connector()
              + "' 500.");
    }
  }

  private static void judge(EngineState.EndedCycle last, List<String> objections) {
    if (last.result().startsWith("stopped") || last.result().startsWith("no-start")) {
      objections.add(
          "The last cycle ended at "
              + last.ended()
              + " with "
              + last.result()
              + ", so what is pending may be incomplete. Run another: landfall cycle start.");
    }
  }

  private static Optional<String> remark(Optional<EngineState.EndedCycle> initial, Instant now) {
    if (initial.isEmpty()) {
      return Optional.of(
          "No initial cycle has been completed; it is the proof that everything was read: landfall"
              + " cycle start --policy initial.");
    }
    Duration age = Duration.between(initial.get().ended(), now);
    return age.compareTo(INITIAL_CYCLE_AGE) > 0
        ? Optional.of("The last initial cycle ended " + age.toDays() + " days ago.")
        : Optional.empty();
  }
}
