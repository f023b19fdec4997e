package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;

import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.testkit.connector.InMemoryConnector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A small world that changes by numbers: users and groups of AD1 go to the tenant, users of AD2
 * join them and get addresses. Beside the rules it says in plain Java what they come to, reading
 * only the two directories, so that the two descriptions check each other.
 */
final class RandomWorld {
  private static final int USERS = 5;
  private static final int GROUPS = 3;
  private static final String[] DEPARTMENTS = {"IT", "HR", "Temp"};

  private final ConformanceLab lab;

  /** What the users of AD2 have of their own, whatever the engine adds. */
  private final Map<Integer, Set<String>> own = new HashMap<>();

  private boolean human;
  private boolean noTemps;
  private boolean mails;
  private boolean addresses;

  RandomWorld(ConformanceLab lab) {
    this.lab = lab;
    rules();
  }

  private static String user(int i) {
    return guid(i);
  }

  private static String group(int i) {
    return guid(100 + i);
  }

  private static String other(int i) {
    return guid(200 + i);
  }

  /** Changes something; every number means a change. */
  void change(int number) {
    int i = number % USERS;
    int rest = number / USERS / 12;
    switch (number / USERS % 12) {
      case 0, 1 -> putUser(i, rest);
      case 2 -> remove(lab.ad1(), user(i));
      case 3 -> putGroup(i % GROUPS, rest);
      case 4 -> remove(lab.ad1(), group(i % GROUPS));
      case 5 -> ifThere(lab.ad1(), user(i), () -> manager(i, rest));
      case 6 -> ifThere(lab.ad1(), user(i), () -> lab.ad1().rename(user(i), "CN=r" + number));
      case 7 -> putOther(i, rest);
      case 8 -> {
        remove(lab.ad2(), other(i));
        own.remove(i);
      }
      case 9 -> tamper(rest);
      case 10 -> deleteInCloud(rest);
      default -> toggle(rest);
    }
  }

  private static void ifThere(InMemoryConnector system, String anchor, Runnable work) {
    if (system.anchors().contains(anchor)) {
      work.run();
    }
  }

  private static void remove(InMemoryConnector system, String anchor) {
    ifThere(system, anchor, () -> system.without(anchor));
  }

  private void putUser(int i, int rest) {
    List<Object> pairs = new ArrayList<>(List.of("accountName", "u" + i));
    pairs.addAll(List.of("department", DEPARTMENTS[rest % 3]));
    if (rest / 3 % 3 != 0) {
      pairs.addAll(List.of("title", "t" + rest % 4));
    }
    if (rest % 5 == 0) {
      pairs.addAll(List.of("cloudFiltered", true));
    }
    lab.ad1().with(user(i), "CN=u" + i, "user", attributes(pairs.toArray()));
  }

  private void putGroup(int i, int rest) {
    lab.ad1().with(group(i), "CN=g" + i, "group", attributes("cn", "g" + i));
    List<String> members = new ArrayList<>();
    for (int bit = 0; bit < USERS; bit++) {
      if ((rest >> bit & 1) == 1) {
        members.add(user(bit));
      }
    }
    members.add(group(rest % GROUPS));
    lab.ad1().reference(group(i), "member", members.toArray(String[]::new));
  }

  private void manager(int i, int rest) {
    if (rest % 4 == 0) {
      lab.ad1().reference(user(i), "manager");
    } else {
      lab.ad1().reference(user(i), "manager", user(rest % USERS));
    }
  }

  private void putOther(int i, int rest) {
    Set<String> mine = new TreeSet<>(List.of("smtp:" + rest % 3));
    own.put(i, mine);
    lab.ad2()
        .with(
            other(i),
            "CN=o" + i,
            "user",
            attributes(
                "accountName",
                "u" + i,
                "mail",
                "m" + rest % 3,
                "proxyAddresses",
                List.copyOf(mine)));
  }

