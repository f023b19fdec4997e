package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes deleted objects back: a modify that deletes {@code isDeleted} and replaces {@code
 * distinguishedName}. A tombstone comes back with what it kept; with the recycle bin on the object
 * is as it was, links included.
 */
final class UndeleteOperation {
  private final DirectoryStore store;
  private final ModifyOperation modifying;

  UndeleteOperation(DirectoryStore store, ModifyOperation modifying) {
    this.store = store;
    this.modifying = modifying;
  }

  /** Whether these modifications ask for it. */
  static boolean isAskedBy(List<Modification> modifications) {
    return modifications.stream()
        .anyMatch(
            it ->
                it.getModificationType() == ModificationType.DELETE
                    && it.getAttributeName().equalsIgnoreCase("isDeleted"));
  }

  void undelete(String name, List<Modification> modifications, boolean permissive) {
    DirectoryObject object =
        store
            .find(name)
            .filter(DirectoryObject::deleted)
            .orElseThrow(() -> AdError.noSuchObject(""));
    List<Modification> others = new ArrayList<>();
    DN target = null;
    for (Modification modification : modifications) {
      String attribute = modification.getAttributeName();
      if (attribute.equalsIgnoreCase("distinguishedName") && modification.hasValue()) {
        target = store.parse(modification.getValues()[0]);
      } else if (!attribute.equalsIgnoreCase("isDeleted")) {
        others.add(modification);
      }
    }
    DN parentDn = target == null ? null : target.getParent();
    if (target == null || parentDn == null) {
      throw AdError.unwilling("0000209A");
    }
    DirectoryObject parent = store.require(parentDn.toString());
    Rdn rdn = Rdn.of(target.getRDN());
    if (parent.child(rdn.key()) != null) {
      throw AdError.exists("00002071");
    }
    object.place(parent, rdn);
    AttributeRule rdnRule = store.schema.require(object.objectClass().rdnAttribute());
    set(object, rdnRule, rdn.value());
    set(object, store.schema.require("name"), rdn.value());
    for (String gone : List.of("isDeleted", "isRecycled", "lastKnownParent")) {
      store.set(object, store.schema.require(gone), List.of());
    }
    long usn =
        store.touch(
            object, List.of("isdeleted", "isrecycled", "lastknownparent", "name", rdnRule.key()));
    object.restoreLinks(usn);
    if (!others.isEmpty()) {
      modifying.modify(object.dn(), others, permissive);
    }
  }

  private void set(DirectoryObject object, AttributeRule rule, String value) {
    store.set(object, rule, List.of(new ASN1OctetString(value)));
  }
}
