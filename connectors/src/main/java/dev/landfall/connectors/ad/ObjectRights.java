package dev.landfall.connectors.ad;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what decides about rights: an object's descriptor, and the GUIDs rights are named by. */
final class ObjectRights {
  private static final int CHANGE_OWNER = 1;
  private static final int CHANGE_PERMISSIONS = 4;

  /**
   * LDAP_SERVER_SD_FLAGS: owner, group and discretionary list; the fourth part needs a privilege.
   */
  private static final Control[] WITHOUT_AUDIT = {
    new Control(
        "1.2.840.113556.1.4.801",
        true,
        new ASN1OctetString(new ASN1Sequence(new ASN1Integer(7)).encode()))
  };

  private final LdapLink link;
  private final PagedSearch search;
  private final DomainFacts facts;

  ObjectRights(LdapLink link, PagedSearch search, DomainFacts facts) {
    this.link = link;
    this.search = search;
    this.facts = facts;
  }

  /**
   * What the directory says about an object's permissions.
   *
   * @param told whether it tells anything: a directory without permissions does not
   * @param changeable whether the account may change permissions or owner
   * @param descriptor empty if the account may not read it
   */
  record Permissions(boolean told, boolean changeable, Optional<SecurityDescriptor> descriptor) {}

  Permissions of(String dn) {
    Optional<SearchResultEntry> entry =
        link.read(dn, WITHOUT_AUDIT, "sDRightsEffective", "nTSecurityDescriptor");
    Optional<Integer> rights = entry.map(it -> it.getAttributeValueAsInteger("sDRightsEffective"));
    return new Permissions(
        rights.isPresent(),
        rights.map(bits -> (bits & (CHANGE_OWNER | CHANGE_PERMISSIONS)) != 0).orElse(false),
        entry
            .map(it -> it.getAttributeValueBytes("nTSecurityDescriptor"))
            .map(SecurityDescriptor::parse));
  }

  /** The GUIDs that name attributes and classes in permissions, with those of property sets. */
  Map<String, List<ObjectGuid>> schemaGuids(Collection<String> names) {
    List<Filter> any = new ArrayList<>();
    names.forEach(name -> any.add(Filter.createEqualityFilter("lDAPDisplayName", name)));
    Map<String, List<ObjectGuid>> guids = new HashMap<>();
    search.run(
        "reading the schema",
        facts.schemaDn(),
        SearchScope.ONE,
        Filter.createORFilter(any),
        entry -> {
          List<ObjectGuid> found = new ArrayList<>();
          for (String attribute : List.of("schemaIDGUID", "attributeSecurityGUID")) {
            byte[] bytes = entry.getAttributeValueBytes(attribute);
            if (bytes != null) {
              found.add(ObjectGuid.ofBytes(bytes));
            }
          }
          guids.put(
              String.valueOf(entry.getAttributeValue("lDAPDisplayName")).toLowerCase(Locale.ROOT),
              found);
        },
        "lDAPDisplayName",
        "schemaIDGUID",
        "attributeSecurityGUID");
    return guids;
  }
}
