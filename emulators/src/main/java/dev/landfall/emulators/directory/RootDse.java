package dev.landfall.emulators.directory;

import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The entry with the empty name: what the server is and what it can do. */
final class RootDse {
  static final String PAGED = "1.2.840.113556.1.4.319";
  static final String DIR_SYNC = "1.2.840.113556.1.4.841";
  static final String SHOW_DELETED = "1.2.840.113556.1.4.417";
  static final String SHOW_RECYCLED = "1.2.840.113556.1.4.2064";
  static final String PERMISSIVE_MODIFY = "1.2.840.113556.1.4.1413";
  static final String TREE_DELETE = "1.2.840.113556.1.4.805";
  static final String EXTENDED_DN = "1.2.840.113556.1.4.529";
  static final String DOMAIN_SCOPE = "1.2.840.113556.1.4.1339";
  static final String SORT = "1.2.840.113556.1.4.473";
  static final String START_TLS = "1.3.6.1.4.1.1466.20037";
  static final String WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3";

  private final DirectoryStore store;

  RootDse(DirectoryStore store) {
    this.store = store;
  }

  List<Attribute> render(List<String> asked) {
    List<Attribute> all = all();
    if (asked.isEmpty() || asked.contains("*") || asked.contains("+")) {
      return all;
    }
    return all.stream()
        .filter(one -> asked.stream().anyMatch(name -> name.equalsIgnoreCase(one.getName())))
        .toList();
  }

  private List<Attribute> all() {
    String domain = store.root().dn();
    String configuration = store.configurationDn();
    String server = store.serverDns();
    String serverDn = "CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites," + configuration;
    String level = Integer.toString(store.level.functionality());
    List<Attribute> out = new ArrayList<>();
    out.add(new Attribute("currentTime", store.now()));
    out.add(new Attribute("subschemaSubentry", "CN=Aggregate," + store.schemaDn()));
    out.add(new Attribute("dsServiceName", "CN=NTDS Settings," + serverDn));
    out.add(new Attribute("serverName", serverDn));
    out.add(new Attribute("namingContexts", domain, configuration, store.schemaDn()));
    out.add(new Attribute("defaultNamingContext", domain));
    out.add(new Attribute("rootDomainNamingContext", domain));
    out.add(new Attribute("schemaNamingContext", store.schemaDn()));
    out.add(new Attribute("configurationNamingContext", configuration));
    out.add(
        new Attribute(
            "supportedControl",
            PAGED,
            DIR_SYNC,
            SHOW_DELETED,
            SHOW_RECYCLED,
            PERMISSIVE_MODIFY,
            TREE_DELETE,
            EXTENDED_DN,
            DOMAIN_SCOPE,
            SORT));
    out.add(new Attribute("supportedExtension", START_TLS, WHO_AM_I));
    out.add(new Attribute("supportedLDAPVersion", "3", "2"));
    out.add(new Attribute("supportedLDAPPolicies", "MaxPageSize", "MaxValRange"));
    out.add(new Attribute("highestCommittedUSN", Long.toString(store.highestUsn())));
    out.add(new Attribute("dnsHostName", server));
    out.add(new Attribute("ldapServiceName", store.domain + ":dc1$@" + upper(store.domain)));
    out.add(
        new Attribute(
            "supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670"));
    out.add(new Attribute("isSynchronized", "TRUE"));
    out.add(new Attribute("isGlobalCatalogReady", "TRUE"));
    out.add(new Attribute("domainFunctionality", level));
    out.add(new Attribute("forestFunctionality", level));
    out.add(new Attribute("domainControllerFunctionality", level));
    return out;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
