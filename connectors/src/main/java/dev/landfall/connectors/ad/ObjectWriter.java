package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates, changes, renames and deletes single objects. Each operation may be repeated. */
final class ObjectWriter {
  private static final Control[] NONE = {};

  /** Given by the name, or by the directory itself. */
  private static final Set<String> NOT_WRITTEN =
      Set.of("distinguishedname", "name", "objectguid", "objectsid", "objectclass");

  private final LdapLink link;

  ObjectWriter(LdapLink link) {
    this.link = link;
  }

  /** Creates an object and reads the identifiers it was given. */
  SearchResultEntry add(String dn, String objectClass, List<AttributeChange> changes)
      throws LDAPException {
    DN parsed = new DN(dn);
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("objectClass", objectClass));
    for (AttributeChange change : changes) {
      boolean naming =
          parsed.getRDN() != null && parsed.getRDN().hasAttribute(change.attribute().name());
      if (!change.values().isEmpty()
          && !naming
          && !NOT_WRITTEN.contains(change.attribute().key())) {
        attributes.add(Decoder.attribute(change.attribute(), change.values()));
      }
    }
    AddRequest request = new AddRequest(parsed, attributes);
    String doing = "creating \"" + dn + "\"";
    link.run(doing, connection -> connection.add(request));
    return link.read(dn, NONE, "objectGUID", "objectSid", "objectClass")
        .orElseThrow(
            () -> new LDAPException(ResultCode.NO_SUCH_OBJECT, "The new object cannot be read."));
  }

  /** Sets attributes; one without values is removed. */
  void modify(String name, List<AttributeChange> changes) throws LDAPException {
    List<Modification> modifications = new ArrayList<>();
    for (AttributeChange change : changes) {
      if (!NOT_WRITTEN.contains(change.attribute().key())) {
        modifications.add(
            new Modification(
                ModificationType.REPLACE, change.attribute().name(), Decoder.raw(change.values())));
      }
    }
    if (!modifications.isEmpty()) {
      ModifyRequest request = new ModifyRequest(name, modifications);
      link.run("changing \"" + name + "\"", connection -> connection.modify(request));
    }
  }

  /** Renames and moves in one operation; an object that is there already is left alone. */
  void rename(ObjectGuid guid, String newDn) throws LDAPException {
    String from = currentDn(guid);
    DN to = new DN(newDn);
    if (new DN(from).toString().equals(to.toString())) {
      return;
    }
    DN parent = to.getParent();
    boolean moved = parent != null && !parent.equals(new DN(from).getParent());
    ModifyDNRequest request =
        new ModifyDNRequest(
            from, String.valueOf(to.getRDN()), true, moved ? String.valueOf(parent) : null);
    link.run("renaming \"" + from + "\"", connection -> connection.modifyDN(request));
  }

  /** The DN an object has now. */
  String currentDn(ObjectGuid guid) throws LDAPException {
    Optional<SearchResultEntry> found = link.read(Decoder.guidName(guid), NONE, "1.1");
    return found
        .map(SearchResultEntry::getDN)
        .orElseThrow(
            () ->
                new LDAPException(
                    ResultCode.NO_SUCH_OBJECT, "There is no object with GUID " + guid + "."));
  }

  /** Deletes an object; one that is gone already counts as done. */
  void delete(ObjectGuid guid) throws LDAPException {
    Optional<SearchResultEntry> found = link.read(Decoder.guidName(guid), NONE, "1.1");
    if (found.isEmpty()) {
      return;
    }
    String dn = found.get().getDN();
    try {
      link.run("deleting \"" + dn + "\"", connection -> connection.delete(dn));
    } catch (LDAPException e) {
      if (e.getResultCode() != ResultCode.NO_SUCH_OBJECT) {
        throw e;
      }
    }
  }

  boolean exists(String dn) {
    return link.read(dn, NONE, "1.1").isPresent();
  }

  /** The GUID of the object with this DN. */
  Optional<ObjectGuid> guidOf(String dn) {
    return link.read(dn, NONE, "objectGUID").map(Decoder::guid);
  }
}
