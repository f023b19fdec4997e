package dev.landfall.engine.preview;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.Store;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.ResultCode;
import dev.landfall.engine.run.StepResult;
import dev.landfall.engine.sync.InboundDecision;
import dev.landfall.engine.sync.OutboundDecision;
import dev.landfall.engine.sync.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Synchronizes one object as a run would, tells everything, and takes it back. */
public final class Preview {
  private final ConnectSync engine;
  private final Store store;
  private final Metaverse metaverse;

  public Preview(ConnectSync engine) {
    this.engine = engine;
    this.store = engine.store();
    this.metaverse = store.metaverse();
  }

  /**
   * What is wanted of a preview.
   *
   * @param delta as a delta synchronization, which visits only what has a pending import or failed
   * @param steps whether expressions are told step by step
   * @param commit whether the result stays
   */
  public record Options(boolean delta, boolean steps, boolean commit) {}

  /** What synchronizing this object does, under rules that need not be those of the server. */
  public ObjectPreview of(ConnectorId connector, long object, RuleSet rules, Options options) {
    return options.commit()
        ? generate(connector, object, rules, options)
        : store.rolledBack(() -> generate(connector, object, rules, options));
  }

  private ObjectPreview generate(ConnectorId connector, long id, RuleSet rules, Options options) {
    ConnectorSpace space = store.connectorSpace(connector);
    CsObject before = space.byId(id).orElseThrow();
    if (before.kind() == CsObject.Kind.PLACEHOLDER
        || (options.delta() && before.pendingImport() == PendingImport.NONE && !before.retry())) {
      return unvisited(connector, before);
    }
    Map<Long, List<Metaverse.Linked>> linkedBefore = new HashMap<>();
    before
        .link()
        .map(Link::metaverseId)
        .ifPresent(linked -> linkedBefore.put(linked, metaverse.links(linked)));
    if (!options.commit()) {
      setAside();
    }
    Trace trace =
        new Trace(
            id, mv -> linkedBefore.containsKey(mv) || linkedNow(space, id, mv), options.steps());
    StepResult result = engine.synchronizeObject(connector, id, rules, trace);
    trace.end();
    return new ObjectPreview(
        connector,
        before,
        space.byId(id),
        true,
        options.commit(),
        trace.rules(),
        trace.joins(),
        trace.projections(),
        trace.decision(),
        metaverseVerdicts(trace, space, id),
        targets(trace, linkedBefore),
        others(trace),
        result);
  }

  /** What an interrupted run left to be carried outwards is no part of this object's story. */
  private void setAside() {
    List<Long> page;
    while (!(page = metaverse.dirty(0, 1_000)).isEmpty()) {
      page.forEach(metaverse::clearDirty);
    }
  }

  private static boolean linkedNow(ConnectorSpace space, long id, long metaverseId) {
    return space
        .byId(id)
        .flatMap(CsObject::link)
        .filter(link -> link.metaverseId() == metaverseId)
        .isPresent();
  }

  private static ObjectPreview unvisited(ConnectorId connector, CsObject before) {
    return new ObjectPreview(
        connector,
        before,
        Optional.of(before),
        false,
        false,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        StepResult.of(ResultCode.SUCCESS));
  }

  private List<MetaverseVerdict> metaverseVerdicts(Trace trace, ConnectorSpace space, long id) {
    List<MetaverseVerdict> verdicts = new ArrayList<>();
    trace
        .metaverse()
        .forEach(
            (before, attributes) -> {
              boolean projected = before.id() == 0;
              long metaverseId =
                  projected
                      ? space.byId(id).flatMap(CsObject::link).map(Link::metaverseId).orElse(0L)
                      : before.id();
              verdicts.add(
                  new MetaverseVerdict(
                      metaverseId,
                      before.objectType(),
                      projected ? Optional.empty() : Optional.of(before),
                      metaverse.byId(metaverseId),
                      attributes));
            });
    trace.decision().map(InboundDecision::deletions).orElse(List.of()).stream()
        .map(dead -> new MetaverseVerdict(dead, "", Optional.empty(), Optional.empty(), List.of()))
        .forEach(verdicts::add);
    return verdicts;
  }

  private List<TargetVerdict> targets(Trace trace, Map<Long, List<Metaverse.Linked>> linkedBefore) {
    Map<Trace.Place, CsObject> before = new LinkedHashMap<>();
    linkedBefore.forEach(
        (id, links) ->
            links.forEach(
                link -> before.put(new Trace.Place(id, link.connector()), link.object())));
    List<TargetVerdict> targets = new ArrayList<>();
    Set<Trace.Place> places = new LinkedHashSet<>(trace.outwards().keySet());
    places.addAll(before.keySet());
    for (Trace.Place place : places) {
      Optional<CsObject> old = Optional.ofNullable(before.get(place));
      List<Trace.Outward> tellings = trace.outwards().getOrDefault(place, List.of());
      if (tellings.isEmpty()) {
        targets.add(target(place, new Trace.Outward(), old));
      }
      for (Trace.Outward telling : tellings) {
        targets.add(target(place, telling, old));
        old = Optional.empty();
      }
    }
    return targets;
  }

  private TargetVerdict target(
      Trace.Place place, Trace.Outward telling, Optional<CsObject> linkedBefore) {
    ConnectorSpace space = store.connectorSpace(place.connector());
    OutboundDecision decision = telling.decision;
    Optional<CsObject> before = linkedBefore.or(() -> found(decision));
    Optional<CsObject> after =
        before.isPresent()
            ? before.flatMap(old -> space.byId(old.id()))
            : space.linkedTo(place.metaverseId());
    return new TargetVerdict(
        place.connector(),
        place.metaverseId(),
        Optional.ofNullable(decision),
        telling.rules,
        telling.joins,
        telling.attributes,
        before,
        after,
        after.map(object -> ReferenceChanges.of(space, object.id())).orElse(ReferenceChanges.NONE));
  }

  /** The object that a decision found and linked. */
  private static Optional<CsObject> found(
      @org.jspecify.annotations.Nullable OutboundDecision decision) {
    if (decision instanceof OutboundDecision.Update update) {
      return Optional.of(update.object());
    }
    return decision instanceof OutboundDecision.Shield shield
        ? Optional.of(shield.object())
        : Optional.empty();
  }

  private List<TargetVerdict> others(Trace trace) {
    List<TargetVerdict> others = new ArrayList<>();
    trace
        .others()
        .forEach(
            (place, decision) -> {
              Trace.Outward telling = new Trace.Outward();
              telling.decision = decision;
              TargetVerdict target = target(place, telling, Optional.empty());
              boolean changed =
                  !target.references().none()
                      || !target
                          .before()
                          .map(CsObject::unapplied)
                          .equals(target.after().map(CsObject::unapplied));
              if (changed) {
                others.add(target);
              }
            });
    return others;
  }
}
