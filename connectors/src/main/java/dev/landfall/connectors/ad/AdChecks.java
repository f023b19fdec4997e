package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.core.check.Check;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Looks at connectivity, schema, containers and the right to replicate. */
final class AdChecks {
  private static final Control[] NONE = {};

  private final LdapLink link;
  private final PagedSearch search;
  private final AdSettings settings;

  AdChecks(LdapLink link, PagedSearch search, AdSettings settings) {
    this.link = link;
    this.search = search;
    this.settings = settings;
  }

  List<Check> run() {
    List<Check> checks = new ArrayList<>();
    DomainFacts facts;
    try {
      facts = DomainFacts.read(link);
    } catch (LandfallException e) {
      return List.of(Check.fail("ad-connect", e.getMessage(), "Correct address or credentials."));
    }
    checks.add(
        Check.pass(
            "ad-connect",
            "Connected to " + facts.serverName() + " as " + settings.login().account()));
    checks.add(schema(facts));
    for (DN base :
        new Scope(settings.containers(), settings.excludedContainers(), facts.domainDn()).bases()) {
      checks.add(container(base.toString()));
    }
    checks.add(changes(facts));
    return checks;
  }

  private Check schema(DomainFacts facts) {
    Schema schema = new SchemaReader(search).read(facts.schemaDn());
    return schema.objectClass("group").isPresent()
        ? Check.pass("ad-schema", "The schema has " + schema.classes().size() + " object types.")
        : Check.fail("ad-schema", "The schema has no class \"group\".", "Check read rights.");
  }

  private Check container(String dn) {
    return link.read(dn, NONE, "1.1").isPresent()
        ? Check.pass("ad-container", "\"" + dn + "\" can be read.")
        : Check.fail(
            "ad-container",
            "\"" + dn + "\" is not there or may not be read.",
            "Correct the selected containers, or grant read access.");
  }

  private Check changes(DomainFacts facts) {
    if (settings.changes() == AdSettings.Changes.USN) {
      return Check.pass("ad-changes", "Changes are found by USN, as configured.");
    }
    try {
      DirSyncImport.now(link, facts.domainDn());
      return Check.pass("ad-changes", "The account may replicate directory changes.");
    } catch (LDAPException e) {
      return Check.warn(
          "ad-changes",
          "The account may not replicate directory changes (" + e.getMessage() + ").",
          "Grant \"Replicating Directory Changes\", or accept polling by USN.");
    }
  }
}
