package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.WRITEBACK;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.WrittenBackGroups.BY_ID;
import static dev.landfall.app.conformance.WrittenBackGroups.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ExportError;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.rule.standard.WritebackDeleteRule;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.rule.standard.WritebackRules.Naming;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.run.StepResult;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Group writeback: what is written, how it is named, what happens when the cloud lets go. */
class WritebackConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();
  private final WrittenBackGroups groups = new WrittenBackGroups(lab);

  private List<StepResult.ObjectIssue> errorsOfNextCycle() {
    return lab.cycle(CyclePolicy.DELTA).stream()
        .map(RunRecord::result)
        .flatMap(result -> result.errors().stream())
        .toList();
  }

  @Test
  void cs97_aSecurityGroupIsWrittenByItsObjectIdAsUniversalSecurityGroup() {
    groups.rules(Naming.OBJECT_ID);
    String person = groups.person(1);
    groups.sales("Sales, East", "mail", "sales@contoso.com");
    lab.aad().reference(SALES, "member", person);

    groups.cycles();

    Attributes group = groups.written(BY_ID);
    assertThat(group.text("adminDescription")).contains(SALES);
    assertThat(group.text("sAMAccountName")).contains(SALES);
    assertThat(group.text("groupType")).contains("-2147483640");
    assertThat(group.text("displayName")).contains("Sales, East");
    assertThat(group.text("mail")).as("a plain security group has no mail").isEmpty();
    assertThat(lab.ad1().references(groups.anchor(BY_ID), "member")).containsExactly(guid(1));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      value = {
        "universalSecurityGroup, -2147483640, absent",
        "universalMailEnabledSecurityGroup, -2147483640, sales@contoso.com",
        "universalDistributionGroup, 8, sales@contoso.com",
        "absent, 8, sales@contoso.com"
      })
  void cs97_theTypeDecidesGroupTypeAndMail(String type, String groupType, String mail) {
    groups.rules(Naming.OBJECT_ID);
    groups.sales(
        "Sales", "mail", "sales@contoso.com", "targetWritebackType", type == null ? "" : type);
    groups.cycles();

    assertThat(groups.written(BY_ID).text("groupType")).contains(groupType);
    assertThat(groups.written(BY_ID).text("mail").orElse(null)).isEqualTo(mail);
  }

  @Test
  void cs97_anotherTypeInTheCloudChangesTheGroup() {
    groups.rules(Naming.OBJECT_ID);
    groups.sales(
        "Sales", "mail", "s@contoso.com", "targetWritebackType", "universalDistributionGroup");
    groups.cycles();
    String before = groups.anchor(BY_ID);

    groups.sales("Sales", "mail", "s@contoso.com");
    groups.cycles();

    assertThat(groups.anchor(BY_ID)).isEqualTo(before);
    assertThat(groups.written(BY_ID).text("groupType")).contains("-2147483640");
    assertThat(groups.written(BY_ID).text("mail")).isEmpty();
  }

  @Test
  void cs98_aLongDisplayNameIsCutSoThatTheNameHas64Characters() {
    groups.rules(Naming.DISPLAY_NAME);
    groups.sales("A".repeat(70));

    groups.cycles();

    assertThat(
            groups
                .written("CN=" + "A".repeat(51) + "_e9305786a271," + WRITEBACK)
                .text("displayName"))
        .contains("A".repeat(70));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sales, East         | CN=Sales\\, East_e9305786a271
          '  Blanks  '        | CN=Blanks_e9305786a271
          #1 + "2"            | CN=\\#1 \\+ \\"2\\"_e9305786a271
          '   '               | CN=Group_3a5c3221-c465-48c0-95b8-e9305786a271
          """)
  void cs98_namesAreEscapedAndAnEmptyOneFallsBack(String name, String rdn) {
    groups.rules(Naming.DISPLAY_NAME);
    groups.sales(name);

    groups.cycles();

    assertThat(groups.written(rdn + "," + WRITEBACK).text("adminDescription")).contains(SALES);
  }

  @Test
  void cs98_aCutNeverGoesThroughASurrogatePair() {
    groups.rules(Naming.DISPLAY_NAME);
    groups.sales("A".repeat(50) + "🎯 team");

    groups.cycles();

    assertThat(
            groups
                .written("CN=" + "A".repeat(50) + "_e9305786a271," + WRITEBACK)
                .text("displayName"))
        .isPresent();
  }

  @Test
  void cs98_aRenameInTheCloudRenamesTheSameGroup() {
    groups.rules(Naming.DISPLAY_NAME);
    groups.sales("Sales");
    groups.cycles();
    String before = groups.anchor("CN=Sales_e9305786a271," + WRITEBACK);

    groups.sales("Revenue");
    groups.cycles();

    assertThat(groups.anchor("CN=Revenue_e9305786a271," + WRITEBACK)).isEqualTo(before);
  }

  @Test
  void cs98_theOtherNamingRenamesTheSameGroup() {
    groups.rules(Naming.OBJECT_ID);
    groups.sales("Sales");
    groups.cycles();
    String before = groups.anchor(BY_ID);

    String id = WritebackRules.namingRuleId(AD1);
    lab.engine().rules().put(lab.engine().rules().find(id).orElseThrow().withDisabled(false));
    groups.cycles();

    assertThat(groups.anchor("CN=Sales_e9305786a271," + WRITEBACK)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cs98_aStrangerWithThatNameIsNeverAdopted(boolean imported) {
    groups.rules(Naming.DISPLAY_NAME);
    lab.ad1()
        .with(
            guid(9),
            "CN=Sales_e9305786a271," + WRITEBACK,
            "group",
            attributes("adminDescription", "Group_" + UUID.randomUUID(), "displayName", "Other"));
    if (imported) {
      groups.cycles();
    }
    groups.sales("Sales");

    List<StepResult.ObjectIssue> errors = errorsOfNextCycle();
    List<StepResult.ObjectIssue> again = errorsOfNextCycle();

    assertThat(errors)
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("CN=Sales_e9305786a271"));
    assertThat(again).isNotEmpty();
    assertThat(lab.ad1().attributes(guid(9)).orElseThrow().text("displayName")).contains("Other");
  }

  @Test
  void cs99_aWrittenBackGroupIsNotSynchronizedUp() {
    groups.rules(Naming.OBJECT_ID);
    groups.sales("Sales");
    groups.cycles();

    lab.take(lab.ad1());
    groups.cycles();

    assertThat(lab.aad().anchors()).containsExactly(SALES);
    assertThat(lab.aad().exported()).isEmpty();
    assertThat(lab.metaverse()).hasSize(1);
    assertThat(lab.pendingExports(AD1)).as("no loop").isEmpty();
  }

  @Test
  void cs99_alsoLetGoByTheCloudItIsProjectedByNoRule() {
    groups.rules(Naming.OBJECT_ID);
    lab.ad1()
        .with(
            guid(5),
            BY_ID,
            "group",
            attributes("adminDescription", SALES, "cn", SALES, "objectGUID", new byte[] {5}));

    lab.take(lab.ad1());

    assertThat(lab.cs(AD1, guid(5)).link()).isEmpty();
    assertThat(lab.metaverse()).isEmpty();
    lab.ad1().edit(guid(5), "adminDescription");
    lab.takeChanges(lab.ad1());
    assertThat(lab.metaverse()).as("without the mark it is any group").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WriteBackOutOfScope", "SoftDelete"})
  void cs100_aGroupOutOfScopeIsFrozenUntilItComesBack(String reason) {
    groups.rules(Naming.DISPLAY_NAME);
    String person = groups.person(1);
    groups.sales("Sales");
    lab.aad().reference(SALES, "member", person);
    groups.cycles();
    String dn = "CN=Sales_e9305786a271," + WRITEBACK;
    String before = groups.anchor(dn);

    groups.sales(
        "New", "reasonFiltered", reason, "targetWritebackType", "universalDistributionGroup");
    lab.aad().reference(SALES, "member");
    groups.cycles();

    assertThat(groups.anchor(dn)).isEqualTo(before);
    assertThat(groups.written(dn).text("displayName")).contains("Sales");
    assertThat(groups.written(dn).text("groupType")).contains("-2147483640");
    assertThat(lab.ad1().references(before, "member")).containsExactly(guid(1));

    groups.sales("New");
    lab.aad().reference(SALES, "member");
    groups.cycles();

    assertThat(groups.anchor("CN=New_e9305786a271," + WRITEBACK)).isEqualTo(before);
    assertThat(lab.ad1().references(before, "member")).isEmpty();
  }

  @Test
  void cs100_aGroupOutOfScopeFromTheStartIsNotWritten() {
    groups.rules(Naming.OBJECT_ID);
    groups.sales("Sales", "reasonFiltered", "WriteBackOutOfScope");

    groups.cycles();

    assertThat(lab.ad1().anchors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WriteBackOutOfScope", "SoftDelete"})
  void cs100_withTheDeleteRuleADeleteIsStaged(String reason) {
    groups.rules(Naming.OBJECT_ID);
    groups.sales("Sales");
    groups.cycles();
    lab.engine().settings().stagingMode(true);
    assertThat(lab.engine().rules().put(WritebackDeleteRule.of(50))).isEmpty();
    assertThat(lab.engine().settings().fullSyncRequired(AAD)).isTrue();

    groups.sales("Sales", "reasonFiltered", reason);
    lab.cycle(CyclePolicy.DELTA);

    assertThat(lab.pendingExports(AD1)).containsExactly("DELETE " + BY_ID);
  }

  @Test
  void cs100_withTheDeleteRuleOtherGroupsStay() {
    groups.rules(Naming.OBJECT_ID);
    lab.engine().rules().put(WritebackDeleteRule.of(50));
    groups.sales("Sales");

    groups.cycles();

    assertThat(groups.written(BY_ID).text("displayName")).contains("Sales");
  }

  @Test
  void cs101_anEditOnPremisesIsUndone() {
    groups.rules(Naming.OBJECT_ID);
    String person = groups.person(1);
    groups.sales("Sales");
    lab.aad().reference(SALES, "member", person);
    groups.cycles();
    lab.ad1().edit(groups.anchor(BY_ID), "displayName", "By hand");
    lab.ad1().reference(groups.anchor(BY_ID), "member");

    groups.cycles();

    assertThat(groups.written(BY_ID).text("displayName")).contains("Sales");
    assertThat(lab.ad1().references(groups.anchor(BY_ID), "member")).containsExactly(guid(1));
  }

  @Test
  void cs107_aLocalMemberIsToldAndTheOthersGoOn() {
    groups.rules(Naming.OBJECT_ID);
    lab.ad1()
        .refusing(
            BY_ID,
            new ExportError(
                "cd-error",
                "A universal group cannot have a local group as a member.",
                "00002146"));
    String other = UUID.randomUUID().toString();
    groups.sales("Sales");
    lab.aad()
        .with("Group_" + other, "CN={2}", "group", WrittenBackGroups.cloudGroup(other, "Other"));

    List<StepResult.ObjectIssue> errors = errorsOfNextCycle();

    assertThat(errors)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.object()).isEqualTo(BY_ID);
              assertThat(error.message())
                  .contains("A universal group cannot have a local group as a member.");
            });
    assertThat(groups.written("CN=Group_" + other + "," + WRITEBACK).text("displayName"))
        .contains("Other");
  }

  /** A Microsoft 365 group with this many members, none of whom is on premises. */
  private void unified(int members) {
    groups.sales(
        "Sales", "mail", "s@contoso.com", "targetWritebackType", "universalDistributionGroup");
    String[] ids = new String[members];
    for (int i = 0; i < members; i++) {
      ids[i] = "User_" + new UUID(7, i);
    }
    lab.aad().reference(SALES, "member", ids);
  }

  @Test
  void overTheMemberLimitANewGroupIsNotWrittenUntilTheLimitRuleIsDisabled() {
    groups.rules(Naming.OBJECT_ID);
    unified(50_001);

    assertThat(errorsOfNextCycle())
        .anySatisfy(
            error -> assertThat(error.message() + error.detail()).contains("50000 members"));
    assertThat(lab.ad1().anchors()).isEmpty();

    var limit =
        lab.engine().rules().all().stream()
            .filter(rule -> rule.name().equals(WritebackRules.MEMBER_LIMIT_NAME))
            .findFirst()
            .orElseThrow();
    lab.engine().rules().put(limit.withDisabled(true));
    assertThat(lab.engine().settings().fullSyncRequired(AAD)).isTrue();
    groups.cycles();

    assertThat(groups.written(BY_ID).text("displayName")).contains("Sales");
  }

  @Test
  void overTheMemberLimitAnExistingGroupStaysAsItIsAndReports() {
    groups.rules(Naming.OBJECT_ID);
    String person = groups.person(1);
    unified(0);
    lab.aad().reference(SALES, "member", person);
    groups.cycles();

    unified(50_001);

    assertThat(errorsOfNextCycle()).isNotEmpty();
    assertThat(lab.pendingExports(AD1)).isEmpty();
    assertThat(lab.ad1().references(groups.anchor(BY_ID), "member")).containsExactly(guid(1));
  }

  @Test
  void aGroupThatActiveDirectoryMastersFromNowOnIsLetGoWithAnAlertAndNotDeleted() {
    groups.rules(Naming.OBJECT_ID);
    groups.sales("Sales");
    groups.cycles();

    groups.sales("Sales", "cloudMastered", false);
    List<RunRecord> cycle = lab.cycle(CyclePolicy.DELTA);

    assertThat(cycle)
        .flatExtracting(run -> run.result().errors())
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.code()).isEqualTo("source-of-authority-moved");
              assertThat(issue.warning()).isTrue();
              assertThat(issue.object()).isEqualTo(BY_ID);
            });
    assertThat(cycle).anyMatch(run -> run.result().result().equals("completed-warnings"));
    groups.cycles();
    assertThat(groups.written(BY_ID).text("displayName")).contains("Sales");

    groups.sales("Back in the cloud");
    groups.cycles();

    assertThat(lab.ad1().anchors()).hasSize(1);
    assertThat(groups.written(BY_ID).text("displayName")).contains("Back in the cloud");
  }

  @Test
  void deletesOfAFeatureSwitchedOffStopAtTheDeletionThreshold() {
    groups.rules(Naming.OBJECT_ID);
    groups.sales("Sales");
    String other = UUID.randomUUID().toString();
    lab.aad()
        .with("Group_" + other, "CN={2}", "group", WrittenBackGroups.cloudGroup(other, "Other"));
    groups.cycles();
    lab.engine().settings().deletionThreshold(AD1, java.util.OptionalLong.of(1));

    lab.aad().without(SALES).without("Group_" + other);
    List<RunRecord> cycle = lab.cycle(CyclePolicy.INITIAL);

    assertThat(cycle)
        .anyMatch(
            run ->
                run.profile() == RunProfile.EXPORT
                    && run.result().result().equals("stopped-deletion-threshold-exceeded"));
    assertThat(lab.ad1().anchors()).hasSize(2);
    CsObject held = groups.staged(BY_ID);
    assertThat(held.unapplied().operation()).isEqualTo(PendingExport.Operation.DELETE);
    assertThat(held.link().map(Link::metaverseId)).isEmpty();
    assertThat(held.importedImage().has(AttributeName.of("adminDescription"))).isTrue();
  }
}
