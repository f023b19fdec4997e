package dev.landfall.engine.preview;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.References;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What a synchronization left of one object, in few bytes, so that a hundred thousand can be kept
 * while another synchronization is compared with them.
 *
 * @param metaverse the metaverse object it is linked to, {@link #NEW} for one made on the way,
 *     {@link #NONE} for a disconnector
 * @param renamed whether a rename is pending
 * @param digest of what is pending: values, place and references
 */
record Footprint(long metaverse, PendingExport.Operation operation, boolean renamed, long digest) {
  static final long NONE = -1;
  static final long NEW = 0;

  private static final int PAGE = 1_000;

  /**
   * Under which an object is found again in another run from the same state: what was provisioned
   * on the way has another id there.
   */
  static Object key(CsObject object) {
    return object.kind() == CsObject.Kind.IMPORT ? object.id() : DnKey.of(object.dn());
  }

  /**
   * @param lastKnown ids above it were given out on the way
   */
  static Footprint of(ConnectorSpace space, CsObject object, long lastKnown) {
    PendingExport export = object.unapplied();
    boolean references = space.references().hasUnapplied(object.id());
    PendingExport.Operation operation =
        export.isNone() && references ? PendingExport.Operation.UPDATE : export.operation();
    long digest = export.newDn().map(Footprint::hash).orElse(0L);
    for (var change : export.changes().entrySet()) {
      long values = hash(change.getKey().key());
      for (Value value : change.getValue()) {
        values = values * 31 + hash(value.text());
      }
      digest += mixed(values);
    }
    if (references) {
      digest += references(space, object.id());
    }
    return new Footprint(
        object.link().map(link -> target(link, lastKnown)).orElse(NONE),
        operation,
        export.newDn().isPresent(),
        digest);
  }

  private static long target(Link link, long lastKnown) {
    return link.metaverseId() > lastKnown ? NEW : link.metaverseId();
  }

  private static long references(ConnectorSpace space, long object) {
    long digest = 0;
    long row = 0;
    List<References.Change> page;
    while (!(page = space.references().unappliedChanges(object, row, PAGE)).isEmpty()) {
      for (References.Change change : page) {
        Optional<CsObject> target = space.byId(change.target());
        long one =
            hash(change.attribute().key()) * 31
                + target.map(found -> hash(DnKey.of(found.dn()))).orElse(change.target());
        digest += mixed(change.add() ? one : -one);
        row = change.row();
      }
    }
    return digest;
  }

  private static long hash(String text) {
    long hash = 1125899906842597L;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  /** The finalizer of MurmurHash3: sums of mixed numbers do not cancel out by accident. */
  private static long mixed(long number) {
    long mixed = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
