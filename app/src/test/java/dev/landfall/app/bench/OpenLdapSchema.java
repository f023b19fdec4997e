package dev.landfall.app.bench;

/** As much of Active Directory as OpenLDAP is taught, so that the connector can write to it. */
final class OpenLdapSchema {
  private OpenLdapSchema() {}

  private static final String TEXT = " SYNTAX 1.3.6.1.4.1.1466.115.121.1.15";

  /** Attributes and classes, in the form of slapd. Numbers below 1.1 are for experiments. */
  static final String TYPES =
      types(
              "sAMAccountName",
              "groupType",
              "defaultNamingContext",
              "rootDomainNamingContext",
              "schemaNamingContext",
              "configurationNamingContext",
              "dnsHostName",
              "dsServiceName",
              "highestCommittedUSN",
              "isGlobalCatalogReady",
              "lDAPDisplayName",
              "attributeSyntax",
              "isSingleValued",
              "invocationId",
              "mayContain")
          + objectClass(1, "group", "sAMAccountName $ groupType $ displayName $ member")
          + objectClass(2, "user", "sAMAccountName $ displayName")
          + objectClass(3, "attributeSchema", "lDAPDisplayName $ attributeSyntax $ isSingleValued")
          + objectClass(4, "classSchema", "lDAPDisplayName $ mayContain")
          + objectClass(5, "container", "invocationId");

  private static String types(String... names) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      out.append(type(i + 1, names[i]));
    }
    return out.toString();
  }

  private static String type(int number, String name) {
    return "attributetype ( 1.1.2.1."
        + number
        + " NAME '"
        + name
        + "' EQUALITY caseIgnoreMatch"
        + TEXT
        + " )\n";
  }

  private static String objectClass(int number, String name, String may) {
    return "objectclass ( 1.1.2.2."
        + number
        + " NAME '"
        + name
        + "' SUP top STRUCTURAL MUST cn MAY ( "
        + may
        + " $ description ) )\n";
  }

  /** What the root entry says besides what slapd says itself. */
  static String rootEntry(String suffix) {
    return String.join(
        "\n",
        "dn:",
        "defaultNamingContext: " + suffix,
        "rootDomainNamingContext: " + suffix,
        "schemaNamingContext: CN=Schema,CN=Configuration," + suffix,
        "configurationNamingContext: CN=Configuration," + suffix,
        "dnsHostName: localhost",
        "dsServiceName: CN=Settings,CN=Configuration," + suffix,
        "highestCommittedUSN: 1",
        "isGlobalCatalogReady: FALSE",
        "");
  }

  /** The entries that have to be there first. */
  static String content(String suffix) {
    String schema = "CN=Schema,CN=Configuration," + suffix;
    return String.join(
        "\n",
        "dn: " + suffix,
        "objectClass: organization",
        "objectClass: dcObject",
        "dc: corp",
        "o: Benchmark",
        "",
        container("Configuration", suffix),
        container("Settings", "CN=Configuration," + suffix).stripTrailing(),
        "invocationId: 0123456789abcdef",
        "",
        container("Schema", "CN=Configuration," + suffix),
        attribute("member", "2.5.5.1", "FALSE", schema),
        attribute("sAMAccountName", "2.5.5.12", "TRUE", schema),
        attribute("displayName", "2.5.5.12", "TRUE", schema),
        attribute("groupType", "2.5.5.9", "TRUE", schema),
        "dn: CN=Group," + schema,
        "objectClass: classSchema",
        "lDAPDisplayName: group",
        "mayContain: member",
        "mayContain: sAMAccountName",
        "mayContain: displayName",
        "mayContain: groupType",
        "");
  }

  private static String container(String name, String parent) {
    return "dn: CN=" + name + "," + parent + "\nobjectClass: container\n";
  }

  private static String attribute(String name, String syntax, String single, String schema) {
    return String.join(
        "\n",
        "dn: CN=" + name + "," + schema,
        "objectClass: attributeSchema",
        "lDAPDisplayName: " + name,
        "attributeSyntax: " + syntax,
        "isSingleValued: " + single,
        "");
  }
}
