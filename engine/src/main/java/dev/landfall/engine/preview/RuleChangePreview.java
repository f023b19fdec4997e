package dev.landfall.engine.preview;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.Store;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.RuleStore;
import dev.landfall.engine.run.StepResult.ObjectIssue;
import dev.landfall.engine.sync.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a change of rules does to all objects. Two synchronizations are carried out from the same
 * state and taken back: one under the present rules, one under the changed ones. Only where they
 * differ is the change to blame – what waits for a synchronization anyway happens in both.
 */
public final class RuleChangePreview {
  private static final int PAGE = 500;

  private final ConnectSync engine;
  private final Store store;

  public RuleChangePreview(ConnectSync engine) {
    this.engine = engine;
    this.store = engine.store();
  }

  /** Changes the rules of the server; the preview takes that back, too. */
  public interface Change {
    /** Returns what keeps the change from being made. */
    List<ConfigurationProblem> applyTo(RuleStore rules);
  }

  /** One object that fares otherwise; {@code detail} names attributes, or the new place. */
  public record Difference(
      ConnectorId connector, String objectType, String dn, Effect effect, String detail) {}

  /** What is counted. */
  public record Kind(ConnectorId connector, String objectType, Effect effect) {}

  /**
   * Deletes that would be pending for a connector.
   *
   * @param before under the present rules
   * @param threshold how many one export may carry
   */
  public record Deletes(ConnectorId connector, long before, long after, OptionalLong threshold) {
    /** Whether the next export would be refused. */
    public boolean overThreshold() {
      return threshold.isPresent() && after > threshold.getAsLong();
    }
  }

  /**
   * The sum of it.
   *
   * @param problems what keeps the change from being made; if any is an error, nothing was tried
   * @param changed the rules that are new or different, and those that go
   * @param fullySynchronized connectors whose objects were all visited
   * @param metaverseBefore metaverse objects by type under the present rules
   */
  public record Summary(
      List<ConfigurationProblem> problems,
      List<SyncRule> changed,
      Set<ConnectorId> fullySynchronized,
      Map<Kind, Long> counts,
      Map<String, Long> metaverseBefore,
      Map<String, Long> metaverseAfter,
      List<Deletes> deletes) {
    public boolean refused() {
      return problems.stream().anyMatch(ConfigurationProblem::isError);
    }

    public boolean overThreshold() {
      return deletes.stream().anyMatch(Deletes::overThreshold);
    }
  }

  /** The state that a synchronization led to. */
  private record State(
      Map<ConnectorId, Map<Object, Footprint>> objects,
      Map<String, Long> metaverse,
      Map<ConnectorId, Long> deletes,
      Set<String> failed) {}

  /**
   * @param differences told every object that fares otherwise, connector by connector
   */
  public Summary of(Change change, Consumer<Difference> differences) {
    List<SyncRule> present = engine.rules().all();
    List<ConfigurationProblem> problems = new ArrayList<>();
    List<SyncRule> wanted =
        store.rolledBack(
            () -> {
              problems.addAll(change.applyTo(engine.rules()));
              return engine.rules().all();
            });
    RuleSet rules = RuleSet.of(wanted);
    problems.addAll(rules.problems());
    List<SyncRule> changed = changed(present, wanted);
    Set<ConnectorId> full = reached(changed, present, wanted);
    Summary nothing = new Summary(problems, changed, full, Map.of(), Map.of(), Map.of(), List.of());
    if (nothing.refused() || changed.isEmpty()) {
      return nothing;
    }
    State before = store.rolledBack(() -> baseline(RuleSet.of(present), full));
    return store.rolledBack(() -> compare(before, rules, nothing, differences));
  }

  private static List<SyncRule> changed(List<SyncRule> present, List<SyncRule> wanted) {
    Map<String, SyncRule> old =
        present.stream().collect(Collectors.toMap(SyncRule::id, Function.identity()));
    List<SyncRule> changed = new ArrayList<>();
    for (SyncRule rule : wanted) {
      if (!rule.equals(old.remove(rule.id()))) {
        changed.add(rule);
      }
    }
    changed.addAll(old.values());
    return changed;
  }

  /**
   * The connectors whose objects must all be visited for the change to show: those of the rules,
   * and for an outbound rule those that fill the metaverse objects it reads – an object that has
   * nothing yet in the rule's connector is reached from there only.
   */
  private static Set<ConnectorId> reached(
      List<SyncRule> changed, List<SyncRule> present, List<SyncRule> wanted) {
    Set<ConnectorId> reached = new LinkedHashSet<>();
    for (SyncRule rule : changed) {
      reached.add(rule.connector());
      if (!rule.inbound()) {
        List<SyncRule> all = new ArrayList<>(present);
        all.addAll(wanted);
        all.stream()
            .filter(other -> other.inbound() && !other.disabled())
            .filter(
                other ->
                    other.targetObjectType().equals("*")
                        || other.targetObjectType().equalsIgnoreCase(rule.sourceObjectType()))
            .forEach(other -> reached.add(other.connector()));
      }
    }
    return reached;
  }

