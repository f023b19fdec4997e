package dev.landfall.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A company to rehearse on: people on premises, people in the cloud only, guests, and cloud groups
 * with the names that real companies have. The same seed makes the same company.
 */
final class DemoCompany {
  static final int USERS = 300;
  static final int LARGEST_GROUP = 200;

  private static final List<String> FIRST =
      List.of(
          "Ada", "Jürgen", "Zoë", "Łukasz", "Søren", "Ingrid", "Noor", "Mehmet", "Chloé", "Björn",
          "Anna", "Tomáš", "María", "José", "Yuki", "Olga", "Peter", "Grace", "Alan", "Barbara");
  private static final List<String> LAST =
      List.of(
          "Müller",
          "O'Brien",
          "Çelik",
          "Nowak",
          "Ångström",
          "García",
          "de la Cruz",
          "Smith-Jones",
          "Groß",
          "Dvořák",
          "Rossi",
          "Ivanova",
          "Tanaka",
          "Hopper",
          "Liskov");
  private static final List<String> ODD_NAMES =
      List.of(
          "Vertrieb, Süd",
          "Sales \"Tigers\" + Co",
          "  Leading blanks",
          "#Hash first",
          "Back\\slash; semicolon",
          "Equals = plus + less < more >",
          "Überprüfung & Qualität",
          "Ελληνικά",
          "日本支社",
          "Emoji 🎯 team");

  private final Random random;
  private final int groups;

  DemoCompany(long seed, int groups) {
    this.random = new Random(seed);
    this.groups = groups;
  }

  /** A cloud group as made: its id, its name, and the members it was given by id. */
  record Group(String id, String displayName, List<String> members) {}

  /** Creates containers and people on premises; what is there already stays. */
  void createOnPremises(LDAPConnection directory, String root, String staff, String writeback) {
    add(directory, staff, List.of(new Attribute("objectClass", "organizationalUnit")));
    add(directory, writeback, List.of(new Attribute("objectClass", "organizationalUnit")));
    String domain = dnsName(root);
    for (int i = 1; i <= USERS; i++) {
      String first = FIRST.get(random.nextInt(FIRST.size()));
      String last = LAST.get(random.nextInt(LAST.size()));
      String account = String.format(Locale.ROOT, "user%04d", i);
      List<Attribute> attributes =
          List.of(
              new Attribute("objectClass", "user"),
              new Attribute("sAMAccountName", account),
              new Attribute("userPrincipalName", account + "@" + domain),
              new Attribute("displayName", first + " " + last),
              new Attribute("givenName", first),
              new Attribute("sn", last),
              // 544: an enabled account that needs no password; nobody signs in here.
              new Attribute("userAccountControl", "544"));
      add(directory, child(first + " " + last + " " + i, staff), attributes);
    }
  }

