package dev.landfall.engine.run;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceTarget;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.DnKey;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.store.References.Staged;
import dev.landfall.core.store.Store;
import dev.landfall.core.store.TemporaryDn;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts imported objects into the connector space: finds the staged object by anchor, else by DN,
 * records what is new as pending import, and holds what was exported against what came back.
 */
final class Staging {
  private final ConnectorSpace space;
  private final Metaverse metaverse;
  private final StepResult.Tally tally;
  private final long importNumber;

  Staging(ConnectorSpace space, Metaverse metaverse, StepResult.Tally tally, long importNumber) {
    this.space = space;
    this.metaverse = metaverse;
    this.tally = tally;
    this.importNumber = importNumber;
  }

  /** Returns whether the object could be staged. */
  boolean object(ImportedObject imported) {
    CsObject before = find(imported);
    if (before.kind() == CsObject.Kind.PLACEHOLDER && !imported.complete()) {
      failed(
          imported.dn(),
          ObjectErrorCode.NEED_FULL_OBJECT.text(),
          "A change came of an object that was never imported. Run a full import.");
      return false;
    }
    CsObject staged = stage(before, imported);
    long id = before.id();
    if (id == 0) {
      id = space.insert(staged);
    } else if (!staged.equals(before)) {
      space.update(staged);
    }
    space.seen(id, importNumber);
    tally.count(counter(before, staged), staged.dn());
    return true;
  }

  private static String counter(CsObject before, CsObject staged) {
    if (before.kind() == CsObject.Kind.PLACEHOLDER) {
      return "StageAdd";
    }
    if (staged.pendingImport() == PendingImport.DELETE_ADD
        && before.pendingImport() != PendingImport.DELETE_ADD) {
      return "StageDeleteAdd";
    }
    if (!before.currentDn().equals(staged.currentDn())) {
      return "StageRename";
    }
    return before.importedImage().equals(staged.importedImage())
            && before.kind() == staged.kind()
            && before.pendingImport() == staged.pendingImport()
        ? "StageNoChange"
        : "StageUpdate";
  }

  /**
   * The staged object that the imported one belongs to; a placeholder not stored yet if there is
   * none.
   */
  private CsObject find(ImportedObject imported) {
    Optional<CsObject> byAnchor = space.byAnchor(imported.anchor());
    Optional<CsObject> byDn =
        space
            .byDn(imported.dn())
            .filter(there -> !there.anchor().equals(Optional.of(imported.anchor())));
    if (byAnchor.isPresent() && byDn.filter(Staging::addSent).isPresent()) {
      CsObject before = byAnchor.get();
      if (before.deleting() && keepsTemporaryDn(before, imported)) {
        // Deleted and added again, it came back as the very same object.
        space.references().retarget(before.id(), byDn.get().id());
        space.remove(before.id());
        return claim(byDn.get(), imported.anchor());
      }
    }
    if (byAnchor.isPresent()) {
      if (!keepsTemporaryDn(byAnchor.get(), imported)) {
        byDn.ifPresent(there -> makeRoom(there, byAnchor.get().id()));
      }
      return byAnchor.get();
    }
    if (byDn.isPresent() && byDn.get().anchor().isEmpty()) {
      return claim(byDn.get(), imported.anchor());
    }
    byDn.ifPresent(there -> makeRoom(there, 0));
    return CsObject.blank(
        CsObject.Kind.PLACEHOLDER, Optional.of(imported.anchor()), imported.dn(), "");
  }

  private static boolean addSent(CsObject object) {
    return object.anchor().isEmpty()
        && (object.escrowed().operation() == PendingExport.Operation.ADD
            || object.unconfirmed().operation() == PendingExport.Operation.ADD);
  }

  /** A placeholder, or an export object nobody confirmed, turns out to be the imported object. */
  private CsObject claim(CsObject there, Anchor anchor) {
    there
        .link()
        .ifPresent(
            link -> {
              metaverse.markDirty(link.metaverseId());
              tally.count("RetryProvisioning", there.dn());
            });
    CsObject claimed =
        CsObject.blank(CsObject.Kind.PLACEHOLDER, Optional.of(anchor), there.dn(), "")
            .edit()
            .id(there.id())
            .done();
    space.references().dropUnapplied(there.id());
    space.update(claimed);
    return claimed;
  }

