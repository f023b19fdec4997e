package dev.landfall.app.bench;

import dev.landfall.connectors.graph.EntraConnector;
import dev.landfall.connectors.graph.GraphClient;
import dev.landfall.connectors.graph.GraphCloudDirectory;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A full import of users and groups with their members from an embedded tenant, beside a pager that
 * does nothing with the same pages; and the heap that a very large group needs on the way. What the
 * connector reads is counted and dropped, so that no store is measured.
 */
final class GraphBench {
  private static final Set<String> USER =
      Set.of(
          "userPrincipalName",
          "displayName",
          "mail",
          "alias",
          "proxyAddresses",
          "accountEnabled",
          "givenName",
          "surname");
  private static final Set<String> GROUP = Set.of("displayName", "description", "member");
  private static final String USERS =
      "/v1.0/users/delta?$select=id,onPremisesSyncEnabled,onPremisesImmutableId,userPrincipalName,"
          + "displayName,mail,mailNickname,proxyAddresses,accountEnabled,givenName,surname";
  private static final String GROUPS =
      "/beta/groups/delta?$select=id,displayName,mailEnabled,securityEnabled,groupTypes,"
          + "onPremisesSyncEnabled,writebackConfiguration,description,members";

  private final int scale;
  private final int rounds;

  GraphBench(boolean quick) {
    this.scale = quick ? 10 : 1;
    this.rounds = quick ? 3 : 7;
  }

  List<Figure> run() throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (TenantProcess tenant = TenantProcess.start(40_000 / scale, 4_000 / scale, 50)) {
      figures.addAll(rate(tenant));
    }
    double few = heap(10_000);
    double many = heap(200_000 / scale);
    figures.add(
        new Figure(
            "Graph import: heap of a large group",
            String.format(Locale.ROOT, "%,d members", 200_000 / scale),
            many,
            "10,000 members",
            few,
            "MB",
            many / few));
    return figures;
  }

  private List<Figure> rate(TenantProcess tenant) throws Exception {
    new GraphCloudDirectory(new GraphClient(tenant.settings()))
        .setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    RawPager pager = new RawPager(tenant.settings());
    List<Double> raw = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      long items = pager.read(USERS) + pager.read(GROUPS);
      raw.add(items / seconds(start));
      start = System.nanoTime();
      CountingSink sink = new CountingSink();
      read(tenant, sink, "user", "group");
      ours.add(sink.items() / seconds(start));
      if (sink.items() != items || sink.attributes() < items / 10) {
        throw new IllegalStateException(sink.items() + " items of " + items + " were imported.");
      }
    }
    // The first round warms both up.
    raw.remove(0);
    ours.remove(0);
    double floor = Bench.median(raw);
    double value = Bench.median(ours);
    return List.of(
        new Figure(
            "Graph import: users, groups, members",
            "connector, counted",
            value,
            "raw pager, dropped",
            floor,
            "items/s",
            value / floor));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void read(TenantProcess tenant, CountingSink sink, String... types) {
    try (EntraConnector connector = new EntraConnector(new GraphClient(tenant.settings()))) {
      Map<String, Set<AttributeName>> selection = new HashMap<>();
      for (String type : types) {
        Set<AttributeName> names = new HashSet<>();
        (type.equals("user") ? USER : GROUP).forEach(name -> names.add(AttributeName.of(name)));
        selection.put(type, names);
      }
      connector.importObjects(new ImportRequest(Optional.empty(), selection), sink);
    }
  }

  /** The most live heap, in MB, at the end of any page of an import of one group. */
  private static double heap(int members) throws Exception {
    try (TenantProcess tenant = TenantProcess.start(members, 1, members)) {
      new GraphCloudDirectory(new GraphClient(tenant.settings()))
          .setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
      HeapSink sink = new HeapSink();
      read(tenant, sink, "group");
      if (sink.items() < members) {
        throw new IllegalStateException(sink.items() + " items of " + members + " members.");
      }
      return sink.megabytes();
    }
  }
}
