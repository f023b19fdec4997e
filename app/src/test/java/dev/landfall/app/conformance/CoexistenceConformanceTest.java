package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.WRITEBACK;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.WrittenBackGroups.BY_ID;
import static dev.landfall.app.conformance.WrittenBackGroups.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.engine.migration.CoexistenceRules;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.rule.standard.WritebackRules.Naming;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.sync.NoFlowReferences;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two coexistence rules: written-back groups while their migration to Cloud Sync goes on. */
class CoexistenceConformanceTest {
  private static final String TEAM_ID = "7b1d0f4e-1111-4222-8333-0123456789ab";
  private static final String TEAM = "Group_" + TEAM_ID;
  private static final String TEAM_DN = "CN=" + TEAM + "," + WRITEBACK;

  @RegisterExtension final ConformanceLab lab = new ConformanceLab();
  private final WrittenBackGroups groups = new WrittenBackGroups(lab);
  private String ann = "";
  private String bob = "";

  @BeforeEach
  void aSecurityGroupAndAMailEnabledGroupAreWrittenBack() {
    groups.rules(Naming.OBJECT_ID);
    ann = groups.person(1);
    bob = groups.person(2);
    groups.sales("Sales");
    lab.aad().reference(SALES, "member", ann);
    team("Team");
    groups.cycles();
    assertThat(lab.ad1().references(groups.anchor(BY_ID), "member")).containsExactly(guid(1));
  }

  private void team(String name) {
    lab.aad()
        .with(
            TEAM,
            "CN={2}",
            "group",
            WrittenBackGroups.cloudGroup(
                TEAM_ID,
                name,
                "mail",
                "team@contoso.com",
                "targetWritebackType",
                "universalDistributionGroup"));
  }

  private void bothRulesInStaging(NoFlowReferences references) {
    lab.engine().settings().stagingMode(true);
    lab.engine().settings().noFlowReferences(references);
    assertThat(lab.engine().rules().put(CoexistenceRules.inbound(88))).isEmpty();
    assertThat(lab.engine().rules().put(CoexistenceRules.outbound(AD1, 89))).isEmpty();
    assertThat(lab.engine().settings().fullSyncRequired(AAD)).isTrue();
    assertThat(lab.engine().settings().fullSyncRequired(AD1)).isTrue();
    initialCycle();
  }

  private void initialCycle() {
    List<RunRecord> runs = lab.cycle(CyclePolicy.INITIAL);
    assertThat(runs).allMatch(run -> run.result().clean());
  }

  @Test
  void cs102_afterTheFirstCycleOnlyGroupsWithoutMailAreMarkedAndNothingIsPending() {
    bothRulesInStaging(NoFlowReferences.STRICT);

    assertThat(lab.mvValues(AAD, SALES, "cloudNoFlow")).containsExactly("True");
    assertThat(lab.mvValues(AAD, TEAM, "cloudNoFlow")).isEmpty();
    assertThat(groups.staged(BY_ID).link().map(Link::noFlowProtected)).contains(true);
    assertThat(groups.staged(TEAM_DN).link().map(Link::noFlowProtected)).contains(false);
    assertThat(lab.pendingExports(AD1)).isEmpty();
  }

  @Test
  void cs103_whenTheCloudReturnsThemNoMoreTheyBecomeDisconnectorsAndNothingIsDeleted() {
    bothRulesInStaging(NoFlowReferences.STRICT);

    lab.aad().without(SALES);
    initialCycle();

    CsObject group = groups.staged(BY_ID);
    assertThat(group.link()).isEmpty();
    assertThat(lab.find(AAD, SALES)).isEmpty();
    assertThat(lab.metaverse())
        .filteredOn(object -> object.objectType().equals("group"))
        .as("only the mail-enabled group is left")
        .hasSize(1);
    assertThat(lab.pendingExports(AD1)).isEmpty();
    assertThat(groups.staged(TEAM_DN).link()).isPresent();
    lab.engine().settings().stagingMode(false);
    team("Team renamed");
    groups.cycles();
    assertThat(groups.written(TEAM_DN).text("displayName")).contains("Team renamed");
    assertThat(groups.written(BY_ID).text("displayName")).contains("Sales");
  }

