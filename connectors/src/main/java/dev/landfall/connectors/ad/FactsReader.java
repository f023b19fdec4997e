package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.directory.DirectoryFacts;
import dev.landfall.core.directory.DirectoryFacts.DomainController;
import dev.landfall.core.directory.DirectoryFacts.StampAttribute;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the prerequisite checks of the migration ask of schema and servers. */
final class FactsReader {
  private static final String STAMP = "msDS-ExternalDirectoryObjectId";
  private static final int SERVER_TRUST_ACCOUNT = 8192;
  private static final Control[] NONE = {};

  private final LdapLink link;
  private final PagedSearch search;
  private final GlobalCatalog catalog;

  FactsReader(LdapLink link, PagedSearch search, GlobalCatalog catalog) {
    this.link = link;
    this.search = search;
    this.catalog = catalog;
  }

  DirectoryFacts read() {
    DomainFacts facts = DomainFacts.read(link);
    return new DirectoryFacts(
        link.server(),
        DomainFacts.dns(facts.domainDn()),
        facts.netBiosName(link, facts.domainDn()),
        facts.domainDn(),
        DomainFacts.dns(facts.forestDn()),
        schemaVersion(facts),
        stamp(facts),
        stampAllowed(facts),
        facts.globalCatalogReady() && catalog.ready(),
        recycleBin(facts),
        controllers(facts));
  }

  private int schemaVersion(DomainFacts facts) {
    return link.read(facts.schemaDn(), NONE, "objectVersion")
        .map(entry -> entry.getAttributeValueAsInteger("objectVersion"))
        .orElse(0);
  }

  private Optional<StampAttribute> stamp(DomainFacts facts) {
    List<StampAttribute> found = new ArrayList<>();
    search.run(
        "reading the schema",
        facts.schemaDn(),
        SearchScope.ONE,
        Filter.createEqualityFilter("lDAPDisplayName", STAMP),
        entry ->
            found.add(
                new StampAttribute(
                    text(entry, "attributeID"),
                    text(entry, "attributeSyntax"),
                    flag(entry, "isSingleValued"),
                    flag(entry, "isMemberOfPartialAttributeSet"))),
        "attributeID",
        "attributeSyntax",
        "isSingleValued",
        "isMemberOfPartialAttributeSet");
    return found.stream().findFirst();
  }

  private boolean stampAllowed(DomainFacts facts) {
    Optional<ObjectClass> group =
        new SchemaReader(search).read(facts.schemaDn()).objectClass("group");
    return group.flatMap(it -> it.attribute(AttributeName.of(STAMP))).isPresent();
  }

  private boolean recycleBin(DomainFacts facts) {
    return link
        .read("CN=Partitions," + facts.configurationDn(), NONE, "msDS-EnabledFeature")
        .map(entry -> entry.getAttributeValues("msDS-EnabledFeature"))
        .map(List::of)
        .orElse(List.of())
        .stream()
        .anyMatch(dn -> dn.startsWith("CN=Recycle Bin Feature,"));
  }

  private List<DomainController> controllers(DomainFacts facts) {
    List<DomainController> found = new ArrayList<>();
    search.run(
        "reading the domain controllers",
        facts.domainDn(),
        SearchScope.SUB,
        Filter.createExtensibleMatchFilter(
            "userAccountControl",
            "1.2.840.113556.1.4.803",
            false,
            Integer.toString(SERVER_TRUST_ACCOUNT)),
        entry ->
            found.add(
                new DomainController(
                    entry.getDN(),
                    text(entry, "operatingSystem"),
                    text(entry, "operatingSystemVersion"))),
        "operatingSystem",
        "operatingSystemVersion");
    return found;
  }

  private static String text(SearchResultEntry entry, String name) {
    @Nullable String value = entry.getAttributeValue(name);
    return value == null ? "" : value;
  }

  private static boolean flag(SearchResultEntry entry, String name) {
    return "TRUE".equalsIgnoreCase(entry.getAttributeValue(name));
  }
}
