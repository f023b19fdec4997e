package dev.landfall.core.store;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.value.Attributes;
import java.time.Instant;
import java.util.Optional;

/**
 * A connector-space object without its references: base states and deltas, from which all holograms
 * are computed.
 *
 * @param id number within the store, given by {@link ConnectorSpace#insert}; 0 before
 * @param anchor empty for a placeholder known by DN only and for an object not exported yet
 * @param dn the DN as last imported, or as provisioned; for a transient object its temporary DN
 * @param objectType empty for a placeholder
 * @param synchronizedImage the state every synchronization has seen ({@code synchronized-hologram})
 * @param pendingImport what came since
 * @param importedImage the last imported state ({@code pending-import-hologram})
 * @param unapplied computed, not sent
 * @param escrowed being sent
 * @param unconfirmed sent and accepted, not re-imported yet
 * @param explicitDisconnector an administrator keeps the object unlinked
 * @param retry the next delta synchronization visits the object although nothing was imported
 * @param syncError the error of the last synchronization
 * @param exportError the error of the last export
 * @param contributed values that merging outbound flows added to what the connected system had;
 *     only these are taken back when their flow ends
 * @param deprovisionAt when the object is to be deleted unless a rule wants it again; set while the
 *     soft-delete expiry of the rule that held it runs
 */
