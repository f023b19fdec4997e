package dev.landfall.store.sql;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.PendingImport;
import org.jspecify.annotations.Nullable;

/** The columns of {@code cs_object} that follow from the state of an object. */
record CsHead(Keys keys, State state) {

  /** What an object is found by; unique within the connector space. */
  record Keys(@Nullable String anchor, String dnKey, @Nullable Long metaverse) {}

  /** What scans select by. */
  record State(
      int kind,
      long type,
      int importKind,
      boolean visit,
      int operation,
      boolean exporting,
      boolean deleting,
      boolean explicitDisconnector,
      boolean transientObject) {}

  static CsHead of(CsObject object, Names names) {
    boolean placeholder = object.kind() == CsObject.Kind.PLACEHOLDER;
    return new CsHead(
        new Keys(
            object.anchor().map(Anchor::value).orElse(null),
            DnKey.of(object.dn()),
            object.link().map(Link::metaverseId).orElse(null)),
        new State(
            object.kind().ordinal(),
            names.id(object.objectType()),
            object.pendingImport().ordinal(),
            !placeholder && (object.pendingImport() != PendingImport.NONE || object.retry()),
            object.unapplied().operation().ordinal(),
            !object.unapplied().isNone() || !object.escrowed().isNone(),
            object.deleting(),
            object.explicitDisconnector(),
            !placeholder && object.transientObject()));
  }
}
