package dev.landfall.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SingleServerSet;
import dev.landfall.app.demo.DemoGraph;
import dev.landfall.app.wiring.MetaverseStore;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.connectors.ad.AdDirectory;
import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.connectors.graph.EntraConnector;
import dev.landfall.connectors.graph.GraphClient;
import dev.landfall.connectors.graph.GraphCloudDirectory;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.engine.cloudsync.CycleCounts;
import dev.landfall.engine.cloudsync.GroupNaming;
import dev.landfall.engine.cloudsync.JobDefinition;
import dev.landfall.engine.cloudsync.JobStore;
import dev.landfall.engine.cloudsync.ProvisioningCycle;
import dev.landfall.engine.migration.MigrationWorld;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.StandardRules;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.store.sql.SqliteStore;
import dev.landfall.testkit.fault.HttpFaultProxy;
import dev.landfall.testkit.fault.LdapFaultProxy;
import dev.landfall.testkit.time.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Both engines between an embedded directory and an embedded tenant, with a proxy that can fail
 * before each of them. Pages are small, so that a company of a dozen needs many.
 */
final class FaultLab implements AutoCloseable {
  static final int PEOPLE = 9;
  static final int GROUPS = 4;
  static final int MEMBERS = 5;
  private static final String PASSWORD = "Correct-Horse-7";
  private static final ConnectorId FOREST = new ConnectorId("11111111-2222-3333-4444-555555555555");
  private static final Duration TIMEOUT = Duration.ofMillis(400);

  private final EmbeddedDirectory directory =
      EmbeddedDirectory.builder()
          .domain("corp.example.com")
          .administratorPassword(PASSWORD.toCharArray())
          .recycleBin(true)
          .start();
  private final EmbeddedTenant tenant =
      EmbeddedTenant.builder().tenantName("contoso.onmicrosoft.com").deltaPages(3, 6).start();
  private final LdapFaultProxy domain = LdapFaultProxy.withPages(server(directory.ldapUrl()), 4);
  private final LdapFaultProxy catalog =
      LdapFaultProxy.withPages(server(directory.globalCatalogUrl()), 4);
  private final HttpFaultProxy graphProxy = HttpFaultProxy.before(tenant.url());
  private final LDAPConnection administrator = administrator();
  private final DemoGraph graph = graph();
  private final SqliteStore store;
  private final ConnectSync engine;
  private final GraphCloudDirectory cloud;
  private final AdDirectory target;
  private final AdConnector adConnector;
  private final JobStore jobs;
  private final SettableClock clock = new SettableClock();
  private final List<String> groupIds = new ArrayList<>();
  private String job = "";

  FaultLab(Path home) {
    store = SqliteStore.open(home.resolve("landfall.db"));
    adConnector = new AdConnector(FOREST, "corp.example.com", adSettings());
    target = new AdDirectory(adSettings());
    cloud = new GraphCloudDirectory(client());
    jobs = new JobStore(store);
    engine =
        new ConnectSync(
            store,
            List.of(adConnector, new EntraConnector(client())),
            new MetaverseStore(store).schema(),
            Map.of(WritebackRules.CONTAINER_PARAMETER, container()),
            Clock.systemUTC(),
            new Random(1));
    List<SyncRule> rules = new ArrayList<>(StandardRules.of(List.of(FOREST)));
    rules.addAll(WritebackRules.of(FOREST, WritebackRules.Naming.OBJECT_ID, false, 200));
    engine.rules().replaceAll(rules);
  }

  private static SingleServerSet server(String url) {
    URI address = URI.create(url);
    return new SingleServerSet(address.getHost(), address.getPort());
  }

