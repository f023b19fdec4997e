package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.References;
import dev.landfall.core.store.References.Wanted;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.ExportDifference;
import dev.landfall.engine.sync.OutboundSynchronization;
import dev.landfall.engine.sync.ReferenceDifference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The second outbound pass, over what the first one left marked: references, which can be resolved
 * only now that their targets are there.
 */
final class ReferencePass {
  private final Store store;
  private final Metaverse metaverse;
  private final OutboundPass.Targets targets;
  private final Set<OutboundPass.Failure> failed;

  private final ReferencesWanted wanted;

  /**
   * @param failed what the first pass could not do: nothing of it may be changed
   * @param wanted what it found out about references
   */
  ReferencePass(
      Store store,
      OutboundPass.Targets targets,
      Set<OutboundPass.Failure> failed,
      ReferencesWanted wanted) {
    this.store = store;
    this.metaverse = store.metaverse();
    this.targets = targets;
    this.failed = failed;
    this.wanted = wanted;
  }

  void over(MarkedObjects marked, BiConsumer<Long, RuntimeException> unforeseen) {
    marked.forEach(this::page, unforeseen);
  }

  /** Compares a whole page at once; what agrees already only loses its mark. */
  private Consumer<Long> page(List<Long> page) {
    Map<ConnectorId, List<Wanted>> bySpace = new LinkedHashMap<>();
    List<Long> unknown = new ArrayList<>();
    for (long id : page) {
      wanted
          .of(id)
          .ifPresentOrElse(
              found ->
                  found.forEach(
                      one ->
                          bySpace
                              .computeIfAbsent(one.connector(), fresh -> new ArrayList<>())
                              .add(one.wanted())),
              () -> unknown.add(id));
    }
    Set<Wanted> misaligned = new HashSet<>();
    bySpace.forEach(
        (connector, all) ->
            misaligned.addAll(store.connectorSpace(connector).references().misaligned(all)));
    metaverse.prefetch(unknown);
    return id ->
        wanted
            .of(id)
            .ifPresentOrElse(found -> align(id, found, misaligned), () -> setReferences(id));
  }

  private void align(long id, List<ReferencesWanted.InSpace> found, Set<Wanted> misaligned) {
    for (ReferencesWanted.InSpace one : found) {
      ConnectorSpace space = store.connectorSpace(one.connector());
      boolean stillLinked =
          space.linkedTo(id).map(CsObject::id).equals(Optional.of(one.wanted().object()));
      if (misaligned.contains(one.wanted()) && stillLinked) {
        setReferences(space, one.wanted());
      }
    }
    metaverse.clearDirty(id);
  }

  private void setReferences(long id) {
    Optional<MvObject> object = metaverse.byId(id);
    boolean later = false;
    if (object.isPresent()) {
      for (Map.Entry<ConnectorId, OutboundSynchronization> target :
          targets.byConnector().entrySet()) {
        ConnectorSpace space = store.connectorSpace(target.getKey());
        Optional<CsObject> linked =
            failed.contains(new OutboundPass.Failure(id, space.connector().value()))
                ? Optional.empty()
                : space.linkedTo(id);
        if (linked.isPresent()) {
          // An object let go waits for its soft-delete expiry and is looked at again.
          later |= linked.get().deprovisionAt().isPresent();
          setReferences(object.get(), space, linked.get(), target.getValue());
        }
      }
    }
    if (!later) {
      metaverse.clearDirty(id);
    }
  }

  private void setReferences(
      MvObject object,
      ConnectorSpace space,
      CsObject linked,
      OutboundSynchronization synchronization) {
    MvView view = new MvView(store, object);
    synchronization
        .references(object, view, linked)
        .forEach(
            (attribute, source) ->
                setReferences(space, new Wanted(linked.id(), attribute, source)));
    if (space.references().hasUnapplied(linked.id())) {
      synchronization
          .leaking(object, view, linked)
          .map(flow -> linked.edit().unapplied(ExportDifference.of(linked, flow)).done())
          .ifPresent(space::update);
    }
  }

  private void setReferences(ConnectorSpace space, Wanted one) {
    References own = space.references();
    try (LongCursor resolved = resolved(one.source(), space.connector());
        LongCursor expected = own.expected(one.object(), one.attribute())) {
      ReferenceDifference.between(expected, resolved)
          .inPortions((add, remove) -> own.stageExport(one.object(), one.attribute(), add, remove));
    }
  }

  private LongCursor resolved(Optional<ReferenceSource> source, ConnectorId connector) {
    return source
        .map(
            from ->
                store
                    .connectorSpace(from.connector())
                    .references()
                    .resolved(from.csObject(), from.attribute(), connector))
        .orElse(() -> LongCursor.END);
  }
}
