package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renames and moves objects; links to them and names below them follow. */
final class RenameOperation {
  private final DirectoryStore store;

  RenameOperation(DirectoryStore store) {
    this.store = store;
  }

  void rename(String name, String newRdn, boolean deleteOldRdn, @Nullable String newSuperior) {
    DirectoryObject object = store.require(name);
    DirectoryObject oldParent = object.parent();
    if (oldParent == null || object.namingContext()) {
      throw AdError.unwilling("00002016");
    }
    if (!deleteOldRdn) {
      throw AdError.unwilling("00000057");
    }
    Rdn rdn = parse(newRdn);
    AttributeRule rdnRule = store.schema.require(object.objectClass().rdnAttribute());
    if (!rdn.attribute().equalsIgnoreCase(rdnRule.name())) {
      throw AdError.namingViolation("00002081");
    }
    DirectoryObject parent = newSuperior == null ? oldParent : store.require(newSuperior);
    if (parent.isBelow(object)) {
      throw AdError.unwilling("0000208A");
    }
    if (!store.schema.mayBeBelow(object.objectClass(), parent.objectClass())) {
      throw AdError.namingViolation("00002099");
    }
    DirectoryObject there = parent.child(rdn.key());
    if (there != null && there != object) {
      throw AdError.exists("00002071");
    }
    List<ASN1OctetString> value = List.of(new ASN1OctetString(rdn.value()));
    ValueCheck.check(rdnRule, value);
    object.place(parent, rdn);
    store.set(object, rdnRule, value);
    store.set(object, store.schema.require("name"), value);
    store.touch(object, List.of(rdnRule.key(), "name"));
  }

  private static Rdn parse(String text) {
    try {
      return Rdn.of(new RDN(text));
    } catch (LDAPException e) {
      throw AdError.badName(text);
    }
  }
}
