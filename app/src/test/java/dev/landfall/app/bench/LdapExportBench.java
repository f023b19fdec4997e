package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Creates groups and fills them, once through the connector and once with a bare LDAP client: the
 * same writes, to the same server, over as many TLS connections. What the connector does besides –
 * reading anchors back, keeping order, isolating refused values – is what the ratio shows.
 */
final class LdapExportBench {
  private static final String PASSWORD = "Bench-Horse-7";
  private static final int CONNECTIONS = 4;
  private static final int BATCH = 100;
  private static final int MEMBERS = 50;

  private final int groups;
  private final int rounds;

  LdapExportBench(boolean quick) {
    this.groups = quick ? 200 : 1_000;
    this.rounds = quick ? 1 : 3;
  }

  List<Figure> run() throws Exception {
    try (EmbeddedDirectory directory =
            EmbeddedDirectory.builder()
                .domain("corp.example.com")
                .administratorPassword(PASSWORD.toCharArray())
                .start();
        AdConnector connector = connector(directory);
        LDAPConnectionPool pool = pool(directory)) {
      List<String> users = users(directory);
      List<Double> ourAdds = new ArrayList<>();
      List<Double> ourUpdates = new ArrayList<>();
      List<Double> rawAdds = new ArrayList<>();
      List<Double> rawUpdates = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        // The first round only warms up both sides; then they take turns.
        boolean counts = round > 0;
        String raw = container(directory, "raw" + round);
        bare(pool, raw, users, counts ? rawAdds : new ArrayList<>(), counts ? rawUpdates : null);
        String ours = container(directory, "ours" + round);
        exported(
            connector,
            ours,
            users,
            counts ? ourAdds : new ArrayList<>(),
            counts ? ourUpdates : null);
      }
      return List.of(
          figure("LDAP group creation", ourAdds, rawAdds, "groups/s"),
          figure("LDAP member update", ourUpdates, rawUpdates, "members/s"));
    }
  }

  private static Figure figure(String name, List<Double> ours, List<Double> raw, String unit) {
    double our = Bench.median(ours);
    double floor = Bench.median(raw);
    return new Figure(
        name, "AdConnector export", our, "bare LDAP client", floor, unit, our / floor);
  }

  private static AdConnector connector(EmbeddedDirectory directory) {
    return new AdConnector(
        new ConnectorId("7e1f2c5a-0000-4000-8000-000000000001"),
        "corp.example.com",
        AdSettings.of(directory.ldapsUrl(), directory.administratorDn(), PASSWORD)
            .trusting(directory.certificatePem())
            .withGlobalCatalog(directory.globalCatalogUrl()));
  }

  private static LDAPConnectionPool pool(EmbeddedDirectory directory) throws Exception {
    URI url = URI.create(directory.ldapsUrl());
    LDAPConnection first =
        new LDAPConnection(
            new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory(),
            url.getHost(),
            url.getPort(),
            directory.administratorDn(),
            PASSWORD);
    return new LDAPConnectionPool(first, CONNECTIONS);
  }

  private List<String> users(EmbeddedDirectory directory) {
    String container = container(directory, "people");
    List<String> users = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      String dn = "CN=User " + i + "," + container;
      directory.add(
          dn,
          List.of(
              new Attribute("objectClass", "user"), new Attribute("sAMAccountName", "user" + i)));
      users.add(dn);
    }
    return users;
  }

  private static String container(EmbeddedDirectory directory, String name) {
    String dn = "OU=" + name + "," + directory.domainDn();
    directory.add(dn, List.of(new Attribute("objectClass", "organizationalUnit")));
    return dn;
  }

  private static List<String> members(int group, List<String> users) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(users.get((group * 7 + i) % users.size()));
    }
    return members;
  }

  private void bare(
      LDAPConnectionPool pool,
      String container,
      List<String> users,
      List<Double> adds,
      List<Double> updates)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Callable<Boolean>> adding = new ArrayList<>();
      List<Callable<Boolean>> updating = new ArrayList<>();
      for (int i = 0; i < groups; i++) {
        int group = i;
        String dn = "CN=Group " + i + "," + container;
        String account = accountName(container, group);
        adding.add(
            () -> {
              pool.add(
                  dn,
                  new Attribute("objectClass", "group"),
                  new Attribute("sAMAccountName", account),
                  new Attribute("displayName", "Group " + group),
                  new Attribute("description", "Written by a benchmark"),
                  new Attribute("groupType", "-2147483640"));
              return true;
            });
        updating.add(
            () -> {
              pool.modify(
                  dn,
                  new Modification(
                      ModificationType.ADD,
                      "member",
                      members(group, users).toArray(String[]::new)));
              return true;
            });
      }
      adds.add(groups / seconds(() -> all(threads, adding)));
      double rate = groups * (double) MEMBERS / seconds(() -> all(threads, updating));
      if (updates != null) {
        updates.add(rate);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void all(ExecutorService threads, List<Callable<Boolean>> work) throws Exception {
    for (Future<Boolean> done : threads.invokeAll(work)) {
      done.get();
    }
  }

  private void exported(
      AdConnector connector,
      String container,
      List<String> users,
      List<Double> adds,
      List<Double> updates)
      throws Exception {
    List<ExportRequest> adding = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      adding.add(
          new ExportRequest(
              i + 1,
              Operation.ADD,
              "group",
              Optional.empty(),
              "CN=Group " + i + "," + container,
              Optional.empty(),
              List.of(
                  change("sAMAccountName", accountName(container, i)),
                  change("displayName", "Group " + i),
                  change("description", "Written by a benchmark"),
                  new AttributeChange(
                      AttributeName.of("groupType"), List.of(Value.of(-2147483640L)))),
              List.of()));
    }
    List<Anchor> anchors = new ArrayList<>();
    adds.add(groups / seconds(() -> export(connector, adding, anchors)));
    List<ExportRequest> updating = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      List<ReferenceChange> references = new ArrayList<>();
      for (String member : members(i, users)) {
        references.add(
            new ReferenceChange(AttributeName.of("member"), true, member, Optional.empty()));
      }
      updating.add(
          new ExportRequest(
              i + 1,
              Operation.UPDATE,
              "group",
              Optional.of(anchors.get(i)),
              "CN=Group " + i + "," + container,
              Optional.empty(),
              List.of(),
              references));
    }
    double rate =
        groups * (double) MEMBERS / seconds(() -> export(connector, updating, new ArrayList<>()));
    if (updates != null) {
      updates.add(rate);
    }
  }

  private static void export(
      AdConnector connector, List<ExportRequest> requests, List<Anchor> anchors) {
    for (int from = 0; from < requests.size(); from += BATCH) {
      List<ExportRequest> batch = requests.subList(from, Math.min(from + BATCH, requests.size()));
      for (ExportResult result : connector.export(batch)) {
        if (!result.accepted() || !result.rejected().isEmpty()) {
          throw new IllegalStateException("Refused: " + result);
        }
        result.anchor().ifPresent(anchors::add);
      }
    }
  }

  private static AttributeChange change(String name, String value) {
    return new AttributeChange(AttributeName.of(name), List.of(Value.of(value)));
  }

  private static String accountName(String container, int group) {
    return container.substring(3, container.indexOf(',')) + "-" + group;
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
