package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Deletes objects: what is left is a tombstone below {@code CN=Deleted Objects} with the attributes
 * the schema keeps. With the recycle bin on it keeps all of them, and its links come back with it.
 */
final class DeleteOperation {
  /** Kept on every tombstone, beside those with the preserve flag (MS-ADTS 3.1.1.5.5.1.1). */
  private static final Set<String> KEPT =
      Set.of(
          "objectguid",
          "objectsid",
          "objectclass",
          "distinguishedname",
          "instancetype",
          "name",
          "cn",
          "samaccountname",
          "grouptype",
          "useraccountcontrol",
          "legacyexchangedn",
          "dnshostname",
          "isrecycled",
          "systemflags",
          "usncreated",
          "usnchanged",
          "whencreated",
          "whenchanged");

  private final DirectoryStore store;

  DeleteOperation(DirectoryStore store) {
    this.store = store;
  }

  void delete(String name, boolean tree) {
    DirectoryObject object = store.require(name);
    if (!object.children().isEmpty() && !tree) {
      throw AdError.nonLeaf();
    }
    deleteTree(object);
  }

  private void deleteTree(DirectoryObject object) {
    if (object.text("iscriticalsystemobject").equals("TRUE") || object.namingContext()) {
      throw AdError.unwilling("000020CE");
    }
    List.copyOf(object.children()).forEach(this::deleteTree);
    DirectoryObject parent = object.parent();
    String parentDn = parent == null ? "" : parent.dn();
    if (store.recycleBin) {
      object.rememberLinks();
    } else {
      put(object, "isRecycled", "TRUE");
    }
    dropLinks(object);
    strip(object);
    String mangled = object.rdn().value() + "\nDEL:" + object.guid();
    Rdn rdn = new Rdn(object.rdn().attribute(), mangled);
    object.place(store.find(store.deletedObjectsDn()).orElseThrow(), rdn);
    put(object, "isDeleted", "TRUE");
    put(object, "lastKnownParent", parentDn);
    put(object, "name", mangled);
    if (object.values().containsKey(object.objectClass().rdnAttribute())) {
      put(object, object.objectClass().rdnAttribute(), mangled);
    }
    List<String> touched = new ArrayList<>(List.of("isdeleted", "lastknownparent", "name"));
    touched.add(object.objectClass().rdnAttribute());
    store.touch(object, touched);
  }

  private static void dropLinks(DirectoryObject object) {
    for (String key : List.copyOf(object.linkNames())) {
      List.copyOf(object.links(key).keySet()).forEach(target -> object.drop(key, target));
    }
    for (String key : List.copyOf(object.backLinkNames())) {
      List.copyOf(object.backLinks(key)).forEach(owner -> owner.drop(key, object));
    }
  }

  private void strip(DirectoryObject object) {
    if (store.recycleBin) {
      return;
    }
    for (String key : List.copyOf(object.values().keySet())) {
      AttributeRule rule = store.schema.require(key);
      if (!KEPT.contains(key) && !rule.keptOnTombstone()) {
        store.set(object, rule, List.of());
      }
    }
  }

  private void put(DirectoryObject object, String name, String value) {
    store.set(object, store.schema.require(name), List.of(new ASN1OctetString(value)));
  }
}
