package dev.landfall.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.app.demo.DemoGraph;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A company in which the same changes are made there and back again, so that every cycle meets the
 * same kind of work, and which knows what both sides should hold.
 */
final class TurningWorld {
  private final FaultLab lab;
  private final Map<String, String> people;
  private boolean turned;
  private String passing = "";

  TurningWorld(FaultLab lab) {
    this.lab = lab;
    this.people = lab.cloudPeople();
  }

  FaultLab lab() {
    return lab;
  }

  /** Changes people and groups on premises, and groups in the cloud. */
  void turnBothSides() throws Exception {
    turnInTheCloud();
    LDAPConnection ad = lab.inActiveDirectory();
    ModificationType joins = turned ? ModificationType.ADD : ModificationType.DELETE;
    ModificationType leaves = turned ? ModificationType.DELETE : ModificationType.ADD;
    ad.modify(lab.ownGroup(0), new Modification(joins, "member", lab.person(8)));
    ad.modify(lab.ownGroup(1), new Modification(leaves, "member", lab.person(2)));
    ad.modify(
        lab.person(3),
        new Modification(ModificationType.REPLACE, "displayName", displayName("Person 3")));
  }

  /** Changes groups in the cloud. */
  void turnInTheCloud() {
    turned = !turned;
    DemoGraph cloud = lab.inTheCloud();
    member(lab.groupIds().get(0), 8, turned);
    member(lab.groupIds().get(1), 2, !turned);
    cloud.patch(
        "/v1.0/groups/" + lab.groupIds().get(2),
        DemoGraph.object().put("displayName", displayName("Cloud 2")));
    if (turned) {
      passing = lab.cloudGroup("Passing", List.of(person(0), person(1)));
    } else {
      cloud.delete("/v1.0/groups/" + passing);
      cloud.delete("/v1.0/directory/deletedItems/" + passing);
    }
  }

  private void member(String group, int number, boolean joins) {
    String path = "/v1.0/groups/" + group + "/members/";
    if (joins) {
      lab.inTheCloud()
          .post(
              path + "$ref",
              DemoGraph.object().put("@odata.id", "/v1.0/directoryObjects/" + person(number)));
    } else {
      lab.inTheCloud().delete(path + person(number) + "/$ref");
    }
  }

  private String person(int number) {
    return people.getOrDefault("person" + number + "@corp.example.com", "");
  }

  private String displayName(String usual) {
    return turned ? usual + " (new)" : usual;
  }

  /** Active Directory holds every cloud group once, with just its members. */
  void everythingIsOnPremises(String when) throws Exception {
    assertThat(groupsFromTheCloud()).as(when).isEqualTo(expectedOnPremises());
  }

  /** The tenant holds every person and group of Active Directory once. */
  void everythingIsInTheCloud(String when) {
    assertThat(synchronizedToCloud()).as(when).isEqualTo(expectedInCloud());
  }

  /** Name in the directory → display name, members. */
  private SortedMap<String, List<String>> expectedOnPremises() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    for (int i = 0; i < FaultLab.GROUPS; i++) {
      TreeSet<String> members = new TreeSet<>();
      for (int j = 0; j < FaultLab.MEMBERS; j++) {
        members.add(lab.person((i + j) % FaultLab.PEOPLE));
      }
      if (i == 0 && turned) {
        members.add(lab.person(8));
      }
      if (i == 1 && turned) {
        members.remove(lab.person(2));
      }
      if (i == FaultLab.GROUPS - 1) {
        members.add("CN=Group_" + lab.groupIds().get(0) + "," + lab.container());
      }
      String name = i == 2 ? displayName("Cloud 2") : "Cloud " + i;
      all.put("Group_" + lab.groupIds().get(i), line(name, members));
    }
    if (turned) {
      all.put(
          "Group_" + passing,
          line("Passing", new TreeSet<>(List.of(lab.person(0), lab.person(1)))));
    }
    return all;
  }

  private List<String> line(String name, TreeSet<String> members) {
    return List.of(name, String.join("; ", members));
  }

  private SortedMap<String, List<String>> groupsFromTheCloud() throws Exception {
    SortedMap<String, List<String>> all = new TreeMap<>();
    for (SearchResultEntry entry :
        lab.inActiveDirectory()
            .search(
                lab.container(),
                SearchScope.ONE,
                Filter.createEqualityFilter("objectClass", "group"))
            .getSearchEntries()) {
      String[] members = entry.getAttributeValues("member");
      all.merge(
          entry.getAttributeValue("cn"),
          line(
              entry.getAttributeValue("displayName"),
              new TreeSet<>(members == null ? List.of() : List.of(members))),
          (one, other) -> List.of("twice"));
    }
    return all;
  }

  private SortedMap<String, List<String>> expectedInCloud() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    for (int i = 0; i < FaultLab.GROUPS; i++) {
      TreeSet<String> members = new TreeSet<>(List.of(person(i), person(i + 1), person(i + 2)));
      if (i == 0 && turned) {
        members.add(person(8));
      }
      if (i == 1 && turned) {
        members.remove(person(2));
      }
      all.put("Own " + i, line("group", members));
    }
    for (int i = 0; i < FaultLab.PEOPLE; i++) {
      String name = "Person " + i;
      all.put(i == 3 ? displayName(name) : name, List.of("user"));
    }
    return all;
  }

  private SortedMap<String, List<String>> synchronizedToCloud() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    lab.inCloud()
        .forEach(
            (id, lines) -> {
              String name = lines.get(0);
              boolean group = name.startsWith("Own");
              if (group || name.startsWith("Person")) {
                List<String> line =
                    group
                        ? line("group", new TreeSet<>(lines.subList(1, lines.size())))
                        : List.of("user");
                all.merge(name, line, (one, other) -> List.of("twice"));
              }
            });
    return all;
  }
}
