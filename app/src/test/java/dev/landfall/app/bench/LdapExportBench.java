package dev.landfall.app.bench;

import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Creates 500 groups with fifty members each and adds 5,000 members to others (on fast servers a
 * multiple of that, since less would be over in milliseconds), once through the connector and once
 * with a bare LDAP client over 1, 4 and 8 connections, the best of which is the floor. The bare
 * client makes a group with its members in one request and reads nothing back.
 */
final class LdapExportBench {
  private static final int[] CONNECTIONS = {1, 4, 8};
  private static final int BATCH = 100;
  private static final int MEMBERS = 50;
  private static final int USERS = 250;

  private final LdapLab lab;
  private final String root;
  private final int groups;
  private final int changedGroups;
  private final int rounds;
  private final int warmUp;
  private int works;

  /**
   * @param root a container that is there
   */
  LdapExportBench(LdapLab lab, String root, boolean quick) {
    this.lab = lab;
    this.root = root;
    this.groups = (quick ? 100 : 500) * lab.speed();
    this.changedGroups = (quick ? 20 : 100) * lab.speed();
    this.rounds = quick ? 1 : 3;
    // A slow server is not slower for the first requests, and takes minutes for the others.
    this.warmUp = lab.speed() > 1 ? 1 : 0;
  }

  /** Rates of one way to write, in groups and in members a second. */
  private record Rates(List<Double> groups, List<Double> members) {
    private Rates() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  List<Figure> run() throws Exception {
    Map<Integer, Rates> raw = new TreeMap<>();
    Rates ours = new Rates();
    try (AdConnector connector =
        new AdConnector(
            new ConnectorId("7e1f2c5a-0000-4000-8000-000000000001"),
            "corp.example.com",
            lab.settings())) {
      // The first round may only warm up; they take turns, each time in another order.
      for (int round = 0; round < warmUp + rounds; round++) {
        boolean counts = round >= warmUp;
        List<Callable<Boolean>> turns = new ArrayList<>();
        for (int connections : CONNECTIONS) {
          Rates rates = counts ? raw.computeIfAbsent(connections, any -> new Rates()) : new Rates();
          turns.add(() -> bare(connections, rates));
        }
        Rates rates = counts ? ours : new Rates();
        turns.add(() -> exported(connector, rates));
        Collections.rotate(turns, round);
        for (Callable<Boolean> turn : turns) {
          turn.call();
        }
      }
    }
    raw.forEach((connections, rates) -> tell("bare client, " + connections + " conn.", rates));
    tell("AdConnector", ours);
    return List.of(
        figure("group creation", ours.groups(), best(raw, true), "groups/s"),
        figure("member changes", ours.members(), best(raw, false), "members/s"));
  }

  private Figure figure(String name, List<Double> ours, Best floor, String unit) {
    double our = Bench.median(ours);
    return new Figure(
        "LDAP " + name + ", " + lab.name(),
        "AdConnector export",
        our,
        "bare client, " + floor.connections() + " conn.",
        floor.rate(),
        unit,
        our / floor.rate());
  }

  private void tell(String who, Rates rates) {
    System.err.printf(
        Locale.ROOT,
        "bench: %s, %s: %.0f groups/s, %.0f members/s%n",
        lab.name(),
        who,
        Bench.median(rates.groups()),
        Bench.median(rates.members()));
  }

  private record Best(int connections, double rate) {}

  private static Best best(Map<Integer, Rates> raw, boolean groups) {
    Best best = new Best(0, 0);
    for (Map.Entry<Integer, Rates> each : raw.entrySet()) {
      double rate = Bench.median(groups ? each.getValue().groups() : each.getValue().members());
      best = rate > best.rate() ? new Best(each.getKey(), rate) : best;
    }
    return best;
  }

  private LdapWork work() throws Exception {
    return new LdapWork(
        lab, root, "b" + works++ + "x" + System.nanoTime() % 100_000, USERS, MEMBERS);
  }

  private boolean bare(int connections, Rates rates) throws Exception {
    LdapWork work = work();
    try (BareClient client = new BareClient(lab, connections)) {
      rates
          .groups()
          .add(groups / seconds(() -> client.all(groups, (c, i) -> c.add(work.add("A", i, true)))));
      client.all(changedGroups, (c, i) -> c.add(work.add("B", i, false)));
      double spent =
          seconds(() -> client.all(changedGroups, (c, i) -> c.modify(work.addMembers("B", i))));
      rates.members().add(changedGroups * (double) MEMBERS / spent);
    }
    return true;
  }

  private boolean exported(AdConnector connector, Rates rates) throws Exception {
    LdapWork work = work();
    List<ExportRequest> adding = new ArrayList<>();
    List<ExportRequest> empty = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      adding.add(work.exportedAdd("A", i, true));
    }
    for (int i = 0; i < changedGroups; i++) {
      empty.add(work.exportedAdd("B", i, false));
    }
    rates.groups().add(groups / seconds(() -> export(connector, adding)));
    List<Anchor> anchors = export(connector, empty);
    List<ExportRequest> updating = new ArrayList<>();
    for (int i = 0; i < changedGroups; i++) {
      updating.add(work.exportedMembers("B", i, anchors.get(i)));
    }
    rates
        .members()
        .add(changedGroups * (double) MEMBERS / seconds(() -> export(connector, updating)));
    return true;
  }

  private static List<Anchor> export(AdConnector connector, List<ExportRequest> requests) {
    List<Anchor> anchors = new ArrayList<>();
    for (int from = 0; from < requests.size(); from += BATCH) {
      List<ExportRequest> batch = requests.subList(from, Math.min(from + BATCH, requests.size()));
      for (ExportResult result : connector.export(batch)) {
        if (!result.accepted() || !result.rejected().isEmpty()) {
          throw new IllegalStateException("Refused: " + result);
        }
        anchors.add(result.anchor().orElseThrow());
      }
    }
    return anchors;
  }

  /** Something to measure. */
  interface Work {
    void run() throws Exception;
  }

  static double seconds(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }
}
