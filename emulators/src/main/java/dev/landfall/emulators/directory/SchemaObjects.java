package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The objects below the schema container by which clients read the schema. */
final class SchemaObjects {
  private final Server server;
  private final DirectoryStore store;

  SchemaObjects(Server server) {
    this.server = server;
    this.store = server.store();
  }

  void add(AttributeRule rule) {
    List<Attribute> attributes =
        InitialContent.attributes(
            "attributeSchema",
            "lDAPDisplayName",
            rule.name(),
            "adminDisplayName",
            rule.commonName(),
            "attributeID",
            rule.oid(),
            "attributeSyntax",
            rule.syntax().id(),
            "oMSyntax",
            Integer.toString(rule.omSyntax()),
            "isSingleValued",
            bool(rule.single()),
            "isMemberOfPartialAttributeSet",
            bool(rule.inGlobalCatalog()),
            "systemOnly",
            bool(rule.systemOnly()),
            "searchFlags",
            Integer.toString(rule.searchFlags()),
            "systemFlags",
            rule.constructed() ? "20" : "16");
    bound(attributes, "rangeLower", rule.rangeLower());
    bound(attributes, "rangeUpper", rule.rangeUpper());
    bound(attributes, "linkID", rule.linkId() == 0 ? -1 : rule.linkId());
    create(rule.commonName(), attributes);
  }

  void add(ClassRule rule) {
    List<Attribute> attributes =
        InitialContent.attributes(
            "classSchema",
            "lDAPDisplayName",
            rule.name(),
            "adminDisplayName",
            rule.commonName(),
            "governsID",
            rule.oid(),
            "objectClassCategory",
            Integer.toString(rule.category()),
            "subClassOf",
            rule.superior(),
            "rDNAttID",
            rule.rdnAttribute(),
            "defaultObjectCategory",
            "CN=" + rule.objectCategory() + "," + store.schemaDn());
    list(attributes, "systemAuxiliaryClass", rule.auxiliaries());
    list(attributes, "systemPossSuperiors", rule.possibleSuperiors());
    list(attributes, "systemMustContain", rule.must());
    List<String> may = new ArrayList<>(rule.may());
    may.addAll(store.schema.extraMay(rule.name()));
    list(attributes, "systemMayContain", may);
    create(rule.commonName(), attributes);
  }

  private void create(String commonName, List<Attribute> attributes) {
    server.add("CN=" + commonName + "," + store.schemaDn(), attributes, true);
  }

  /** Shows attributes that objects of a class may hold beside those of the class as made. */
  void mayContain(String className, Collection<String> attributes) {
    ClassRule rule = store.schema.objectClass(className).orElseThrow();
    DirectoryObject object = store.require("CN=" + rule.commonName() + "," + store.schemaDn());
    List<ASN1OctetString> values = new ArrayList<>(object.values("maycontain"));
    attributes.forEach(name -> values.add(new ASN1OctetString(name)));
    store.set(object, store.schema.require("mayContain"), values.stream().distinct().toList());
    store.touch(object, List.of("maycontain"));
  }

  private static void bound(List<Attribute> attributes, String name, long value) {
    if (value >= 0) {
      attributes.add(new Attribute(name, Long.toString(value)));
    }
  }

  private static void list(List<Attribute> attributes, String name, List<String> values) {
    if (!values.isEmpty()) {
      attributes.add(new Attribute(name, values));
    }
  }

  private static String bool(boolean value) {
    return Boolean.toString(value).toUpperCase(Locale.ROOT);
  }
}