public record CsObject(
    long id,
    Kind kind,
    Optional<Anchor> anchor,
    String dn,
    String objectType,
    boolean transientObject,
    Attributes synchronizedImage,
    PendingImport pendingImport,
    Attributes importedImage,
    PendingExport unapplied,
    PendingExport escrowed,
    PendingExport unconfirmed,
    Optional<Link> link,
    boolean explicitDisconnector,
    boolean retry,
    Optional<ObjectError> syncError,
    Optional<ObjectError> exportError,
    Attributes contributed,
    Optional<Instant> deprovisionAt) {

  /** What stands behind the object. */
  public enum Kind {
    /** Only the target of a reference, or a parent: never joined, never flows. */
    PLACEHOLDER,
    /** Seen in the connected system. */
    IMPORT,
    /** Provisioned, not yet seen in the connected system. */
    EXPORT
  }

  /**
   * The attributes as the engine expects them to become: imported state and all exports under way.
   */
  public Attributes expectedImage() {
    return expected(importedImage);
  }

  /** As {@link #expectedImage}, on the state that synchronization has seen already. */
  public Attributes synchronizedExpectedImage() {
    return expected(synchronizedImage);
  }

  private Attributes expected(Attributes base) {
    return unapplied.applyTo(escrowed.applyTo(unconfirmed.applyTo(base)));
  }

  /** The DN as rules and operators see it: without the mark of a {@link TemporaryDn}. */
  public String currentDn() {
    return TemporaryDn.original(dn);
  }

  /** The DN the object will have once all exports under way are there. */
  public String expectedDn() {
    return unapplied.newDn().or(escrowed::newDn).or(unconfirmed::newDn).orElse(currentDn());
  }

  /** The attributes once the exports already sent are there, whatever is staged but not sent. */
  public Attributes sentImage() {
    return escrowed.applyTo(unconfirmed.applyTo(importedImage));
  }

  /** Whether a delete is computed, under way or accepted. */
  public boolean deleting() {
    return unapplied.operation() == PendingExport.Operation.DELETE
        || escrowed.operation() == PendingExport.Operation.DELETE
        || unconfirmed.operation() == PendingExport.Operation.DELETE;
  }

  /** A new object as an import finds it. */
  public static CsObject imported(Anchor anchor, String dn, String objectType, Attributes image) {
    return blank(Kind.IMPORT, Optional.of(anchor), dn, objectType)
        .edit()
        .pendingImport(PendingImport.ADD)
        .importedImage(image)
        .done();
  }

  /** An object without any state. */
  public static CsObject blank(Kind kind, Optional<Anchor> anchor, String dn, String objectType) {
    return new CsObject(
        0,
        kind,
        anchor,
        dn,
        objectType,
        false,
        Attributes.NONE,
        PendingImport.NONE,
        Attributes.NONE,
        PendingExport.NONE,
        PendingExport.NONE,
        PendingExport.NONE,
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Attributes.NONE,
        Optional.empty());
  }

  /** A copy to be changed. */
  public Edit edit() {
    return new Edit(this);
  }

  /** Changes some parts of an object and leaves the others. */
  public static final class Edit {
    private final CsObject base;
    private long id;
    private Kind kind;
    private Optional<Anchor> anchor;
    private String dn;
    private String objectType;
    private boolean transientObject;
    private Attributes synchronizedImage;
    private PendingImport pendingImport;
    private Attributes importedImage;
    private PendingExport unapplied;
    private PendingExport escrowed;
    private PendingExport unconfirmed;
    private Optional<Link> link;
    private boolean explicitDisconnector;
    private boolean retry;
    private Optional<ObjectError> syncError;
    private Optional<ObjectError> exportError;
    private Attributes contributed;
    private Optional<Instant> deprovisionAt;

    private Edit(CsObject base) {
      this.base = base;
      id = base.id;
      kind = base.kind;
      anchor = base.anchor;
      dn = base.dn;
      objectType = base.objectType;
      transientObject = base.transientObject;
      synchronizedImage = base.synchronizedImage;
      pendingImport = base.pendingImport;
      importedImage = base.importedImage;
      unapplied = base.unapplied;
      escrowed = base.escrowed;
      unconfirmed = base.unconfirmed;
      link = base.link;
      explicitDisconnector = base.explicitDisconnector;
      retry = base.retry;
      syncError = base.syncError;
      exportError = base.exportError;
      contributed = base.contributed;
      deprovisionAt = base.deprovisionAt;
    }

    public Edit id(long value) {
      id = value;
      return this;
    }

    public Edit kind(Kind value) {
      kind = value;
      return this;
    }

    public Edit anchor(Optional<Anchor> value) {
      anchor = value;
      return this;
    }

    public Edit dn(String value) {
      dn = value;
      return this;
    }

    public Edit objectType(String value) {
      objectType = value;
      return this;
    }

    public Edit transientObject(boolean value) {
      transientObject = value;
      return this;
    }

    public Edit synchronizedImage(Attributes value) {
      synchronizedImage = value;
      return this;
    }

    public Edit pendingImport(PendingImport value) {
      pendingImport = value;
      return this;
    }

    public Edit importedImage(Attributes value) {
      importedImage = value;
      return this;
    }

    public Edit unapplied(PendingExport value) {
      unapplied = value;
      return this;
    }

    public Edit escrowed(PendingExport value) {
      escrowed = value;
      return this;
    }

    public Edit unconfirmed(PendingExport value) {
      unconfirmed = value;
      return this;
    }

    public Edit link(Optional<Link> value) {
      link = value;
      return this;
    }

    public Edit explicitDisconnector(boolean value) {
      explicitDisconnector = value;
      return this;
    }

    public Edit retry(boolean value) {
      retry = value;
      return this;
    }

    public Edit syncError(Optional<ObjectError> value) {
      syncError = value;
      return this;
    }

    public Edit exportError(Optional<ObjectError> value) {
      exportError = value;
      return this;
    }

    public Edit contributed(Attributes value) {
      contributed = value;
      return this;
    }

    public Edit deprovisionAt(Optional<Instant> value) {
      deprovisionAt = value;
      return this;
    }

    /** The changed object; the very same one when nothing changed. */
    public CsObject done() {
      CsObject changed =
          new CsObject(
              id,
              kind,
              anchor,
              dn,
              objectType,
              transientObject,
              synchronizedImage,
              pendingImport,
              importedImage,
              unapplied,
              escrowed,
              unconfirmed,
              link,
              explicitDisconnector,
              retry,
              syncError,
              exportError,
              contributed,
              deprovisionAt);
      return changed.equals(base) ? base : changed;
    }
  }
}
