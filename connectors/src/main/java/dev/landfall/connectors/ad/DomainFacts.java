package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.ObjectGuid;
import java.util.Locale;

/**
 * What the rootDSE of a domain controller says, read once per import.
 *
 * @param invocationId of the database of this controller; USNs count only within it
 * @param highestUsn the newest change committed when this was read
 */
record DomainFacts(
    String domainDn,
    String forestDn,
    String schemaDn,
    String configurationDn,
    String serverName,
    ObjectGuid invocationId,
    long highestUsn,
    boolean globalCatalogReady) {

  private static final Control[] NONE = {};

  static DomainFacts read(LdapLink link) {
    SearchResultEntry root =
        link.read(
                "",
                NONE,
                "defaultNamingContext",
                "rootDomainNamingContext",
                "schemaNamingContext",
                "configurationNamingContext",
                "dnsHostName",
                "dsServiceName",
                "highestCommittedUSN",
                "isGlobalCatalogReady")
            .orElseThrow(() -> notActiveDirectory(link));
    String service = text(link, root, "dsServiceName");
    byte[] id =
        link.read(service, NONE, "invocationId")
            .map(settings -> settings.getAttributeValueBytes("invocationId"))
            .orElseThrow(() -> notActiveDirectory(link));
    return new DomainFacts(
        text(link, root, "defaultNamingContext"),
        text(link, root, "rootDomainNamingContext"),
        text(link, root, "schemaNamingContext"),
        text(link, root, "configurationNamingContext"),
        text(link, root, "dnsHostName"),
        ObjectGuid.ofBytes(id),
        Long.parseLong(text(link, root, "highestCommittedUSN")),
        "TRUE".equalsIgnoreCase(root.getAttributeValue("isGlobalCatalogReady")));
  }

  /** The DNS name that belongs to the DN of a domain. */
  static String dns(String domainDn) {
    return domainDn
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s*,\\s*dc=", ".")
        .replaceFirst("^dc=", "");
  }

  /** The NetBIOS name of the domain with this DN, or its first label if the forest hides it. */
  String netBiosName(LdapLink link, String dn) {
    SearchRequest request =
        new SearchRequest(
            "CN=Partitions," + configurationDn,
            SearchScope.ONE,
            Filter.createEqualityFilter("nCName", dn),
            "nETBIOSName");
    return link.search("reading the name of the domain", request).getSearchEntries().stream()
        .map(entry -> entry.getAttributeValue("nETBIOSName"))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElseGet(() -> dns(dn).split("\\.", 2)[0].toUpperCase(Locale.ROOT));
  }

  private static String text(LdapLink link, SearchResultEntry root, String name) {
    String value = root.getAttributeValue(name);
    if (value == null) {
      throw notActiveDirectory(link);
    }
    return value;
  }

  private static LandfallException notActiveDirectory(LdapLink link) {
    return new LandfallException(
        ErrorCode.CONFIGURATION_INVALID,
        link.server() + " answers LDAP but is no Active Directory domain controller.");
  }
}