  /** Another object holds the DN: it must have been renamed or deleted meanwhile. */
  private void makeRoom(CsObject there, long owner) {
    if (there.kind() == CsObject.Kind.PLACEHOLDER && owner != 0) {
      space.references().retarget(there.id(), owner);
      space.remove(there.id());
      return;
    }
    if (there.kind() == CsObject.Kind.EXPORT && there.anchor().isEmpty() && owner != 0) {
      // The add was matched to an object known already: that one is to be linked instead.
      there.link().ifPresent(link -> metaverse.markDirty(link.metaverseId()));
      space.references().dropUnapplied(there.id());
      space.references().retarget(there.id(), owner);
      space.remove(there.id());
      tally.count("RetryProvisioning", there.dn());
      return;
    }
    space.update(there.edit().dn(TemporaryDn.ofTransient(there)).transientObject(true).done());
  }

  /** The object is still there although its successor waits, under its DN, to be added. */
  private static boolean keepsTemporaryDn(CsObject there, ImportedObject imported) {
    return TemporaryDn.replaced(there)
        && DnKey.of(there.currentDn()).equals(DnKey.of(imported.dn()));
  }

  /** An accepted delete that did not happen, or was undone, is sent again. */
  private static PendingExport unapplied(CsObject before) {
    return before.unconfirmed().operation() == PendingExport.Operation.DELETE
        ? before.unconfirmed()
        : before.unapplied();
  }

  private CsObject stage(CsObject before, ImportedObject imported) {
    boolean fresh = before.kind() == CsObject.Kind.PLACEHOLDER;
    Attributes image = image(before, imported);
    boolean typeChanged = !fresh && !before.objectType().equalsIgnoreCase(imported.objectType());
    Confirmation confirmation = confirm(before.unconfirmed(), imported, image);
    boolean disappointed = confirmation.contradicted();
    if (disappointed) {
      tally.warning(
          ObjectErrorCode.EXPORTED_CHANGE_NOT_REIMPORTED.text(),
          imported.dn(),
          "An exported value did not come back; it is exported again.");
    }
    boolean same =
        !fresh
            && before.kind() == CsObject.Kind.IMPORT
            && image.equals(before.importedImage())
            && before.currentDn().equals(imported.dn())
            && !before.transientObject()
            && !disappointed;
    return before
        .edit()
        .kind(CsObject.Kind.IMPORT)
        .dn(keepsTemporaryDn(before, imported) ? before.dn() : imported.dn())
        .transientObject(false)
        .objectType(imported.objectType())
        .importedImage(image)
        .unconfirmed(confirmation.awaiting())
        .unapplied(unapplied(before))
        .pendingImport(pending(before, fresh, typeChanged, same, image))
        .done();
  }

  private PendingImport pending(
      CsObject before, boolean fresh, boolean typeChanged, boolean same, Attributes image) {
    if (typeChanged) {
      return PendingImport.DELETE_ADD;
    }
    if (fresh || before.kind() == CsObject.Kind.EXPORT) {
      return PendingImport.ADD;
    }
    if (before.pendingImport() == PendingImport.DELETE) {
      // It was thought gone and is back: what counts is the difference to what was synchronized.
      return image.equals(before.synchronizedImage())
              && !space.references().pendingImport(before.id())
          ? PendingImport.NONE
          : PendingImport.UPDATE;
    }
    return same || before.pendingImport() != PendingImport.NONE
        ? before.pendingImport()
        : PendingImport.UPDATE;
  }

  private static Attributes image(CsObject before, ImportedObject imported) {
    if (imported.complete()) {
      return imported.attributes();
    }
    Attributes.Builder merged = before.importedImage().toBuilder();
    imported.attributes().entries().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
    imported.cleared().forEach(merged::remove);
    return merged.build();
  }

  /** What of an accepted export still waits to be seen, and whether an import contradicts it. */
  private record Confirmation(PendingExport awaiting, boolean contradicted) {}

