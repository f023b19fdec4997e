package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.core.value.Value;
import java.util.ArrayList;
import java.util.Collection;
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
  private final ObjectNames names;

  ObjectWriter(LdapLink link, ObjectNames names) {
    this.link = link;
    this.names = names;
  }

  /**
   * Creates an object.
   *
   * @param references attributes with the names of other objects
   * @return its GUID, if the server told it at once; {@link AnchorReader} reads the others
   */
  Optional<ObjectGuid> add(
      String dn,
      String objectClass,
      List<AttributeChange> changes,
      Collection<Attribute> references)
      throws LDAPException {
    DN parsed = new DN(dn);
    NamingRules.commonName(parsed.getRDN());
    NamingRules.accountName(objectClass, changes);
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
    attributes.addAll(references);
    AddRequest request = new AddRequest(WireName.of(parsed), attributes);
    if (names.postRead()) {
      request.addControl(new PostReadRequestControl(names.identifier()));
    }
    LDAPResult result = link.run("creating \"" + dn + "\"", connection -> connection.add(request));
    PostReadResponseControl made = names.postRead() ? PostReadResponseControl.get(result) : null;
    return made == null || !Decoder.hasGuid(made.getEntry())
        ? Optional.empty()
        : Optional.of(Decoder.guid(made.getEntry()));
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
      NamingRules.accountName("", changes);
      throughUniversal(name, changes);
      send(name, modifications);
    }
  }

  private void send(String name, List<Modification> modifications) throws LDAPException {
    ModifyRequest request = new ModifyRequest(name, modifications);
    link.run("changing \"" + name + "\"", connection -> connection.modify(request));
  }

  private void throughUniversal(String name, List<AttributeChange> changes) throws LDAPException {
    for (AttributeChange change : changes) {
      if (!change.attribute().key().equals("grouptype")
          || change.values().isEmpty()
          || !(change.values().get(0) instanceof Value.Number wanted)) {
        continue;
      }
      Optional<Long> now =
          link.read(name, NONE, "groupType")
              .map(entry -> entry.getAttributeValueAsLong("groupType"));
      if (now.isPresent() && GroupTypes.throughUniversal(now.get(), wanted.number())) {
        String between = Long.toString(GroupTypes.universal(wanted.number()));
        send(name, List.of(new Modification(ModificationType.REPLACE, "groupType", between)));
      }
    }
  }

  /** Renames and moves in one operation; an object that is there already is left alone. */
  void rename(String name, String newDn) throws LDAPException {
    String from = currentDn(name);
    DN to = new DN(newDn);
    NamingRules.commonName(to.getRDN());
    if (new DN(from).toString().equals(to.toString())) {
      return;
    }
    DN parent = to.getParent();
    boolean moved = parent != null && !parent.equals(new DN(from).getParent());
    ModifyDNRequest request =
        new ModifyDNRequest(
            from, WireName.of(to.getRDN()), true, moved ? WireName.of(parent) : null);
    link.run("renaming \"" + from + "\"", connection -> connection.modifyDN(request));
  }

  /**
   * The DN an object has now.
   *
   * @param name its DN or {@code <GUID=…>}
   */
  String currentDn(String name) throws LDAPException {
    return link.read(name, NONE, "1.1")
        .map(SearchResultEntry::getDN)
        .orElseThrow(
            () ->
                new LDAPException(
                    ResultCode.NO_SUCH_OBJECT, "There is no object " + name + " any more."));
  }

  /** Deletes an object; one that is gone already counts as done. */
  void delete(String name) throws LDAPException {
    Optional<SearchResultEntry> found = link.read(name, NONE, "1.1");
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
    return link.read(WireName.of(dn), NONE, "1.1").isPresent();
  }

  /** The GUID of the object with this DN. */
  Optional<ObjectGuid> guidOf(String dn) {
    return link.read(WireName.of(dn), NONE, names.identifier()).map(Decoder::guid);
  }
}
