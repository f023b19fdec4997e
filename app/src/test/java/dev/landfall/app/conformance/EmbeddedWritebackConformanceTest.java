package dev.landfall.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.landfall.app.cli.CommandLineRun;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.demo.DemoGraph;
import dev.landfall.app.demo.EmbeddedWorld;
import dev.landfall.app.demo.HomeFolder;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.rule.standard.WritebackRules.Naming;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.StepResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Group writeback from the embedded tenant to the embedded directory, over HTTP and LDAP. */
class EmbeddedWritebackConformanceTest {
  @TempDir private Path temp;

  private final EmbeddedWorld world = new EmbeddedWorld();
  private final String root = world.directory().domainDn();
  private final String container = "OU=Writeback," + root;
  private final LDAPConnection administrator = world.administrator();
  private Landfall landfall = new Landfall(world.configuration(), Path.of(""), Clock.systemUTC());
  private final DemoGraph graph =
      new DemoGraph(
          world.tenant().url(),
          world.tenant().credentials().tenantId(),
          world.tenant().credentials().clientId(),
          world.tenant().credentials().clientSecret());
  private String ada = "";

  @BeforeEach
  void adaIsInTheCloudAndV2IsOn() throws Exception {
    open(Naming.OBJECT_ID);
    administrator.add("dn: " + container, "objectClass: organizationalUnit");
    administrator.add("dn: OU=Staff," + root, "objectClass: organizationalUnit");
    administrator.add(
        "dn: CN=ada,OU=Staff," + root,
        "objectClass: user",
        "sAMAccountName: ada",
        "userPrincipalName: ada@corp.example.com",
        "userAccountControl: 544");
    graph.put("/landfall/admin/domains/corp.example.com");
    landfall.cloud().setFeature(TenantFeature.UNIFIED_GROUP_WRITEBACK, true);
    landfall.cloud().setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    cycles();
    ada =
        graph
            .get(
                "/v1.0/users?$filter=userPrincipalName eq 'ada@corp.example.com'"
                    .replace(" ", "%20"))
            .path("value")
            .path(0)
            .path("id")
            .asText();
    assertThat(ada).isNotEmpty();
  }

  @AfterEach
  void close() {
    landfall.close();
    administrator.close();
    world.close();
  }

  private void open(Naming naming) {
    HomeConfiguration as = world.configuration();
    landfall.close();
    landfall =
        new Landfall(
            new HomeConfiguration(
                as.tenant(),
                as.forests(),
                as.groupWriteback()
                    .map(
                        w ->
                            new HomeConfiguration.GroupWriteback(
                                w.forest(), w.container(), naming)),
                as.cloudSyncContainer(),
                as.store()),
            temp,
            Clock.systemUTC());
  }

  private List<StepResult.ObjectIssue> cycle(CyclePolicy policy) {
    return landfall.engine().cycle(policy).stream()
        .flatMap(run -> run.result().errors().stream())
        .toList();
  }

  private void cycles() {
    for (int i = 0; i < 3; i++) {
      assertThat(cycle(CyclePolicy.DELTA)).isEmpty();
    }
  }

  /** A cloud group; of null, the setting is not given. */
  private String group(String name, boolean unified, String enabled, String type) {
    ObjectNode load = DemoGraph.object();
    ObjectNode group = load.putArray("groups").addObject();
    String id = UUID.randomUUID().toString();
    group.put("id", id).put("displayName", name).put("mailEnabled", unified);
    group.put("securityEnabled", !unified).put("mailNickname", "g" + id.substring(0, 8));
    group.putArray("groupTypes");
    if (unified) {
      group.withArray("groupTypes").add("Unified");
      group.put("mail", "g" + id.substring(0, 8) + "@contoso.onmicrosoft.com");
    }
    group.putArray("members").add(ada);
    graph.post("/landfall/admin/load", load);
    writeback(id, enabled, type);
    return id;
  }

  private void writeback(String id, String enabled, String type) {
    landfall
        .cloud()
        .setWriteback(
            id,
            new CloudGroup.Writeback(
                Optional.ofNullable(enabled).map(Boolean::parseBoolean),
                Optional.ofNullable(type)));
  }

  private Optional<SearchResultEntry> written(String id) throws Exception {
    return administrator
        .search(
            container,
            SearchScope.SUB,
            Filter.createEqualityFilter("adminDescription", "Group_" + id),
            "*",
            "objectGUID")
        .getSearchEntries()
        .stream()
        .findFirst();
  }

  private SearchResultEntry there(String id) throws Exception {
    return written(id).orElseThrow(() -> new AssertionError("not written back: " + id));
  }