  private static String dnsName(String root) {
    try {
      List<String> labels = new ArrayList<>();
      for (RDN rdn : new DN(root).getRDNs()) {
        labels.add(rdn.getAttributeValues()[0]);
      }
      return String.join(".", labels);
    } catch (LDAPException malformed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + root + "\" is no DN.", malformed);
    }
  }

  private static String child(String commonName, String parent) {
    try {
      return new DN(new RDN("CN", commonName), new DN(parent)).toString();
    } catch (LDAPException malformed) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "\"" + parent + "\" is no DN.", malformed);
    }
  }

  static void add(LDAPConnection directory, String dn, List<Attribute> attributes) {
    try {
      directory.add(new AddRequest(dn, attributes));
    } catch (LDAPException refused) {
      if (refused.getResultCode() != ResultCode.ENTRY_ALREADY_EXISTS) {
        throw new LandfallException(
            ErrorCode.UNEXPECTED, "\"" + dn + "\": " + refused.getMessage(), refused);
      }
    }
  }

  /** A group on premises whose cloud group is long gone. */
  static String createOrphan(LDAPConnection directory, String writeback) {
    String id = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
    add(
        directory,
        child("Group_" + id, writeback),
        List.of(
            new Attribute("objectClass", "group"),
            new Attribute("sAMAccountName", "Group_" + id),
            new Attribute("groupType", "-2147483640"),
            new Attribute("adminDescription", "Group_" + id)));
    return id;
  }

  /** Creates cloud-only people, guests and all cloud groups; the synchronized people are there. */
  List<Group> createInCloud(DemoGraph graph) {
    List<String> people = new ArrayList<>();
    JsonNode page =
        graph.get("/v1.0/users?$select=id,userPrincipalName,onPremisesSyncEnabled&$top=999");
    for (JsonNode user : page.path("value")) {
      if (user.path("onPremisesSyncEnabled").asBoolean()) {
        people.add(user.path("id").asText());
      }
    }
    people.sort(String::compareTo);
    ObjectNode load = DemoGraph.object();
    List<String> others = addOthers(load.putArray("users"));
    List<Group> security = new ArrayList<>();
    ArrayNode array = load.putArray("groups");
    for (int i = 0; i < groups; i++) {
      Group group = group(i, people, others, security);
      security.add(group);
      array.add(json(group));
    }
    leftAlone(array, people);
    graph.post("/landfall/admin/load", load);
    return security;
  }

  private List<String> addOthers(ArrayNode users) {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      boolean guest = i > 5;
      String id = uuid();
      ids.add(id);
      users
          .addObject()
          .put("id", id)
          .put("displayName", (guest ? "Guest " : "Cloud only ") + i)
          .put("userPrincipalName", (guest ? "guest" : "cloud") + i + "@contoso.onmicrosoft.com")
          .put("mailNickname", (guest ? "guest" : "cloud") + i)
          .put("userType", guest ? "Guest" : "Member")
          .put("accountEnabled", true);
    }
    return ids;
  }

  private Group group(int index, List<String> people, List<String> others, List<Group> before) {
    String name =
        index < ODD_NAMES.size()
            ? ODD_NAMES.get(index)
            : index == ODD_NAMES.size()
                ? "Long ".repeat(40).strip() + "est"
                : "Team " + FIRST.get(index % FIRST.size()) + " " + index;
    List<String> members = new ArrayList<>();
    int size =
        index == 1 ? Math.min(LARGEST_GROUP, people.size()) : index % 9 == 5 ? 0 : 3 + index % 20;
    int start = people.isEmpty() ? 0 : random.nextInt(people.size());
    for (int i = 0; i < size && i < people.size(); i++) {
      members.add(people.get((start + i) % people.size()));
    }
    if (index % 7 == 3) {
      members.add(others.get(index % others.size()));
    }
    if (index % 8 == 4 && index >= 4) {
      members.add(before.get(index - 4).id());
      members.add(before.get(index - 1).id());
    }
    return new Group(uuid(), name, members);
  }

  private static ObjectNode json(Group group) {
    ObjectNode node = DemoGraph.object();
    node.put("id", group.id());
    node.put("displayName", group.displayName());
    node.put("description", "Written back for the file servers");
    node.put("mailEnabled", false);
    node.put("securityEnabled", true);
    node.put("mailNickname", "g" + group.id().substring(0, 8));
    node.putArray("groupTypes");
    node.putObject("writebackConfiguration")
        .put("isEnabled", true)
        .put("onPremisesGroupType", "universalSecurityGroup");
    ArrayNode members = node.putArray("members");
    group.members().forEach(members::add);
    return node;
  }

  /** Four Microsoft 365 groups, which V1 keeps, and two mail-enabled security groups. */
  private void leftAlone(ArrayNode array, List<String> people) {
    for (int i = 1; i <= 6; i++) {
      boolean unified = i <= 4;
      ObjectNode node = array.addObject();
      node.put("id", uuid());
      node.put("displayName", (unified ? "Project space " : "Announcements ") + i);
      node.put("mailEnabled", true);
      node.put("securityEnabled", !unified);
      node.put("mailNickname", "mail" + i);
      node.put("mail", "mail" + i + "@contoso.onmicrosoft.com");
      ArrayNode types = node.putArray("groupTypes");
      if (unified) {
        types.add("Unified");
        node.putObject("writebackConfiguration").put("isEnabled", true);
      }
      ArrayNode members = node.putArray("members");
      for (int j = 0; j < 5 && j < people.size(); j++) {
        members.add(people.get((i * 7 + j) % people.size()));
      }
    }
  }

  private String uuid() {
    return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63)
        .toString();
  }

  /** Names by id, for the report. */
  static Map<String, String> names(List<Group> groups) {
    Map<String, String> names = new LinkedHashMap<>();
    groups.forEach(group -> names.put(group.id(), group.displayName()));
    return names;
  }
}
