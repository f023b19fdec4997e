package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.core.check.Check;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at controllers, schema, containers, and the rights an import needs. */
final class AdChecks {
  private static final Control[] NONE = {};
  private static final Control[] SHOW_DELETED = {new Control("1.2.840.113556.1.4.417", true)};

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
    Account account = Account.read(link, facts, settings.login().account());
    checks.add(
        Check.pass(
            "ad-connect", "Connected to " + facts.serverName() + " as " + account.name() + "."));
    others(checks);
    checks.add(schema(facts));
    ObjectRights rights = new ObjectRights(link, search, facts);
    for (DN base :
        new Scope(settings.containers(), settings.excludedContainers(), facts.domainDn()).bases()) {
      checks.add(container(base.toString()));
      reading(base.toString(), rights, account).ifPresent(checks::add);
    }
    checks.addAll(changes(facts, account));
    return checks;
  }

  /** The other controllers, which one would rather know to be down before they are needed. */
  private void others(List<Check> checks) {
    for (ServerAddress server : settings.controllers()) {
      if (server.toString().equals(link.server())) {
        continue;
      }
      try (LdapLink other =
          new LdapLink(
              settings, Controllers.forRuns(List.of(server)), LdapLink.Sharing.EXCLUSIVE)) {
        checks.add(
            Check.pass(
                "ad-controller",
                server + " answers too: it is " + DomainFacts.read(other).serverName() + "."));
      } catch (LandfallException e) {
        checks.add(
            Check.warn(
                "ad-controller",
                e.getMessage(),
                "Bring " + server + " back, or take it out of the list of servers."));
      }
    }
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

  /**
   * One user or group shows whether all properties can be read. Nothing where no rights are told.
   */
  private Optional<Check> reading(String base, ObjectRights rights, Account account) {
    Optional<String> sample = sample(base);
    if (sample.isEmpty() || account.sids().isEmpty()) {
      return Optional.empty();
    }
    return rights
        .of(sample.get())
        .descriptor()
        .map(
            descriptor ->
                descriptor.grants(SecurityDescriptor.READ_PROPERTY, List.of(), account.sids())
                    ? Check.pass(
                        "ad-read", "All properties of \"" + sample.get() + "\" may be read.")
                    : Check.warn(
                        "ad-read",
                        "\""
                            + account.name()
                            + "\" may not read all properties of \""
                            + sample.get()
                            + "\": those it may not read look as if they were empty.",
                        Grants.dsacls(base, "/I:T", account, "GR")
                            + "   (or Set-ADSyncBasicReadPermissions)"));
  }

  private Optional<String> sample(String base) {
    SearchRequest request =
        new SearchRequest(
            base,
            SearchScope.SUB,
            Filter.createORFilter(
                Filter.createEqualityFilter("objectClass", "user"),
                Filter.createEqualityFilter("objectClass", "group")),
            "1.1");
    request.setSizeLimit(1);
    try {
      return link
          .run("looking for a sample", connection -> connection.search(request))
          .getSearchEntries()
          .stream()
          .map(SearchResultEntry::getDN)
          .findFirst();
    } catch (LDAPSearchException e) {
      return e.getSearchEntries().stream().map(SearchResultEntry::getDN).findFirst();
    } catch (LDAPException e) {
      return Optional.empty(); // that the container cannot be read is told already
    }
  }

  private List<Check> changes(DomainFacts facts, Account account) {
    List<Check> checks = new ArrayList<>();
    if (settings.changes() == AdSettings.Changes.USN) {
      checks.add(Check.pass("ad-changes", "Changes are found by USN, as configured."));
      checks.add(deletions(facts, account));
      return checks;
    }
    String grant = Grants.dsacls(facts.domainDn(), "", account, "CA;Replicating Directory Changes");
    try {
      DirSyncImport.now(link, facts.domainDn());
      checks.add(
          Check.pass(
              "ad-changes",
              "Changes are found by DirSync: the account may replicate directory changes."));
    } catch (LDAPException e) {
      String refused =
          "\"" + account.name() + "\" may not replicate directory changes (" + e.getMessage() + ")";
      if (settings.changes() == AdSettings.Changes.DIR_SYNC) {
        checks.add(
            Check.fail(
                "ad-changes", refused + ", and \"changes\" is \"dirSync\": imports stop.", grant));
      } else {
        checks.add(
            Check.warn(
                "ad-changes",
                refused + ". Changes are found by USN instead, which reads changed groups whole.",
                grant + "   (or accept it with \"changes: usn\")"));
        checks.add(deletions(facts, account));
      }
    }
    return checks;
  }

  /** Without this right a delta import by USN would never learn of a deletion. */
  private Check deletions(DomainFacts facts, Account account) {
    String deleted = "CN=Deleted Objects," + facts.domainDn();
    return link.read(deleted, SHOW_DELETED, "objectGUID").isPresent()
        ? Check.pass("ad-deleted", "Deleted objects can be read.")
        : Check.fail(
            "ad-deleted",
            "\""
                + account.name()
                + "\" may not read \""
                + deleted
                + "\": deletions stay unknown until the next full import.",
            "dsacls \""
                + deleted
                + "\" /takeownership   and then   "
                + Grants.dsacls(deleted, "", account, "LCRP"));
  }
}