  private LDAPConnection administrator() {
    URI url = URI.create(directory.ldapUrl());
    try {
      return new LDAPConnection(
          url.getHost(), url.getPort(), directory.administratorDn(), PASSWORD);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private DemoGraph graph() {
    var credentials = tenant.credentials();
    return new DemoGraph(
        tenant.url(), credentials.tenantId(), credentials.clientId(), credentials.clientSecret());
  }

  private AdSettings adSettings() {
    return AdSettings.of(domain.url(), directory.administratorDn(), PASSWORD)
        .withSecurity(AdSettings.Security.PLAIN)
        .withGlobalCatalog(catalog.url())
        .reading(List.of(directory.domainDn()), List.of())
        .answeringWithin(TIMEOUT);
  }

  /** Pauses between attempts are not waited for. */
  private GraphClient client() {
    var credentials = tenant.credentials();
    return new GraphClient(
        GraphSettings.embedded(
                "contoso.onmicrosoft.com",
                credentials.tenantId(),
                credentials.clientId(),
                credentials.clientSecret(),
                graphProxy.url())
            .answeringWithin(TIMEOUT),
        Clock.systemUTC(),
        pause -> {},
        new Random(1));
  }

  String container() {
    return "OU=Writeback," + directory.domainDn();
  }

  private String staff() {
    return "OU=Staff," + directory.domainDn();
  }

  /** People on both sides and groups on premises, everything in step. */
  FaultLab withPeople() throws Exception {
    administrator.add("dn: " + container(), "objectClass: organizationalUnit");
    administrator.add("dn: " + staff(), "objectClass: organizationalUnit");
    for (int i = 0; i < PEOPLE; i++) {
      administrator.add(
          "dn: " + person(i),
          "objectClass: user",
          "sAMAccountName: person" + i,
          "displayName: Person " + i,
          "userPrincipalName: person" + i + "@corp.example.com",
          "userAccountControl: 544");
    }
    for (int i = 0; i < GROUPS; i++) {
      administrator.add(
          "dn: " + ownGroup(i),
          "objectClass: group",
          "sAMAccountName: own" + i,
          "displayName: Own " + i,
          "groupType: -2147483640",
          "member: " + person(i),
          "member: " + person(i + 1),
          "member: " + person(i + 2));
    }
    graph.put("/landfall/admin/domains/corp.example.com");
    cloud.setFeature(TenantFeature.UNIFIED_GROUP_WRITEBACK, true);
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    cycle(CyclePolicy.INITIAL);
    cycle(CyclePolicy.DELTA);
    return this;
  }

  /** Cloud groups, each with five people, that Connect Sync has written back. */
  FaultLab withGroupsWrittenBack() throws Exception {
    createCloudGroups();
    for (int i = 0; i < 3; i++) {
      cycle(CyclePolicy.DELTA);
    }
    return this;
  }

  /** Cloud groups, each with five people, the last also with the first group in it. */
  FaultLab withGroupsProvisioned() throws Exception {
    createCloudGroups();
    job = job();
    for (int i = 0; i < 2; i++) {
      assertThat(provision().failures()).isEmpty();
    }
    return this;
  }

  private void createCloudGroups() {
    Map<String, String> people = cloudPeople();
    for (int i = 0; i < GROUPS; i++) {
      List<String> members = members(people, i);
      if (i == GROUPS - 1) {
        members.add(groupIds.get(0));
      }
      groupIds.add(cloudGroup("Cloud " + i, members));
    }
  }

  private static List<String> members(Map<String, String> people, int group) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      ids.add(people.get(principal((group + i) % PEOPLE)));
    }
    return ids;
  }

  private static String principal(int person) {
    return "person" + person + "@corp.example.com";
  }

  String person(int number) {
    return "CN=Person " + number + "," + staff();
  }

  String ownGroup(int number) {
    return "CN=Own " + number + "," + staff();
  }

  /** Cloud ids of the synchronized people by user principal name. */
  Map<String, String> cloudPeople() {
    Map<String, String> people = new TreeMap<>();
    for (JsonNode user :
        graph.get("/v1.0/users?$select=id,userPrincipalName&$top=999").path("value")) {
      people.put(user.path("userPrincipalName").asText(), user.path("id").asText());
    }
    return people;
  }

  /** A cloud group that is to be written back. */
  String cloudGroup(String name, List<String> members) {
    String id = UUID.randomUUID().toString();
    ObjectNode load = DemoGraph.object();
    ObjectNode group = load.putArray("groups").addObject();
    group.put("id", id).put("displayName", name).put("mailEnabled", false);
    group.put("securityEnabled", true).put("mailNickname", "g" + id.substring(0, 8));
    group.putArray("groupTypes");
    members.forEach(group.putArray("members")::add);
    graph.post("/landfall/admin/load", load);
    cloud.setWriteback(id, new CloudGroup.Writeback(Optional.of(true), Optional.empty()));
    return id;
  }

