package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.PendingImport;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Join and projection. AD1 projects people; objects of AD2 look for them. */
class JoinConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  @BeforeEach
  void firstForestProjects() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("mail", "department", "accountName", "sourceAnchor", "title"));
  }

  private void person(int number, Object... more) {
    lab.ad1().with(guid(number), "CN=u" + number, "user", attributes(more));
  }

  private void seeker(int number, Object... more) {
    lab.ad2().with(guid(number), "CN=s" + number, "user", attributes(more));
  }

  private static RuleDraft seeking(int precedence, LinkType link) {
    return in(precedence, AD2, "user", "person", link);
  }

  private long personOf(int number) {
    return lab.cs(AD1, guid(number)).link().orElseThrow().metaverseId();
  }

  private StepResult seek() {
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.FULL_IMPORT);
    return lab.run(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION).result();
  }

  @Test
  void cs26_aGroupWithTwoCandidatesIsPassedOverAndTheNextOneJoins() {
    lab.rules(
        seeking(110, LinkType.JOIN)
            .join("department", "department")
            .join("accountName", "accountName"));
    person(1, "department", "IT", "accountName", "ann");
    person(2, "department", "IT", "accountName", "bob");
    seeker(3, "department", "IT", "accountName", "bob");

    seek();

    assertThat(lab.cs(AD2, guid(3)).link().map(Link::metaverseId)).contains(personOf(2));
  }

  @Test
  void cs26_allConditionsOfAGroupCountHoweverManyObjectsFulfilTheFirst() {
    lab.rules(
        seeking(110, LinkType.JOIN)
            .joinOnAll(
                JoinCondition.of("department", "department"), JoinCondition.of("title", "title")));
    for (int i = 1; i <= 8; i++) {
      person(i, "department", "IT", "title", i <= 7 ? "other" : "Boss");
    }
    seeker(9, "department", "IT", "title", "Boss");

    seek();

    assertThat(lab.cs(AD2, guid(9)).link().map(Link::metaverseId)).contains(personOf(8));
  }

  @Test
  void cs27_aJoinRuleWithoutMatchLeavesADisconnectorAndNothingFlows() {
    lab.rules(seeking(110, LinkType.JOIN).join("mail", "mail").same("title"));
    person(1, "mail", "a@x");
    seeker(2, "mail", "b@x", "title", "Lost");

    StepResult result = seek();

    assertThat(lab.cs(AD2, guid(2)).link()).isEmpty();
    assertThat(lab.cs(AD2, guid(2)).pendingImport()).isEqualTo(PendingImport.NONE);
    assertThat(result.counter("Disconnectors")).isEqualTo(1);
    assertThat(lab.metaverse()).hasSize(1);
    assertThat(lab.mvValues(AD1, guid(1), "title")).isEmpty();
  }

  @Test
  void cs28_aProvisionRuleWithoutMatchProjectsIfOneJoinAttributeIsThere() {
    lab.rules(
        seeking(110, LinkType.PROVISION)
            .join("mail", "mail")
            .join("accountName", "accountName")
            .same("title"));
    person(1, "mail", "a@x");
    seeker(2, "accountName", "bob", "title", "New");

    seek();

    assertThat(lab.cs(AD2, guid(2)).link().orElseThrow().method()).isEqualTo(Link.Method.PROJECTED);
    assertThat(lab.mvValues(AD2, guid(2), "title")).containsExactly("New");
    assertThat(lab.metaverse()).hasSize(2);
  }

  @Test
  void cs29_withoutAnyJoinAttributeNothingIsProjected() {
    lab.rules(
        seeking(110, LinkType.PROVISION).join("mail", "mail").join("accountName", "accountName"));
    seeker(2, "title", "Nameless");

    seek();

    assertThat(lab.cs(AD2, guid(2)).link()).isEmpty();
    assertThat(lab.metaverse()).isEmpty();
  }

  @Test
  void cs30_aJoinedObjectStaysJoinedWhenItsJoinAttributeChanges() {
    lab.rules(seeking(110, LinkType.JOIN).join("mail", "mail"));
    person(1, "mail", "a@x");
    person(2, "mail", "b@x");
    seeker(3, "mail", "a@x");
    seek();

    lab.ad2().edit(guid(3), "mail", "b@x");
    lab.takeChanges(lab.ad2());

    assertThat(lab.cs(AD2, guid(3)).link().map(Link::metaverseId)).contains(personOf(1));
  }

  @Test
  void cs31_whenTheLinkingRuleLeavesScopeTheObjectIsDisjoinedAndItsContributionsVanish() {
    lab.rules(
        seeking(110, LinkType.JOIN)
            .scope("description", ScopeOperator.EQUAL, "in")
            .join("mail", "mail"),
        seeking(111, LinkType.JOIN).same("c"));
    person(1, "mail", "a@x");
    seeker(2, "mail", "a@x", "description", "in", "c", "SE");
    seek();
    assertThat(lab.mvValues(AD1, guid(1), "c")).containsExactly("SE");

    lab.ad2().edit(guid(2), "description", "out");
    lab.takeChanges(lab.ad2());

    assertThat(lab.cs(AD2, guid(2)).link()).isEmpty();
    assertThat(lab.mvValues(AD1, guid(1), "c")).isEmpty();
    assertThat(lab.metaverse()).hasSize(1);
  }

  @Test
  void cs31_anotherLinkingRuleThatFindsTheSameObjectTakesTheLinkOver() {
    lab.rules(
        seeking(110, LinkType.JOIN)
            .scope("description", ScopeOperator.EQUAL, "in")
            .join("mail", "mail"),
        seeking(111, LinkType.JOIN).join("accountName", "accountName").same("c"));
    person(1, "mail", "a@x", "accountName", "ann");
    seeker(2, "mail", "a@x", "accountName", "ann", "description", "in", "c", "SE");
    seek();

    lab.ad2().edit(guid(2), "description", "out");
    lab.takeChanges(lab.ad2());

    assertThat(lab.cs(AD2, guid(2)).link().map(Link::ruleId)).contains(guid(111));
    assertThat(lab.cs(AD2, guid(2)).link().map(Link::metaverseId)).contains(personOf(1));
    assertThat(lab.mvValues(AD1, guid(1), "c")).containsExactly("SE");
  }

  @Test
  void cs32_aCaseSensitiveJoinTellsCaseApartAndAnOrdinaryOneDoesNot() {
    lab.rules(seeking(110, LinkType.JOIN).joinCaseSensitive("sourceAnchor", "sourceAnchor"));
    person(1, "sourceAnchor", "abc=");
    seeker(2, "sourceAnchor", "Abc=");
    seek();
    assertThat(lab.cs(AD2, guid(2)).link()).isEmpty();

    lab.rules(seeking(111, LinkType.JOIN).join("sourceAnchor", "sourceAnchor"));
    seek();

    assertThat(lab.cs(AD2, guid(2)).link().map(Link::metaverseId)).contains(personOf(1));
  }

  @Test
  void cs33_aSecondObjectOfTheSameConnectorIsAnErrorAndChangesNothing() {
    lab.rules(seeking(110, LinkType.JOIN).join("mail", "mail").same("c"));
    person(1, "mail", "a@x");
    seeker(2, "mail", "a@x", "c", "DK");
    seek();
    seeker(3, "mail", "a@x", "c", "SE");

    lab.good(lab.ad2(), RunProfile.DELTA_IMPORT);
    StepResult second = lab.run(lab.ad2(), RunProfile.DELTA_SYNCHRONIZATION).result();

    assertThat(second.result()).isEqualTo("completed-sync-errors");
    assertThat(second.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("multiple-connectors-same-cs");
    CsObject refused = lab.cs(AD2, guid(3));
    assertThat(refused.link()).isEmpty();
    assertThat(refused.pendingImport()).isEqualTo(PendingImport.ADD);
    assertThat(refused.syncError().orElseThrow().code()).isEqualTo("multiple-connectors-same-cs");
    assertThat(lab.mvValues(AD1, guid(1), "c")).containsExactly("DK");
  }

  @Test
  void cs34_anyTypeOfMetaverseObjectIsFoundByARuleForAllTypes() {
    lab.onlyRules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("objectSidString"),
        in(101, AD1, "group", "group", LinkType.PROVISION).same("objectSidString"),
        in(110, AD2, "foreignSecurityPrincipal", "*", LinkType.JOIN).join("cn", "objectSidString"));
    person(1, "objectSidString", "S-1-5-21-1");
    lab.ad1().with(guid(2), "CN=g", "group", attributes("objectSidString", "S-1-5-21-2"));
    lab.ad2()
        .with(guid(3), "CN=S-1-5-21-1", "foreignSecurityPrincipal", attributes("cn", "S-1-5-21-1"))
        .with(guid(4), "CN=S-1-5-21-2", "foreignSecurityPrincipal", attributes("cn", "s-1-5-21-2"));

    seek();

    assertThat(lab.mv(AD2, guid(3)).orElseThrow().objectType()).isEqualTo("person");
    assertThat(lab.mv(AD2, guid(4)).orElseThrow().objectType()).isEqualTo("group");
  }

  @Test
  void cs35_rulesWithTheSameCriteriaAgreeAndTheFirstOwnsTheLink() {
    lab.rules(
        seeking(110, LinkType.JOIN).join("mail", "mail"),
        seeking(111, LinkType.JOIN).join("mail", "mail"));
    person(1, "mail", "a@x");
    seeker(2, "mail", "a@x");

    StepResult result = seek();

    assertThat(result.result()).isEqualTo("success");
    assertThat(lab.cs(AD2, guid(2)).link().map(Link::ruleId)).contains(guid(110));
  }

  @Test
  void cs35_rulesThatLeadToDifferentObjectsAreAnAmbiguousJoin() {
    lab.rules(
        seeking(110, LinkType.JOIN).join("mail", "mail"),
        seeking(111, LinkType.JOIN).join("accountName", "accountName"));
    person(1, "mail", "a@x");
    person(2, "accountName", "bob");
    seeker(3, "mail", "a@x", "accountName", "bob");

    StepResult result = seek();

    assertThat(result.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("ambiguous-join");
    assertThat(lab.cs(AD2, guid(3)).link()).isEmpty();
  }

  @Test
  void cs36_rulesThatNeitherJoinNorProvisionNeverLink() {
    lab.rules(
        seeking(110, LinkType.JOIN).same("c"), seeking(111, LinkType.STICKY_JOIN).same("title"));
    person(1, "c", "SE");
    seeker(2, "c", "SE", "title", "x");

    seek();
    seek();

    assertThat(lab.cs(AD2, guid(2)).link()).isEmpty();
    assertThat(lab.metaverse()).hasSize(1);
  }
}
