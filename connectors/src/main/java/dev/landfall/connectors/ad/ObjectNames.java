package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import dev.landfall.core.value.ObjectGuid;
import java.util.List;
import java.util.Optional;

/**
 * How a server lets objects be named and how it tells the identifier of a new one. Active Directory
 * understands {@code <GUID=…>} wherever a DN is, which survives renames; other LDAP servers know
 * objects by DN alone, and may give back what they just created (RFC 4527).
 *
 * @param byGuid whether {@code <GUID=…>} is understood
 * @param postRead whether the answer to an add can carry the new object
 */
record ObjectNames(boolean byGuid, boolean postRead) {
  private static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";
  private static final Control[] NONE = {};

  /** Asks the server. */
  static ObjectNames of(LdapLink link) {
    Optional<SearchResultEntry> root =
        link.read("", NONE, "supportedCapabilities", "supportedControl");
    return new ObjectNames(
        has(root, "supportedCapabilities", ACTIVE_DIRECTORY),
        has(root, "supportedControl", PostReadRequestControl.POST_READ_REQUEST_OID));
  }

  private static boolean has(Optional<SearchResultEntry> root, String attribute, String oid) {
    return root.map(entry -> entry.getAttributeValues(attribute))
        .map(values -> List.of(values).contains(oid))
        .orElse(false);
  }

  /** The name of an object in a request. */
  String of(Optional<ObjectGuid> guid, String dn) {
    return byGuid && guid.isPresent() ? Decoder.guidName(guid.get()) : WireName.of(dn);
  }

  /** The attribute that holds the identifier of an object. */
  String identifier() {
    return byGuid ? "objectGUID" : "entryUUID";
  }
}
