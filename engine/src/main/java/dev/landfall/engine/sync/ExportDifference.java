package dev.landfall.engine.sync;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The export that brings an object to the wanted state, compared with what it will be once the
 * exports already sent are there. What was computed earlier and not sent counts for nothing: it is
 * computed anew.
 */
public final class ExportDifference {
  private ExportDifference() {}

  public static PendingExport of(CsObject object, OutboundDecision.Flow wanted) {
    Attributes base = object.sentImage();
    Map<AttributeName, List<Value>> changes = new TreeMap<>();
    wanted
        .values()
        .forEach(
            (name, values) -> {
              if (!Attributes.sameValues(base.get(name), values)) {
                changes.put(name, values);
              }
            });
    boolean adding =
        object.kind() == CsObject.Kind.EXPORT
            && object.escrowed().isNone()
            && object.unconfirmed().isNone();
    if (adding) {
      return new PendingExport(PendingExport.Operation.ADD, changes, Optional.empty());
    }
    String place =
        object.escrowed().newDn().or(object.unconfirmed()::newDn).orElse(object.currentDn());
    Optional<String> newDn = wanted.dn().filter(dn -> !OutboundSynchronization.sameDn(dn, place));
    return changes.isEmpty() && newDn.isEmpty()
        ? PendingExport.NONE
        : new PendingExport(PendingExport.Operation.UPDATE, changes, newDn);
  }
}
