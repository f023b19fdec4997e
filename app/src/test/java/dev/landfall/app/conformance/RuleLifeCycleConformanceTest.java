package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.error.LandfallException;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.Direction;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RuleAudit;
import dev.landfall.engine.run.RuleStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Adding, changing, copying and removing rules. */
class RuleLifeCycleConformanceTest {
  private static final String TAG = "Microsoft.InfromADUserJoin.004";

  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  @BeforeEach
  void threeRules() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).tag(TAG).same("title", "accountName"),
        in(101, AD1, "user", "person", LinkType.JOIN).same("department"),
        out(102, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .same("title"));
  }

  private RuleStore rules() {
    return lab.engine().rules();
  }

  private SyncRule rule(int precedence) {
    return rules().all().stream()
        .filter(rule -> rule.precedence() == precedence)
        .findFirst()
        .orElseThrow();
  }

  private List<String> order() {
    return rules().all().stream().map(rule -> rule.precedence() + " " + rule.name()).toList();
  }

  private static List<String> codes(List<ConfigurationProblem> problems) {
    return problems.stream().map(ConfigurationProblem::code).toList();
  }

  private static SyncRule placed(SyncRule rule, String after, String before) {
    return new SyncRule(
        rule.id(),
        rule.version(),
        "Placed",
        "",
        "",
        rule.direction(),
        false,
        rule.connector(),
        rule.sourceObjectType(),
        rule.targetObjectType(),
        rule.linkType(),
        0,
        after,
        before,
        Duration.ZERO,
        false,
        rule.flows(),
        rule.join(),
        rule.scope());
  }

  @Test
  void cs91_aPrecedenceThatIsTakenIsRefusedOnAnyConnectorAndDirection() {
    SyncRule taken =
        dev.landfall.engine.rule.RuleDraft.outbound(
                guid(7), "Late", AD2, "group", "group", LinkType.JOIN, 100)
            .rule();
    List<String> before = order();

    assertThat(rules().put(taken))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("PRECEDENCE_TAKEN");
              assertThat(problem.message()).contains("100").contains("Rule 100");
            });
    assertThat(order()).isEqualTo(before);
    assertThat(rules().put(taken.withPrecedence(103))).isEmpty();
    assertThat(order()).contains("103 Late");
  }

  @Test
  void cs92_aRuleThatNamesTheOneBehindItTakesItsNumberAndTheOthersMove() {
    SyncRule fresh = in(9, AD1, "contact", "person", LinkType.JOIN).rule();

    assertThat(rules().put(placed(fresh, SyncRule.NO_RULE, rule(100).id()))).isEmpty();

    assertThat(order())
        .containsExactly("100 Placed", "101 Rule 100", "102 Rule 101", "103 Rule 102");
    assertThat(rules().put(placed(fresh, SyncRule.NO_RULE, rule(101).id()))).isEmpty();
    assertThat(order()).as("the place is the same").first().isEqualTo("100 Placed");
    assertThat(rules().put(placed(fresh, rule(103).id(), SyncRule.NO_RULE))).isEmpty();
    assertThat(order())
        .containsExactly("101 Rule 100", "102 Rule 101", "103 Rule 102", "104 Placed");
    assertThat(codes(rules().put(placed(fresh, guid(77), SyncRule.NO_RULE))))
        .containsExactly("RULE_NOT_FOUND");
  }

  @Test
  void cs93_aCopyHasNoTagAndTheOriginalIsDisabledBothOrNeither() {
    SyncRule original = rule(100);

    assertThat(codes(rules().cloneRule(original, guid(50), 101)))
        .containsExactly("PRECEDENCE_TAKEN");
    assertThat(rule(100)).isEqualTo(original);
    assertThat(rules().find(guid(50))).isEmpty();

    assertThat(rules().cloneRule(original, guid(50), 50)).isEmpty();

    assertThat(rule(100)).isEqualTo(original.withDisabled(true));
    SyncRule copy = rule(50);
    assertThat(copy.immutableTag()).isEmpty();
    assertThat(copy.disabled()).isFalse();
    assertThat(copy.flows()).isEqualTo(original.flows());
    assertThat(copy.name()).isEqualTo(original.name());
    assertThat(copy.direction()).isEqualTo(Direction.INBOUND);
  }

  @Test
  void anUpgradeOfTheOriginalIsToldToTheCopy() {
    rules().cloneRule(rule(100), guid(50), 50);
    SyncRule original = rule(100);
    SyncRule upgraded =
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .tag("Microsoft.InfromADUserJoin.005")
            .same("title", "accountName", "mail")
            .rule()
            .withDisabled(true);
    var origin = rules().origins().get(guid(50));

    assertThat(origin.outdated(rule(50), original)).isEmpty();
    assertThat(rules().put(upgraded)).isEmpty();

    assertThat(origin.outdated(rule(50), rule(100)).orElseThrow().message())
        .contains("InfromADUserJoin.004")
        .contains("InfromADUserJoin.005");
  }

  @Test
  void anOutOfBoxRuleIsEditedWithAWarningAndNeverRemoved() {
    SyncRule edited =
        in(100, AD1, "user", "person", LinkType.PROVISION).tag(TAG).same("title").rule();

    assertThat(codes(rules().put(edited))).containsExactly("OUT_OF_BOX_RULE_EDITED");
    assertThat(rule(100)).isEqualTo(edited);
    assertThat(rules().put(edited.withDisabled(true))).isEmpty();
    assertThatThrownBy(() -> rules().remove(guid(100)))
        .isInstanceOf(LandfallException.class)
        .hasMessageContaining("Disable it instead");
    rules().remove(guid(101));
    assertThat(rules().find(guid(101))).isEmpty();
    assertThat(rules().find(guid(100))).isPresent();
  }

  @Test
  void aRuleThatDoesNotCompileIsStoredOnlyDisabled() {
    SyncRule broken =
        in(60, AD1, "user", "person", LinkType.JOIN).computed("Lefft([title],1)", "title").rule();

    assertThat(rules().put(broken)).anyMatch(ConfigurationProblem::isError);
    assertThat(rules().find(broken.id())).isEmpty();
    assertThat(rules().put(broken.withDisabled(true)))
        .isNotEmpty()
        .noneMatch(ConfigurationProblem::isError);
    assertThat(rules().find(broken.id())).isPresent();
    assertThat(rules().put(broken)).anyMatch(ConfigurationProblem::isError);
  }

  @Test
  void severalRulesAreStoredTogetherOrNotAtAll() {
    SyncRule sound = in(60, AD1, "user", "person", LinkType.JOIN).rule();
    SyncRule twice =
        in(61, AD1, "user", "person", LinkType.JOIN)
            .flow(AttributeFlow.constant("a", "title"))
            .flow(AttributeFlow.constant("b", "Title"))
            .rule();

    assertThat(codes(rules().putAll(List.of(sound, twice)))).containsExactly("DUPLICATE_TARGET");
    assertThat(rules().find(sound.id())).isEmpty();

    SyncRule first = rule(100).withPrecedence(101);
    SyncRule second = rule(101).withPrecedence(100);
    assertThat(rules().putAll(List.of(first, second))).isEmpty();
    assertThat(order()).startsWith("100 Rule 101", "101 Rule 100");
  }

  @Test
  void everyChangeKeepsTheVersionBeforeWithTimeAndUser() {
    SyncRule former = rule(101);
    lab.clock.advance(Duration.ofHours(1));

    rules().put(former.withDisabled(true));
    rules().remove(former.id());

    List<RuleAudit.Entry> entries = rules().audit().entries(Optional.of(former.id()));
    assertThat(entries)
        .extracting(RuleAudit.Entry::action)
        .containsExactly(
            RuleAudit.Action.ADDED, RuleAudit.Action.CHANGED, RuleAudit.Action.REMOVED);
    RuleAudit.Entry change = entries.get(1);
    assertThat(change.former()).contains(former);
    assertThat(change.changes()).containsExactly("disabled: \"false\" became \"true\"");
    assertThat(change.time()).isEqualTo(lab.clock.instant());
    assertThat(change.user()).isNotEmpty();
    assertThat(entries.get(2).former()).contains(former.withDisabled(true));
  }

  @Test
  void cs96_aChangeOfARuleMakesItsConnectorSynchronizeFullyInTheNextDeltaCycle() {
    lab.ad1().with(guid(1), "CN=ann", "user", attributes("accountName", "ann", "title", "Boss"));
    lab.cycle(CyclePolicy.INITIAL);
    assertThat(lab.engine().settings().fullSyncRequired(AD1)).isFalse();
    assertThat(lab.mvValues(AD1, guid(1), "displayName")).isEmpty();

    rules().put(in(50, AD1, "user", "person", LinkType.JOIN).direct("title", "displayName").rule());

    assertThat(lab.engine().settings().fullSyncRequired(AD1)).isTrue();
    assertThat(lab.engine().settings().fullSyncRequired(AD2)).isFalse();
    lab.cycle(CyclePolicy.DELTA);
    assertThat(lab.mvValues(AD1, guid(1), "displayName")).containsExactly("Boss");
    assertThat(lab.engine().settings().fullSyncRequired(AD1)).isFalse();
  }

  @Test
  void problemsOfAllRulesAreToldTogether() {
    SyncRule typo = in(60, AD1, "user", "person", LinkType.JOIN).same("titel").rule();
    SyncRule merging =
        in(61, AD1, "user", "person", LinkType.JOIN)
            .flow(
                AttributeFlow.direct("title", "department")
                    .merging(dev.landfall.engine.rule.MergeType.MERGE))
            .rule();
    SyncRule shield = out(300, AD2, "person", "user", LinkType.JOIN_NO_FLOW).rule();
    List<SyncRule> all = new ArrayList<>(rules().all());
    all.addAll(List.of(typo, merging, shield));

    List<ConfigurationProblem> problems =
        dev.landfall.engine.sync.RuleCheck.all(
            all,
            java.util.Map.of(AD1, lab.ad1().schema()),
            dev.landfall.core.schema.Schema.of(
                lab.ad1().schema().classes().values().stream()
                    .map(
                        type ->
                            dev.landfall.core.schema.ObjectClass.of(
                                "person", type.attributes().values()))
                    .limit(1)
                    .toList()));

    assertThat(codes(problems))
        .containsExactlyInAnyOrder(
            "UNKNOWN_ATTRIBUTE",
            "UNKNOWN_ATTRIBUTE",
            "MERGE_TYPES_DIFFER",
            "JOIN_NO_FLOW_PRECEDENCE");
    assertThat(problems.get(0).message()).contains("Did you mean \"title\"?");
  }
}
