package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;

/** Takes definitions that a client adds below the schema container into the live schema. */
final class SchemaExtension {
  private final DirectoryStore store;

  SchemaExtension(DirectoryStore store) {
    this.store = store;
  }

  void added(DirectoryObject object) {
    String name = object.text("ldapdisplayname");
    if (!object.objectClass().name().equals("attributeSchema")
        || store.schema.attribute(name).isPresent()) {
      return;
    }
    store.schema.add(
        new AttributeRule(
            name,
            object.rdn().value(),
            object.text("attributeid"),
            Syntax.ofId(object.text("attributesyntax")),
            (int) object.number("omsyntax"),
            flag(object, "issinglevalued"),
            flag(object, "ismemberofpartialattributeset"),
            flag(object, "systemonly"),
            false,
            bound(object, "rangelower"),
            bound(object, "rangeupper"),
            (int) object.number("searchflags"),
            (int) object.number("linkid")));
  }

  void modified(DirectoryObject object) {
    if (object.objectClass().name().equals("classSchema")) {
      for (ASN1OctetString value : object.values("maycontain")) {
        store.schema.mayContain(object.text("ldapdisplayname"), value.stringValue());
      }
    }
  }

  private static boolean flag(DirectoryObject object, String key) {
    return object.text(key).equals("TRUE");
  }

  private static long bound(DirectoryObject object, String key) {
    return object.values(key).isEmpty() ? -1 : object.number(key);
  }
}