  private record Ran(long lastKnown, Map<String, ObjectIssue> issues) {}

  /** As a cycle: all connectors in its order, some fully. */
  private Ran synchronize(RuleSet rules, Set<ConnectorId> full) {
    long lastKnown = store.metaverse().insert(MvObject.blank("probe"));
    store.metaverse().remove(lastKnown);
    Map<String, ObjectIssue> issues = new LinkedHashMap<>();
    for (Connector connector : engine.connectors()) {
      engine
          .synchronizeAll(connector.id(), rules, full.contains(connector.id()))
          .errors()
          .forEach(issue -> issues.put(connector.id() + "/" + issue.object(), issue));
    }
    return new Ran(lastKnown, issues);
  }

  private State baseline(RuleSet rules, Set<ConnectorId> full) {
    Ran ran = synchronize(rules, full);
    Map<ConnectorId, Map<Object, Footprint>> objects = new HashMap<>();
    Map<ConnectorId, Long> deletes = new HashMap<>();
    for (Connector connector : engine.connectors()) {
      ConnectorSpace space = store.connectorSpace(connector.id());
      Map<Object, Footprint> footprints = new HashMap<>();
      scan(
          space,
          object ->
              footprints.put(Footprint.key(object), Footprint.of(space, object, ran.lastKnown())));
      objects.put(connector.id(), footprints);
      deletes.put(connector.id(), deletes(space));
    }
    return new State(objects, store.metaverse().counts(), deletes, ran.issues().keySet());
  }

  private static long deletes(ConnectorSpace space) {
    return space.exportCounts().entrySet().stream()
        .filter(entry -> entry.getKey().operation() == PendingExport.Operation.DELETE)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static void scan(ConnectorSpace space, Consumer<CsObject> work) {
    long after = 0;
    List<CsObject> page;
    while (!(page = space.all(after, PAGE)).isEmpty()) {
      page.forEach(work);
      after = page.get(page.size() - 1).id();
    }
  }

  private Summary compare(
      State before, RuleSet rules, Summary frame, Consumer<Difference> differences) {
    Ran ran = synchronize(rules, frame.fullySynchronized());
    Map<Kind, Long> counts =
        new TreeMap<>(
            java.util.Comparator.comparing((Kind kind) -> kind.connector().value())
                .thenComparing(Kind::objectType)
                .thenComparing(Kind::effect));
    Consumer<Difference> counted =
        difference -> {
          counts.merge(
              new Kind(difference.connector(), difference.objectType(), difference.effect()),
              1L,
              Long::sum);
          differences.accept(difference);
        };
    List<Deletes> deletes = new ArrayList<>();
    for (Connector connector : engine.connectors()) {
      ConnectorSpace space = store.connectorSpace(connector.id());
      Map<Object, Footprint> old = before.objects().getOrDefault(connector.id(), Map.of());
      Set<Object> seen = new HashSet<>();
      scan(
          space,
          object -> {
            Object key = Footprint.key(object);
            seen.add(key);
            Footprint now = Footprint.of(space, object, ran.lastKnown());
            new ObjectDifference(space, object, old.get(key), now).tell(counted);
          });
      old.forEach(
          (key, footprint) -> {
            if (!seen.contains(key)) {
              boolean added = footprint.operation() == PendingExport.Operation.ADD;
              counted.accept(
                  new Difference(
                      connector.id(),
                      "",
                      String.valueOf(key),
                      added ? Effect.ADD_WITHDRAWN : Effect.DISCONNECTED,
                      ""));
            }
          });
      deletes.add(
          new Deletes(
              connector.id(),
              before.deletes().getOrDefault(connector.id(), 0L),
              deletes(space),
              engine.settings().deletionThreshold(connector.id())));
    }
    ran.issues()
        .forEach(
            (key, issue) -> {
              if (!before.failed().contains(key)) {
                counted.accept(
                    new Difference(
                        new ConnectorId(key.substring(0, key.indexOf('/'))),
                        "",
                        issue.object(),
                        Effect.ERROR,
                        issue.code() + ": " + issue.message()));
              }
            });
    return new Summary(
        frame.problems(),
        frame.changed(),
        frame.fullySynchronized(),
        counts,
        before.metaverse(),
        store.metaverse().counts(),
        deletes);
  }

  /** The method that made a link, as an effect. */
  static Effect linked(Link link) {
    return link.method() == Link.Method.PROJECTED ? Effect.PROJECTED : Effect.JOINED;
  }
}
