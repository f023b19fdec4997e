package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.ArrayList;
import java.util.List;

/** What a fresh domain holds: containers, well-known principals, one controller, the schema. */
final class InitialContent {
  private final Server server;
  private final DirectoryStore store;
  private final String domain;
  private final String configuration;

  InitialContent(Server server) {
    this.server = server;
    this.store = server.store();
    this.domain = store.root().dn();
    this.configuration = store.configurationDn();
  }

  void create(char[] administratorPassword) {
    domainObject();
    add("CN=Configuration," + domain, "configuration", "ncHead", "TRUE");
    add("CN=Schema," + configuration, "dMD", "ncHead", "TRUE");
    version();
    containers();
    configuration();
    principals(administratorPassword);
    controller();
    schema();
  }

  private void domainObject() {
    DirectoryObject root = store.root();
    put(root, "objectClass", "top", "domain", "domainDNS");
    put(root, "objectCategory", "CN=Domain-DNS," + store.schemaDn());
    put(root, "instanceType", "5");
    put(root, "msDS-Behavior-Version", Integer.toString(store.level.functionality()));
    put(
        root,
        "wellKnownObjects",
        "B:32:18E2EA80684F11D2B9AA00C04F79F805:" + store.deletedObjectsDn(),
        "B:32:A9D1CA15768811D1ADED00C04FD8D5CD:CN=Users," + domain,
        "B:32:AA312825768811D1ADED00C04FD8D5CD:CN=Computers," + domain,
        "B:32:A361B2FFFFD211D1AA4B00C04FD7D83A:OU=Domain Controllers," + domain);
  }

  private void version() {
    DirectoryObject schema = store.find(store.schemaDn()).orElseThrow();
    put(schema, "objectVersion", Integer.toString(store.level.objectVersion()));
  }

  private void containers() {
    for (String name : List.of("Users", "Computers", "Builtin", "System", "LostAndFound")) {
      String objectClass =
          switch (name) {
            case "Builtin" -> "builtinDomain";
            case "LostAndFound" -> "lostAndFound";
            default -> "container";
          };
      add("CN=" + name + "," + domain, objectClass, "isCriticalSystemObject", "TRUE");
    }
    add("CN=ForeignSecurityPrincipals," + domain, "container");
    add("OU=Domain Controllers," + domain, "organizationalUnit", "isCriticalSystemObject", "TRUE");
    DirectoryObject deleted = add(store.deletedObjectsDn(), "container");
    put(deleted, "isDeleted", "TRUE");
    put(deleted, "isCriticalSystemObject", "TRUE");
  }

  private void configuration() {
    add("CN=Partitions," + configuration, "crossRefContainer");
    if (store.recycleBin) {
      put(
          store.require("CN=Partitions," + configuration),
          "msDS-EnabledFeature",
          "CN=Recycle Bin Feature,CN=Optional Features,CN=Directory Service,CN=Windows NT,"
              + "CN=Services,"
              + configuration);
    }
    add(
        "CN=" + store.netBiosName() + ",CN=Partitions," + configuration,
        "crossRef",
        "nCName",
        domain,
        "nETBIOSName",
        store.netBiosName(),
        "dnsRoot",
        store.domain,
        "systemFlags",
        "3");
    String sites = "CN=Sites," + configuration;
    add(sites, "sitesContainer");
    String site = "CN=Default-First-Site-Name," + sites;
    add(site, "site");
    add("CN=Servers," + site, "serversContainer");
    String dc = "CN=DC1,CN=Servers," + site;
    add(dc, "server", "dNSHostName", store.serverDns());
    add("CN=NTDS Settings," + dc, "nTDSDSA");
    store.showInvocationId();
    add("CN=Services," + configuration, "container");
    String nt = "CN=Windows NT,CN=Services," + configuration;
    add(nt, "container");
    add("CN=Directory Service," + nt, "nTDSService", "tombstoneLifetime", "180");
  }

