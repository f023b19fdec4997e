package dev.landfall.engine.preview;

import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport.Operation;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one object fares otherwise under changed rules: its link, and its pending export.
 *
 * @param before under the present rules; null if the object was not there
 */
record ObjectDifference(
    ConnectorSpace space, CsObject object, @Nullable Footprint before, Footprint now) {
  private static final Footprint NOTHING = new Footprint(Footprint.NONE, Operation.NONE, false, 0);

  void tell(Consumer<RuleChangePreview.Difference> sink) {
    Footprint then = before == null ? NOTHING : before;
    if (now.equals(then)) {
      return;
    }
    // An object that is provisioned is linked by that, and one that is deleted let go by that.
    if (now.operation() != Operation.ADD && now.operation() != Operation.DELETE) {
      link(then, sink);
    }
    export(then, sink);
  }

  private void link(Footprint then, Consumer<RuleChangePreview.Difference> sink) {
    if (now.metaverse() == then.metaverse()) {
      return;
    }
    if (now.metaverse() == Footprint.NONE) {
      told(sink, Effect.DISCONNECTED, "");
    } else {
      told(
          sink,
          RuleChangePreview.linked(object.link().orElseThrow()),
          then.metaverse() == Footprint.NONE ? "" : "another metaverse object than before");
    }
  }

  private void export(Footprint then, Consumer<RuleChangePreview.Difference> sink) {
    boolean same = now.operation() == then.operation() && now.digest() == then.digest();
    if (same) {
      return;
    }
    switch (now.operation()) {
      case ADD ->
          told(sink, then.operation() == Operation.ADD ? Effect.UPDATE : Effect.ADD, pending());
      case DELETE -> told(sink, Effect.DELETE, "");
      case UPDATE -> told(sink, now.renamed() ? Effect.RENAME : Effect.UPDATE, pending());
      case NONE ->
          told(
              sink,
              switch (then.operation()) {
                case ADD -> Effect.ADD_WITHDRAWN;
                case DELETE -> Effect.DELETE_WITHDRAWN;
                case UPDATE, NONE -> Effect.UPDATE_WITHDRAWN;
              },
              "");
    }
  }

  private String pending() {
    List<String> names = new ArrayList<>();
    object.unapplied().newDn().ifPresent(dn -> names.add("to " + dn));
    object.unapplied().changes().keySet().stream().map(AttributeName::name).forEach(names::add);
    ReferenceChanges.of(space, object.id())
        .byAttribute()
        .forEach(
            (name, counted) -> names.add(name + " +" + counted.added() + " -" + counted.removed()));
    return String.join(", ", names);
  }

  private void told(Consumer<RuleChangePreview.Difference> sink, Effect effect, String detail) {
    sink.accept(
        new RuleChangePreview.Difference(
            space.connector(), object.objectType(), object.currentDn(), effect, detail));
  }
}