  List<RunRecord> cycle(CyclePolicy policy) {
    return engine.cycle(policy);
  }

  ConnectSync engine() {
    return engine;
  }

  LdapFaultProxy domain() {
    return domain;
  }

  LdapFaultProxy catalog() {
    return catalog;
  }

  HttpFaultProxy tenantProxy() {
    return graphProxy;
  }

  LDAPConnection inActiveDirectory() {
    return administrator;
  }

  DemoGraph inTheCloud() {
    return graph;
  }

  /** The cloud groups that are written back. */
  List<String> groupIds() {
    return groupIds;
  }

  void heal() {
    domain.heal();
    catalog.heal();
    graphProxy.heal();
  }

  MigrationWorld migrationWorld() {
    return new MigrationWorld(
        engine, cloud, target, jobs, FOREST, container(), container(), Clock.systemUTC());
  }

  private String job() {
    JobDefinition fresh =
        new JobDefinition(
            JobDefinition.TEMPLATE + "." + tenant.tenantId().replace("-", "") + ".1",
            "corp.example.com",
            container(),
            Optional.empty(),
            GroupNaming.KEEP_WRITEBACK_NAMES,
            JobDefinition.DEFAULT_DELETE_THRESHOLD,
            false,
            Duration.ofMinutes(20),
            JobDefinition.State.NOT_RUN);
    jobs.put(fresh);
    return fresh.id();
  }

  /** One cycle of the job, late enough for what failed in the one before to be tried again. */
  CycleCounts provision() {
    clock.advance(Duration.ofHours(7));
    return new ProvisioningCycle(jobs.find(job).orElseThrow(), jobs, cloud, target, clock).run();
  }

  /** The next provisioning cycle begins anew. */
  void restartJob() {
    jobs.clearWatermark(job);
  }

  /** Every person and group of Active Directory: GUID → DN, then the DNs of its members. */
  SortedMap<String, List<String>> onPremises() throws LDAPException {
    SortedMap<String, List<String>> all = new TreeMap<>();
    for (SearchResultEntry entry :
        administrator
            .search(
                directory.domainDn(),
                SearchScope.SUB,
                Filter.createORFilter(
                    Filter.createEqualityFilter("objectClass", "group"),
                    Filter.createEqualityFilter("objectClass", "user")),
                "objectGUID",
                "member")
            .getSearchEntries()) {
      List<String> lines = new ArrayList<>(List.of(entry.getDN()));
      String[] members = entry.getAttributeValues("member");
      lines.addAll(members == null ? List.of() : new TreeSet<>(List.of(members)));
      all.put(ObjectGuid.ofBytes(entry.getAttributeValueBytes("objectGUID")).toString(), lines);
    }
    return all;
  }

  /** Every person and group of the tenant: id → name, then the ids of its members. */
  SortedMap<String, List<String>> inCloud() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    graph
        .get("/v1.0/users?$select=id,displayName&$top=999")
        .path("value")
        .forEach(
            user -> all.put(user.path("id").asText(), List.of(user.path("displayName").asText())));
    for (JsonNode group : graph.get("/v1.0/groups?$select=id,displayName&$top=999").path("value")) {
      String id = group.path("id").asText();
      TreeSet<String> members = new TreeSet<>();
      graph
          .get("/v1.0/groups/" + id + "/members?$select=id&$top=999")
          .path("value")
          .forEach(member -> members.add(member.path("id").asText()));
      List<String> lines = new ArrayList<>(List.of(group.path("displayName").asText()));
      lines.addAll(members);
      all.put(id, lines);
    }
    return all;
  }

  @Override
  public void close() {
    heal();
    store.close();
    adConnector.close();
    target.close();
    administrator.close();
    domain.close();
    catalog.close();
    graphProxy.close();
    tenant.close();
    directory.close();
  }
}