  private void principals(char[] administratorPassword) {
    String users = "CN=Users," + domain;
    DirectoryObject administrator =
        principal("CN=Administrator," + users, "user", 500, "userAccountControl", "66048");
    Passwords.set(administrator, administratorPassword);
    principal("CN=Guest," + users, "user", 501, "userAccountControl", "66082");
    int globalSecurity = Groups.GLOBAL | Groups.SECURITY;
    int universalSecurity = Groups.UNIVERSAL | Groups.SECURITY;
    group("CN=Domain Admins," + users, 512, globalSecurity, true);
    group("CN=Domain Users," + users, 513, globalSecurity, false);
    group("CN=Domain Guests," + users, 514, globalSecurity, false);
    group("CN=Domain Computers," + users, 515, globalSecurity, false);
    group("CN=Domain Controllers," + users, 516, globalSecurity, false);
    group("CN=Schema Admins," + users, 518, universalSecurity, true);
    group("CN=Enterprise Admins," + users, 519, universalSecurity, true);
    int builtin = Groups.BUILTIN | Groups.DOMAIN_LOCAL | Groups.SECURITY;
    builtinGroup("Administrators", 544, builtin, administrator.dn());
    builtinGroup("Users", 545, builtin, "CN=Domain Users," + users);
  }

  private void group(String dn, int rid, int type, boolean holdsAdministrator) {
    principal(dn, "group", rid, "groupType", Integer.toString(type));
    if (holdsAdministrator) {
      addMember(dn, "CN=Administrator,CN=Users," + domain);
    }
  }

  private void builtinGroup(String name, int rid, int type, String member) {
    String dn = "CN=" + name + ",CN=Builtin," + domain;
    List<Attribute> attributes = attributes("group", "groupType", Integer.toString(type));
    attributes.add(new Attribute("objectSid", Sids.bytes("S-1-5-32-" + rid)));
    attributes.add(new Attribute("sAMAccountName", name));
    attributes.add(new Attribute("isCriticalSystemObject", "TRUE"));
    server.add(dn, attributes, true);
    addMember(dn, member);
  }

  private void addMember(String group, String member) {
    server.modify(group, List.of(new Modification(ModificationType.ADD, "member", member)), true);
  }

  private void controller() {
    principal(
        "CN=DC1,OU=Domain Controllers," + domain,
        "computer",
        1000,
        "sAMAccountName",
        "DC1$",
        "userAccountControl",
        "532480",
        "primaryGroupID",
        "516",
        "dNSHostName",
        store.serverDns(),
        "operatingSystem",
        store.level.system(),
        "operatingSystemVersion",
        store.level.systemVersion());
  }

  private DirectoryObject principal(String dn, String objectClass, int rid, String... pairs) {
    List<Attribute> attributes = attributes(objectClass, pairs);
    attributes.add(new Attribute("objectSid", store.sids.withRid(rid)));
    attributes.add(new Attribute("isCriticalSystemObject", "TRUE"));
    if (attributes.stream().noneMatch(it -> it.getName().equals("sAMAccountName"))) {
      attributes.add(
          new Attribute("sAMAccountName", store.parse(dn).getRDN().getAttributeValues()[0]));
    }
    return server.add(dn, attributes, true);
  }

  private void schema() {
    SchemaObjects objects = new SchemaObjects(server);
    List.copyOf(store.schema.attributes()).forEach(objects::add);
    List.copyOf(store.schema.classes()).forEach(objects::add);
  }

  private DirectoryObject add(String dn, String objectClass, String... pairs) {
    return server.add(dn, attributes(objectClass, pairs), true);
  }

  static List<Attribute> attributes(String objectClass, String... pairs) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("objectClass", objectClass));
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.add(new Attribute(pairs[i], pairs[i + 1]));
    }
    return attributes;
  }

  private void put(DirectoryObject object, String name, String... values) {
    List<ASN1OctetString> raw = new ArrayList<>();
    for (String value : values) {
      raw.add(new ASN1OctetString(value));
    }
    store.set(object, store.schema.require(name), raw);
  }
}
