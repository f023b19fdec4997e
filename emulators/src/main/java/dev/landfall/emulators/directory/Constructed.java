package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Attributes that are not stored but worked out when asked for. */
final class Constructed {
  private final DirectoryStore store;

  Constructed(DirectoryStore store) {
    this.store = store;
  }

  /**
   * The values of a constructed attribute.
   *
   * @param writer whether the client may write the object
   */
  List<ASN1OctetString> values(AttributeRule rule, DirectoryObject object, boolean writer) {
    return switch (rule.key()) {
      case "distinguishedname" -> one(object.dn());
      case "allowedattributes" -> names(store.schema.allowed(object.objectClass()), true);
      case "allowedattributeseffective" ->
          writer ? names(store.schema.allowed(object.objectClass()), false) : List.of();
      case "allowedchildclasses" -> childClasses(object);
      case "allowedchildclasseseffective" -> writer ? childClasses(object) : List.of();
      // Owner, group, access list and audit list.
      case "sdrightseffective" -> one(writer ? "15" : "0");
      case "primarygrouptoken" ->
          Groups.isGroup(object)
              ? one(Integer.toString(Sids.rid(object.values("objectsid").get(0).getValue())))
              : List.of();
      case "canonicalname" -> one(canonical(object));
      case "parentguid" -> {
        DirectoryObject parent = object.parent();
        yield parent == null ? List.of() : List.of(new ASN1OctetString(parent.guid().bytes()));
      }
      case "structuralobjectclass" -> object.values("objectclass");
      case "createtimestamp" -> object.values("whencreated");
      case "modifytimestamp" -> object.values("whenchanged");
      default -> List.of();
    };
  }

  private List<ASN1OctetString> names(Collection<String> keys, boolean all) {
    List<ASN1OctetString> names = new ArrayList<>();
    for (String key : keys) {
      store
          .schema
          .attribute(key)
          .filter(rule -> all || writable(rule))
          .ifPresent(rule -> names.add(new ASN1OctetString(rule.name())));
    }
    return names;
  }

  private static boolean writable(AttributeRule rule) {
    return !rule.systemOnly() && !rule.constructed() && !rule.backLink();
  }

  private List<ASN1OctetString> childClasses(DirectoryObject object) {
    List<ASN1OctetString> names = new ArrayList<>();
    Set<String> schemaOnly = Set.of("attributeschema", "classschema");
    for (ClassRule rule : store.schema.classes()) {
      boolean possible = rule.category() < 2 && store.schema.mayBeBelow(rule, object.objectClass());
      if (possible && !schemaOnly.contains(rule.name().toLowerCase(Locale.ROOT))) {
        names.add(new ASN1OctetString(rule.name()));
      }
    }
    return names;
  }

  private String canonical(DirectoryObject object) {
    StringBuilder out = new StringBuilder();
    for (DirectoryObject at = object; at != null && at != store.root(); at = at.parent()) {
      out.insert(0, "/" + at.rdn().value());
    }
    return store.domain + (out.length() == 0 ? "/" : out);
  }

  private static List<ASN1OctetString> one(String text) {
    return List.of(new ASN1OctetString(text));
  }
}