  private static Confirmation confirm(
      PendingExport unconfirmed, ImportedObject imported, Attributes image) {
    if (unconfirmed.isNone()) {
      return new Confirmation(unconfirmed, false);
    }
    if (unconfirmed.operation() == PendingExport.Operation.DELETE) {
      return new Confirmation(PendingExport.NONE, true);
    }
    Map<AttributeName, List<Value>> awaiting = new TreeMap<>();
    boolean contradicted =
        unconfirmed.newDn().map(dn -> !DnKey.of(dn).equals(DnKey.of(imported.dn()))).orElse(false);
    for (Map.Entry<AttributeName, List<Value>> change : unconfirmed.changes().entrySet()) {
      if (!Attributes.sameValues(image.get(change.getKey()), change.getValue())) {
        if (mentions(imported, change.getKey())) {
          contradicted = true;
        } else {
          awaiting.put(change.getKey(), change.getValue());
        }
      }
    }
    return new Confirmation(
        awaiting.isEmpty()
            ? PendingExport.NONE
            : new PendingExport(PendingExport.Operation.UPDATE, awaiting, Optional.empty()),
        contradicted);
  }

  private static boolean mentions(ImportedObject imported, AttributeName attribute) {
    return imported.complete()
        || imported.attributes().has(attribute)
        || imported.cleared().contains(attribute);
  }

  void references(ImportedReferences portion) {
    Optional<CsObject> found = space.byAnchor(portion.anchor());
    if (found.isEmpty()) {
      return;
    }
    CsObject object = found.get();
    long[] present = portion.present().stream().mapToLong(this::target).toArray();
    long[] removed =
        portion.removed().stream().mapToLong(this::known).filter(id -> id != 0).toArray();
    Staged staged =
        space
            .references()
            .stageImported(object.id(), portion.attribute(), present, removed, importNumber);
    if (portion.extent() == ImportedReferences.Extent.WHOLE_LAST) {
      staged = staged.or(space.references().sweep(object.id(), portion.attribute(), importNumber));
    }
    if (staged.notReimported()) {
      tally.warning(
          ObjectErrorCode.EXPORTED_CHANGE_NOT_REIMPORTED.text(),
          object.currentDn(),
          "An exported value of \"" + portion.attribute() + "\" did not come back.");
    }
    if (staged.changed()) {
      touched(object);
    }
  }

  private void touched(CsObject object) {
    if (object.pendingImport() == PendingImport.NONE) {
      space.update(object.edit().pendingImport(PendingImport.UPDATE).done());
      tally.count("StageUpdate", object.dn());
    }
  }

  private long known(ReferenceTarget target) {
    return target instanceof ReferenceTarget.ByAnchor byAnchor
        ? space.idOf(byAnchor.anchor())
        : space.idOfDn(((ReferenceTarget.ByDn) target).dn());
  }

  private long target(ReferenceTarget target) {
    long id = known(target);
    if (id != 0) {
      return id;
    }
    CsObject placeholder =
        target instanceof ReferenceTarget.ByAnchor byAnchor
            ? CsObject.blank(
                CsObject.Kind.PLACEHOLDER,
                Optional.of(byAnchor.anchor()),
                "anchor:" + byAnchor.anchor(),
                "")
            : CsObject.blank(
                CsObject.Kind.PLACEHOLDER,
                Optional.empty(),
                ((ReferenceTarget.ByDn) target).dn(),
                "");
    return space.insert(placeholder);
  }

  void deleted(Anchor anchor) {
    space
        .byAnchor(anchor)
        .filter(object -> object.kind() != CsObject.Kind.PLACEHOLDER)
        .filter(object -> object.pendingImport() != PendingImport.DELETE)
        .ifPresent(this::stageDelete);
  }

  private void stageDelete(CsObject object) {
    // If it was transient, this explains where it went.
    space.update(object.edit().pendingImport(PendingImport.DELETE).transientObject(false).done());
    tally.count("StageDelete", object.currentDn());
  }

  void failed(String dnOrAnchor, String code, String message) {
    tally.error(code, dnOrAnchor, message, "");
    tally.count("StageFailure", dnOrAnchor);
  }

  /** After a whole and successful enumeration: what was not seen is gone. */
  void obsoleteUnseen(Store store) {
    List<CsObject> page;
    long after = 0;
    while (!(page = space.unseen(importNumber, after, 500)).isEmpty()) {
      List<CsObject> unseen = page;
      store.inTransaction(() -> unseen.forEach(this::stageDelete));
      after = unseen.get(unseen.size() - 1).id();
    }
    Consumer<CsObject> touch = this::touched;
    store.inTransaction(
        () ->
            space
                .references()
                .sweepUnseen(importNumber)
                .forEach(id -> space.byId(id).ifPresent(touch)));
  }
}