  @Test
  void cs103b_whenTheCloudStillReturnsThemTheyStayLinkedAndSilent() {
    bothRulesInStaging(NoFlowReferences.STRICT);
    long metaverse = groups.staged(BY_ID).link().orElseThrow().metaverseId();

    groups.sales("Renamed", "reasonFiltered", "WriteBackOutOfScope");
    lab.aad().reference(SALES, "member", bob);
    initialCycle();

    assertThat(groups.staged(BY_ID).link().map(Link::metaverseId)).contains(metaverse);
    assertThat(lab.mv(AAD, SALES)).isPresent();
    assertThat(lab.pendingExports(AD1)).isEmpty();
  }

  @Test
  void cs104_onTheActiveDirectoryConnectorTheMarkerAppliesToNoGroupAndTheChecksSeeIt() {
    SyncRule swapped =
        RuleDraft.inbound(
                CoexistenceRules.INBOUND_ID,
                "as first published",
                AD1,
                "group",
                "group",
                LinkType.JOIN,
                88)
            .scope("cloudMastered", ScopeOperator.EQUAL, "true")
            .and("mail", ScopeOperator.ISNULL, "")
            .constant("true", "cloudNoFlow")
            .rule();
    lab.engine().settings().stagingMode(true);
    lab.engine().rules().put(swapped);
    lab.engine().rules().put(CoexistenceRules.outbound(AD1, 89));

    initialCycle();

    assertThat(lab.mvValues(AAD, SALES, "cloudNoFlow")).isEmpty();
    assertThat(groups.staged(BY_ID).link().map(Link::noFlowProtected)).contains(false);
    assertThat(CoexistenceRules.onWrongConnector(swapped)).isTrue();
    lab.aad().without(SALES);
    initialCycle();
    assertThat(lab.pendingExports(AD1)).as("the hazard is real").contains("DELETE " + BY_ID);
  }

  @ParameterizedTest
  @CsvSource({"STRICT, 0, 0", "REFERENCES_ONLY, 1, 0", "LEGACY_ALL, 1, 1"})
  void cs105_whatAChangedReferenceLetsThroughDependsOnTheSetting(
      NoFlowReferences setting, int references, int values) {
    bothRulesInStaging(setting);

    groups.sales("Renamed");
    lab.aad().reference(SALES, "member", ann, bob);
    initialCycle();

    CsObject group = groups.staged(BY_ID);
    assertThat(lab.space(AD1).references().unappliedChanges(group.id(), 0, 10)).hasSize(references);
    assertThat(group.unapplied().changes()).hasSize(values);
  }

  @ParameterizedTest
  @CsvSource({"STRICT", "REFERENCES_ONLY", "LEGACY_ALL"})
  void cs105_withoutAChangedReferenceNothingFlows(NoFlowReferences setting) {
    bothRulesInStaging(setting);

    groups.sales("Renamed");
    initialCycle();

    assertThat(lab.pendingExports(AD1)).isEmpty();
  }

  @Test
  void cs106_withBothRulesDisabledFlowsResumeAtTheNextCycle() {
    bothRulesInStaging(NoFlowReferences.STRICT);
    groups.sales("Renamed");
    initialCycle();
    assertThat(lab.pendingExports(AD1)).isEmpty();

    lab.engine().rules().put(CoexistenceRules.inbound(88).withDisabled(true));
    lab.engine().rules().put(CoexistenceRules.outbound(AD1, 89).withDisabled(true));
    lab.engine().settings().stagingMode(false);
    groups.cycles();

    assertThat(lab.mvValues(AAD, SALES, "cloudNoFlow")).isEmpty();
    assertThat(groups.staged(BY_ID).link().map(Link::noFlowProtected)).contains(false);
    assertThat(groups.written(BY_ID).text("displayName")).contains("Renamed");
    lab.aad().without(SALES);
    groups.cycles();
    assertThat(lab.ad1().attributesOfDn(BY_ID)).as("held by its rule again").isEmpty();
  }
}
