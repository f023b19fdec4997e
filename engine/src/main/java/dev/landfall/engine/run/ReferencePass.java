package dev.landfall.engine.run;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.LongCursor;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.store.References;
import dev.landfall.core.store.Store;
import dev.landfall.engine.sync.ExportDifference;
import dev.landfall.engine.sync.OutboundSynchronization;
import dev.landfall.engine.sync.ReferenceDifference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The second outbound pass, over what the first one left marked: references, which can be resolved
 * only now that their targets are there.
 */
final class ReferencePass {
  private final Store store;
  private final Metaverse metaverse;
  private final OutboundPass.Targets targets;
  private final Set<OutboundPass.Failure> failed;

  /**
   * @param failed what the first pass could not do: nothing of it may be changed
   */
  ReferencePass(Store store, OutboundPass.Targets targets, Set<OutboundPass.Failure> failed) {
    this.store = store;
    this.metaverse = store.metaverse();
    this.targets = targets;
    this.failed = failed;
  }

  void over(MarkedObjects marked, BiConsumer<Long, RuntimeException> unforeseen) {
    marked.forEach(this::setReferences, unforeseen);
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
    References own = space.references();
    MvView view = new MvView(store, object);
    synchronization
        .references(object, view, linked)
        .forEach(
            (attribute, source) -> {
              try (LongCursor wanted = wanted(source, space.connector());
                  LongCursor expected = own.expected(linked.id(), attribute)) {
                ReferenceDifference.between(expected, wanted)
                    .inPortions(
                        (add, remove) -> own.stageExport(linked.id(), attribute, add, remove));
              }
            });
    if (own.hasUnapplied(linked.id())) {
      synchronization
          .leaking(object, view, linked)
          .map(flow -> linked.edit().unapplied(ExportDifference.of(linked, flow)).done())
          .ifPresent(space::update);
    }
  }

  private LongCursor wanted(Optional<ReferenceSource> source, ConnectorId connector) {
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