  private Optional<String> someInCloud(int rest) {
    List<String> all = List.copyOf(new TreeSet<>(lab.aad().anchors()));
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(rest % all.size()));
  }

  private void tamper(int rest) {
    someInCloud(rest).ifPresent(anchor -> lab.aad().edit(anchor, "title", "tampered" + rest));
  }

  private void deleteInCloud(int rest) {
    someInCloud(rest).ifPresent(lab.aad()::without);
  }

  private void toggle(int rest) {
    human ^= rest % 4 == 0;
    noTemps ^= rest % 4 == 1;
    mails ^= rest % 4 == 2;
    addresses ^= rest % 4 == 3;
    rules();
  }

  private void rules() {
    List<RuleDraft> drafts = new ArrayList<>();
    drafts.add(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("accountName", "title", "department", "cloudFiltered", "manager"));
    drafts.add(in(101, AD1, "group", "group", LinkType.PROVISION).same("cn", "member"));
    drafts.add(
        in(110, AD2, "user", "person", LinkType.JOIN)
            .join("accountName", "accountName")
            .same("mail"));
    RuleDraft cloudUsers =
        out(200, AAD, "person", "user", LinkType.PROVISION)
            .scope("cloudFiltered", ScopeOperator.NOTEQUAL, "True");
    if (noTemps) {
      cloudUsers.and("department", ScopeOperator.NOTEQUAL, "Temp");
    }
    drafts.add(
        cloudUsers
            .join("accountName", "accountName")
            .computed("\"CN=\" & [accountName]", "dn")
            .same("accountName", "title", "manager"));
    drafts.add(
        out(201, AAD, "group", "group", LinkType.PROVISION)
            .join("cn", "cn")
            .computed("\"CN=\" & [cn]", "dn")
            .same("cn", "member"));
    drafts.add(out(210, AD2, "person", "user", LinkType.JOIN).join("accountName", "accountName"));
    if (human) {
      drafts.add(
          in(50, AD1, "user", "person", LinkType.JOIN)
              .scope("department", ScopeOperator.EQUAL, "HR")
              .constant("human", "title"));
    }
    if (mails) {
      drafts.add(out(202, AAD, "person", "user", LinkType.JOIN).same("mail"));
    }
    if (addresses) {
      drafts.add(
          out(211, AD2, "person", "user", LinkType.JOIN)
              .scope("department", ScopeOperator.EQUAL, "IT")
              .flow(AttributeFlow.constant("x500:it", "proxyAddresses").merging(MergeType.MERGE)));
    }
    lab.onlyRules(drafts.toArray(RuleDraft[]::new));
  }

  private static String text(Attributes attributes, String name) {
    return attributes.text(name).orElse("");
  }

  private Optional<Attributes> cloudUser(int i) {
    return lab.ad1()
        .attributes(user(i))
        .filter(it -> !it.has("cloudFiltered"))
        .filter(it -> !noTemps || !text(it, "department").equals("Temp"));
  }

  /** What the tenant and the second forest have to look like: one line for each object. */
  Map<String, String> wanted() {
    Map<String, String> wanted = new TreeMap<>();
    for (int n = 0; n < USERS; n++) {
      int i = n;
      cloudUser(i).ifPresent(it -> wanted.put("CN=u" + i, line(i, it)));
      lab.ad2()
          .attributes(other(i))
          .ifPresent(
              it -> {
                Set<String> all = new TreeSet<>(own.getOrDefault(i, Set.of()));
                boolean it1 =
                    lab.ad1()
                        .attributes(user(i))
                        .filter(source -> text(source, "department").equals("IT"))
                        .isPresent();
                if (addresses && it1) {
                  all.add("x500:it");
                }
                wanted.put("AD2 o" + i, all.toString());
              });
    }
    for (int i = 0; i < GROUPS; i++) {
      if (lab.ad1().anchors().contains(group(i))) {
        wanted.put("CN=g" + i, names(lab.ad1().references(group(i), "member")).toString());
      }
    }
    return wanted;
  }

  private String line(int i, Attributes source) {
    String title =
        human && text(source, "department").equals("HR") ? "human" : text(source, "title");
    String mail =
        mails ? lab.ad2().attributes(other(i)).map(it -> text(it, "mail")).orElse("") : "";
    return title + "/" + mail + "/" + names(lab.ad1().references(user(i), "manager"));
  }

  /** The cloud names of those targets that have a place in the cloud. */
  private Set<String> names(Set<String> targets) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < USERS; i++) {
      if (targets.contains(user(i)) && cloudUser(i).isPresent()) {
        names.add("CN=u" + i);
      }
    }
    for (int i = 0; i < GROUPS; i++) {
      if (targets.contains(group(i)) && lab.ad1().anchors().contains(group(i))) {
        names.add("CN=g" + i);
      }
    }
    return names;
  }

  /** What they look like. */
  Map<String, String> present() {
    Map<String, String> present = new TreeMap<>();
    for (String anchor : lab.aad().anchors()) {
      Attributes found = lab.aad().attributes(anchor).orElseThrow();
      String dn = lab.aad().dn(anchor);
      String mail = mails ? text(found, "mail") : "";
      String line =
          found.has("cn")
              ? cloudNames(anchor, "member").toString()
              : text(found, "title") + "/" + mail + "/" + cloudNames(anchor, "manager");
      present.put(dn, line);
    }
    for (int i = 0; i < USERS; i++) {
      int number = i;
      lab.ad2()
          .attributes(other(i))
          .ifPresent(
              it ->
                  present.put(
                      "AD2 o" + number,
                      new TreeSet<>(
                              it.get(AttributeName.of("proxyAddresses")).stream()
                                  .map(Value::text)
                                  .toList())
                          .toString()));
    }
    return present;
  }

  private Set<String> cloudNames(String anchor, String attribute) {
    Set<String> names = new TreeSet<>();
    for (String target : lab.aad().references(anchor, attribute)) {
      if (lab.aad().anchors().contains(target)) {
        names.add(lab.aad().dn(target));
      }
    }
    return names;
  }
}
