package dev.landfall.store.sql;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.ObjectError;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.value.Attributes;
import java.util.Optional;

/** A connector-space object in binary form, its id apart. */
final class CsObjectCodec {
  private static final int VERSION = 1;

  private static final int ANCHOR = 1;
  private static final int TRANSIENT = 2;
  private static final int SAME_IMAGES = 4;
  private static final int LINK = 8;
  private static final int EXPLICIT = 16;
  private static final int RETRY = 32;
  private static final int SYNC_ERROR = 64;
  private static final int EXPORT_ERROR = 128;

  /** The byte of the kind has room for parts that few objects have. */
  private static final int KIND = 3;

  private static final int CONTRIBUTED = 4;
  private static final int DEPROVISION = 8;

  private static final CsObject.Kind[] KINDS = CsObject.Kind.values();
  private static final PendingImport[] IMPORTS = PendingImport.values();
  private static final Link.Method[] METHODS = Link.Method.values();

  private final Names names;
  private final AttributesCodec attributes;

  CsObjectCodec(Names names) {
    this.names = names;
    this.attributes = new AttributesCodec(names);
  }

  byte[] write(CsObject object) {
    Bytes.Writer out = new Bytes.Writer();
    // With values in the same order: it is kept.
    boolean sameImages = object.synchronizedImage().identicalTo(object.importedImage());
    out.single(VERSION)
        .single(
            (object.anchor().isPresent() ? ANCHOR : 0)
                | (object.transientObject() ? TRANSIENT : 0)
                | (sameImages ? SAME_IMAGES : 0)
                | (object.link().isPresent() ? LINK : 0)
                | (object.explicitDisconnector() ? EXPLICIT : 0)
                | (object.retry() ? RETRY : 0)
                | (object.syncError().isPresent() ? SYNC_ERROR : 0)
                | (object.exportError().isPresent() ? EXPORT_ERROR : 0))
        .single(
            object.kind().ordinal()
                | (object.contributed().isEmpty() ? 0 : CONTRIBUTED)
                | (object.deprovisionAt().isPresent() ? DEPROVISION : 0))
        .single(object.pendingImport().ordinal());
    object.anchor().ifPresent(anchor -> out.text(anchor.value()));
    out.text(object.dn()).number(names.id(object.objectType()));
    attributes.write(out, object.importedImage());
    if (!sameImages) {
      attributes.write(out, object.synchronizedImage());
    }
    attributes.write(out, object.unapplied());
    attributes.write(out, object.escrowed());
    attributes.write(out, object.unconfirmed());
    object.link().ifPresent(link -> write(out, link));
    object.syncError().ifPresent(error -> write(out, error));
    object.exportError().ifPresent(error -> write(out, error));
    if (!object.contributed().isEmpty()) {
      attributes.write(out, object.contributed());
    }
    object.deprovisionAt().ifPresent(out::instant);
    return out.done();
  }

  CsObject read(long id, byte[] body) {
    Bytes.Reader in = Bytes.Reader.version(VERSION, body);
    int parts = in.single();
    int more = in.single();
    CsObject.Kind kind = KINDS[more & KIND];
    PendingImport pendingImport = IMPORTS[in.single()];
    Optional<Anchor> anchor =
        has(parts, ANCHOR) ? Optional.of(new Anchor(in.text())) : Optional.empty();
    String dn = in.text();
    String objectType = names.text(in.number());
    Attributes imported = attributes.attributes(in);
    Attributes synchronizedImage = has(parts, SAME_IMAGES) ? imported : attributes.attributes(in);
    PendingExport unapplied = attributes.pendingExport(in);
    PendingExport escrowed = attributes.pendingExport(in);
    PendingExport unconfirmed = attributes.pendingExport(in);
    return new CsObject(
        id,
        kind,
        anchor,
        dn,
        objectType,
        has(parts, TRANSIENT),
        synchronizedImage,
        pendingImport,
        imported,
        unapplied,
        escrowed,
        unconfirmed,
        has(parts, LINK) ? Optional.of(link(in)) : Optional.empty(),
        has(parts, EXPLICIT),
        has(parts, RETRY),
        has(parts, SYNC_ERROR) ? Optional.of(error(in)) : Optional.empty(),
        has(parts, EXPORT_ERROR) ? Optional.of(error(in)) : Optional.empty(),
        has(more, CONTRIBUTED) ? attributes.attributes(in) : Attributes.NONE,
        has(more, DEPROVISION) ? Optional.of(in.instant()) : Optional.empty());
  }

  private static boolean has(int parts, int part) {
    return (parts & part) != 0;
  }

  private void write(Bytes.Writer out, Link link) {
    out.number(link.metaverseId())
        .number(names.id(link.ruleId()))
        .flag(link.inbound())
        .single(link.method().ordinal())
        .flag(link.provisionHeld())
        .flag(link.noFlowProtected());
  }

  private Link link(Bytes.Reader in) {
    return new Link(
        in.number(),
        names.text(in.number()),
        in.flag(),
        METHODS[in.single()],
        in.flag(),
        in.flag());
  }

  private static void write(Bytes.Writer out, ObjectError error) {
    out.text(error.code())
        .text(error.message())
        .text(error.detail())
        .instant(error.first())
        .instant(error.last())
        .number(error.retries());
  }

  private static ObjectError error(Bytes.Reader in) {
    return new ObjectError(
        in.text(), in.text(), in.text(), in.instant(), in.instant(), in.length());
  }
}
