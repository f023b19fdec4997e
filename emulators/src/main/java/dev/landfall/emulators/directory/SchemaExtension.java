package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.util.List;
import java.util.stream.Stream;

/** Takes definitions that a client adds below the schema container into the live schema. */
final class SchemaExtension {
  private static final int CONSTRUCTED = 4;

  private final DirectoryStore store;

  SchemaExtension(DirectoryStore store) {
    this.store = store;
  }

  void added(DirectoryObject object) {
    String name = object.text("ldapdisplayname");
    switch (object.objectClass().name()) {
      case "attributeSchema" -> {
        if (store.schema.attribute(name).isEmpty()) {
          addAttribute(object, name);
        }
      }
      case "classSchema" -> {
        if (store.schema.objectClass(name).isEmpty()) {
          addClass(object, name);
        }
      }
      default -> {
        // Everything else changes no schema.
      }
    }
  }

  private void addAttribute(DirectoryObject object, String name) {
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
            (object.number("systemflags") & CONSTRUCTED) != 0,
            bound(object, "rangelower"),
            bound(object, "rangeupper"),
            (int) object.number("searchflags"),
            (int) object.number("linkid")));
  }

  private void addClass(DirectoryObject object, String name) {
    String rdn = object.text("rdnattid");
    store.schema.add(
        new ClassRule(
            name,
            object.rdn().value(),
            object.text("governsid"),
            (int) object.number("objectclasscategory"),
            object.text("subclassof"),
            rdn.isEmpty() ? "cn" : rdn,
            object.rdn().value(),
            texts(object, "auxiliaryclass", "systemauxiliaryclass"),
            texts(object, "posssuperiors", "systemposssuperiors"),
            texts(object, "mustcontain", "systemmustcontain"),
            texts(object, "maycontain", "systemmaycontain")));
  }

  private static List<String> texts(DirectoryObject object, String key, String systemKey) {
    return Stream.concat(object.values(key).stream(), object.values(systemKey).stream())
        .map(ASN1OctetString::stringValue)
        .toList();
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