  private CommandLineRun command(String... words) throws Exception {
    landfall.close();
    HomeFolder.write(temp, world.configuration());
    String[] arguments = new String[words.length + 2];
    arguments[0] = "--home";
    arguments[1] = temp.toString();
    System.arraycopy(words, 0, arguments, 2, words.length);
    CommandLineRun run = CommandLineRun.of(arguments);
    open(Naming.OBJECT_ID);
    return run;
  }

  @Test
  void cs97_aSecurityGroupIsWrittenByItsObjectId() throws Exception {
    String id = group("Vertrieb, Süd", false, "true", null);

    cycles();

    SearchResultEntry entry = there(id);
    assertThat(entry.getDN()).isEqualTo("CN=Group_" + id + "," + container);
    assertThat(entry.getAttributeValue("adminDescription")).isEqualTo("Group_" + id);
    assertThat(entry.getAttributeValue("groupType")).isEqualTo("-2147483640");
    assertThat(entry.getAttributeValue("displayName")).isEqualTo("Vertrieb, Süd");
    assertThat(entry.getAttributeValues("member")).containsExactly("CN=ada,OU=Staff," + root);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "true, null, null, 8",
        "true, true, universalSecurityGroup, -2147483640",
        "true, true, universalMailEnabledSecurityGroup, -2147483640",
        "true, true, null, 8",
        "true, false, universalSecurityGroup, null",
        "false, true, null, -2147483640",
        "false, true, universalSecurityGroup, -2147483640",
        "false, false, null, null",
        "false, null, null, null"
      })
  void cs97_theConfigurationOfTheGroupDecides(
      boolean unified, String enabled, String type, String groupType) throws Exception {
    String id = group("Team", unified, enabled, type);

    cycles();

    assertThat(written(id).map(entry -> entry.getAttributeValue("groupType")).orElse(null))
        .isEqualTo(groupType);
  }

  @Test
  void cs98_aLongNameIsCutAndTheOtherNamingRenamesTheSameGroup() throws Exception {
    String id = group("A".repeat(70), false, "true", null);
    cycles();
    byte[] before = there(id).getAttributeValueBytes("objectGUID");

    open(Naming.DISPLAY_NAME);
    cycles();

    assertThat(there(id).getDN())
        .isEqualTo("CN=" + "A".repeat(51) + "_" + id.substring(24) + "," + container);
    assertThat(there(id).getAttributeValueBytes("objectGUID")).isEqualTo(before);
  }

  @Test
  void cs99_aWrittenBackGroupDoesNotComeUpAgain() throws Exception {
    group("Sales", false, "true", null);
    cycles();

    assertThat(cycle(CyclePolicy.INITIAL)).isEmpty();
    cycles();

    assertThat(graph.get("/v1.0/groups?$select=id").path("value")).hasSize(1);
  }

  @Test
  void cs100_disabledItIsFrozenAndEnabledAgainItGoesOn() throws Exception {
    String id = group("Sales", false, "true", null);
    cycles();
    byte[] before = there(id).getAttributeValueBytes("objectGUID");

    writeback(id, "false", null);
    graph.delete("/v1.0/groups/" + id + "/members/" + ada + "/$ref");
    cycles();
    assertThat(there(id).getAttributeValues("member")).hasSize(1);

    writeback(id, "true", null);
    cycles();

    assertThat(there(id).hasAttribute("member")).isFalse();
    assertThat(there(id).getAttributeValueBytes("objectGUID")).isEqualTo(before);
  }

  @Test
  void cs100_softDeletedItIsFrozenAndPurgedItGoes() throws Exception {
    String id = group("Sales", false, "true", null);
    cycles();

    graph.delete("/v1.0/groups/" + id);
    cycles();
    assertThat(there(id).getAttributeValues("member")).hasSize(1);

    graph.delete("/v1.0/directory/deletedItems/" + id);
    cycles();
    assertThat(written(id)).isEmpty();
  }

  @Test
  void cs100_withTheDeleteRuleItIsDeleted() throws Exception {
    String id = group("Sales", false, "true", null);
    cycles();
    CommandLineRun added = command("rules", "add-standard", "writeback-delete");
    assertThat(added.exitCode()).as(added.err()).isZero();

    CommandLineRun disabled = command("groups", "writeback", "set", id, "--enabled", "false");
    assertThat(disabled.exitCode()).as(disabled.err()).isZero();
    cycles();

    assertThat(written(id)).isEmpty();
  }

  @Test
  void cs101_anEditOnPremisesIsUndone() throws Exception {
    String id = group("Sales", false, "true", null);
    cycles();
    administrator.modify(
        there(id).getDN(),
        new Modification(ModificationType.REPLACE, "displayName", "By hand"),
        new Modification(ModificationType.REPLACE, "member"));

    for (int i = 0; i < 3; i++) {
      cycle(CyclePolicy.DELTA);
    }

    assertThat(there(id).getAttributeValue("displayName")).isEqualTo("Sales");
    assertThat(there(id).getAttributeValues("member")).hasSize(1);
  }

  @Test
  void cs107_aLocalMemberIsToldAndEverythingElseIsWritten() throws Exception {
    administrator.add(
        "dn: CN=Local,OU=Staff," + root,
        "objectClass: group",
        "sAMAccountName: Local",
        "groupType: -2147483644");
    cycles();
    String local =
        graph
            .get("/v1.0/groups?$filter=displayName%20eq%20'Local'")
            .path("value")
            .path(0)
            .path("id")
            .asText();
    String id = group("Sales", false, "true", null);
    graph.post(
        "/v1.0/groups/" + id + "/members/$ref",
        DemoGraph.object()
            .put("@odata.id", world.tenant().url() + "/v1.0/directoryObjects/" + local));
    String other = group("Other", false, "true", null);

    cycle(CyclePolicy.DELTA);
    List<StepResult.ObjectIssue> errors = cycle(CyclePolicy.DELTA);

    assertThat(errors)
        .anySatisfy(
            error ->
                assertThat(error.message())
                    .contains("A universal group cannot have a local group as a member."));
    assertThat(there(id).getAttributeValues("member")).containsExactly("CN=ada,OU=Staff," + root);
    assertThat(there(other).getAttributeValues("member")).hasSize(1);
  }

  @Test
  void withoutV2EveryMicrosoft365GroupIsWrittenAndWithoutV1ItsGroupsGo() throws Exception {
    String id = group("Team", true, "false", null);
    cycles();
    assertThat(written(id)).isEmpty();

    landfall.cloud().setFeature(TenantFeature.GROUP_WRITEBACK_V2, false);
    cycles();
    assertThat(there(id).getAttributeValue("groupType")).isEqualTo("8");

    landfall.cloud().setFeature(TenantFeature.UNIFIED_GROUP_WRITEBACK, false);
    assertThat(cycle(CyclePolicy.INITIAL)).isEmpty();
    assertThat(written(id)).isEmpty();
  }

  @Test
  void checkNamesTheRightsThatAreMissing() throws Exception {
    String id = group("Sales", false, "true", null);
    cycles();
    assertThat(there(id).getDN()).isNotEmpty();
    assertThat(command("check").out()).contains("writeback-create", "writeback-write");
    administrator.add(
        "dn: CN=weak,OU=Staff," + root,
        "objectClass: user",
        "sAMAccountName: weak",
        "userAccountControl: 512",
        "userPassword: Weak-Pass-1");
    landfall.close();
    HomeConfiguration as = world.configuration();
    HomeConfiguration.Forest forest = as.forests().get(0);
    HomeFolder.write(
        temp,
        new HomeConfiguration(
            as.tenant(),
            List.of(
                new HomeConfiguration.Forest(
                    forest.name(),
                    forest.server(),
                    false,
                    forest.globalCatalog(),
                    "CN=weak,OU=Staff," + root,
                    "Weak-Pass-1",
                    forest.trustedCertificates(),
                    false,
                    forest.containers(),
                    List.of())),
            as.groupWriteback(),
            as.cloudSyncContainer(),
            as.store()));

    CommandLineRun check = CommandLineRun.of("--home", temp.toString(), "check");

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out())
        .contains("CN=weak,OU=Staff," + root)
        .contains("create child objects of class group")
        .contains("write member");
  }

  @Test
  void checkSeesThatARuleWritesAttributesTheSchemaLacks() throws Exception {
    String rule = WritebackRules.exchangeRuleId(landfall.connectorId("corp.example.com"));
    assertThat(command("check").exitCode()).isZero();
    assertThat(command("rules", "enable", rule).exitCode()).isZero();

    CommandLineRun check = command("check");

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("writeback-mail", "rules disable " + rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--enabled", "--type"})
  void aMistypedSettingOfAGroupIsRefusedBeforeAnythingIsChanged(String option) throws Exception {
    CommandLineRun run =
        command("groups", "writeback", "set", UUID.randomUUID().toString(), option, "yes");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("\"yes\" is none of");
  }
}
