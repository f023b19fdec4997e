package dev.landfall.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.engine.rule.standard.WritebackRules;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's own code against a real domain controller, judged from outside by plain LDAP searches.
 */
@Tag("samba")
class SambaScenarioTest {
  @TempDir private Path temp;

  @Test
  void theSameScenarioOnSambaKeepsEveryObjectSidAndMember() throws Exception {
    Properties samba = samba();
    String root = samba.getProperty("SAMBA_DOMAIN_DN");
    String writeback = "OU=Writeback," + root;
    String password = Files.readString(Path.of(samba.getProperty("SAMBA_PASSWORD_FILE"))).strip();
    String pem = Files.readString(Path.of(samba.getProperty("SAMBA_CA_FILE")));
    try (EmbeddedTenant tenant =
            EmbeddedTenant.builder().tenantName("contoso.onmicrosoft.com").start();
        LDAPConnection judge = connect(samba, password)) {
      HomeConfiguration configuration =
          new HomeConfiguration(
              EmbeddedWorld.tenantConfiguration(tenant),
              List.of(
                  new HomeConfiguration.Forest(
                      samba.getProperty("SAMBA_DOMAIN"),
                      samba.getProperty("SAMBA_URL"),
                      false,
                      Optional.of(samba.getProperty("SAMBA_GLOBAL_CATALOG_URL")),
                      samba.getProperty("SAMBA_ADMIN_DN"),
                      password,
                      Optional.of(pem),
                      false,
                      List.of("OU=Staff," + root, writeback),
                      List.of())),
              Optional.of(
                  new HomeConfiguration.GroupWriteback(
                      samba.getProperty("SAMBA_DOMAIN"),
                      writeback,
                      WritebackRules.Naming.OBJECT_ID)),
              Optional.of(writeback),
              "sqlite:landfall.db");
      try (Landfall landfall = new Landfall(configuration, temp, Clock.systemUTC())) {
        DemoScenario scenario =
            new DemoScenario(landfall, judge, 7, 20, line -> System.out.println("  " + line));
        scenario.writeBack();
        Map<String, Group> before = groups(judge, writeback);

        DemoScenario.Migrated migrated = scenario.migrate();

        assertThat(migrated.invariants().details()).isEmpty();
        assertThat(groups(judge, writeback))
            .as("objectGUID, objectSid and members of every group, before and after")
            .isEqualTo(before);
        DemoReport report = scenario.changeLater(migrated);
        Map<String, Group> after = groups(judge, writeback);
        assertThat(report.success()).isTrue();
        // The later cloud changes create one group, delete one and move two members; everything
        // else must be what it was.
        Set<String> gone = new TreeSet<>(before.keySet());
        gone.removeAll(after.keySet());
        assertThat(gone).as("only the group deleted in the cloud").hasSize(1);
        Set<String> fresh = new TreeSet<>(after.keySet());
        fresh.removeAll(before.keySet());
        assertThat(fresh).as("only the group created in the cloud").hasSize(1);
        long changedMembers = 0;
        for (Map.Entry<String, Group> entry : before.entrySet()) {
          Group now = after.get(entry.getKey());
          if (now != null) {
            assertThat(now.sid()).isEqualTo(entry.getValue().sid());
            changedMembers += now.members().equals(entry.getValue().members()) ? 0 : 1;
          }
        }
        assertThat(changedMembers)
            .as("the group whose members changed in the cloud, and those that held the deleted one")
            .isBetween(1L, 3L);
      }
    }
  }

  private record Group(String sid, Set<String> members) {}

  private static Map<String, Group> groups(LDAPConnection judge, String base) throws Exception {
    Map<String, Group> groups = new TreeMap<>();
    SearchRequest request =
        new SearchRequest(
            base,
            SearchScope.SUB,
            Filter.createEqualityFilter("objectClass", "group"),
            "objectGUID",
            "objectSid",
            "member");
    for (SearchResultEntry entry : judge.search(request).getSearchEntries()) {
      String[] members = entry.getAttributeValues("member");
      groups.put(
          HexFormat.of().formatHex(entry.getAttributeValueBytes("objectGUID")),
          new Group(
              HexFormat.of().formatHex(entry.getAttributeValueBytes("objectSid")),
              members == null ? Set.of() : new TreeSet<>(Arrays.asList(members))));
    }
    return groups;
  }

  private static LDAPConnection connect(Properties samba, String password) throws Exception {
    URI url = URI.create(samba.getProperty("SAMBA_URL"));
    SSLUtil ssl =
        new SSLUtil(new PEMFileTrustManager(new java.io.File(samba.getProperty("SAMBA_CA_FILE"))));
    LDAPConnection connection =
        new LDAPConnection(ssl.createSSLSocketFactory(), url.getHost(), url.getPort());
    connection.bind(samba.getProperty("SAMBA_ADMIN_DN"), password);
    return connection;
  }

  private static Properties samba() throws Exception {
    String file = System.getenv("LANDFALL_SAMBA_ENV");
    Assumptions.assumeTrue(
        file != null && Files.exists(Path.of(file)),
        "skipped: no Samba domain controller; run bin/samba-lab start and set LANDFALL_SAMBA_ENV");
    Properties samba = new Properties();
    samba.load(new StringReader(Files.readString(Path.of(file))));
    return samba;
  }
}
