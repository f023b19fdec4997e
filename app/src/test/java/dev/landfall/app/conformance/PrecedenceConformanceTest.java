package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.PendingExport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.MergeType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of several flows to one attribute wins. */
class PrecedenceConformanceTest {
  private static final AttributeName TITLE = AttributeName.of("title");
  private static final AttributeName PROXIES = AttributeName.of("proxyAddresses");

  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private static RuleDraft rule(int precedence, LinkType link) {
    return in(precedence, AD1, "user", "person", link);
  }

  private void user(Object... more) {
    lab.ad1().with(guid(1), "CN=Ann", "user", attributes(more));
  }

  private List<String> title() {
    return lab.mvValues(AD1, guid(1), "title");
  }

  /** Two rules for the title: this expression at 50, the department at 106. */
  private void contest(String expression) {
    lab.rules(
        rule(106, LinkType.PROVISION).direct("department", "title"),
        rule(50, LinkType.JOIN).computed(expression, "title"));
    user("department", "b");
    lab.take(lab.ad1());
  }

  @Test
  void cs37_theLowerPrecedenceNumberWins() {
    lab.rules(
        rule(106, LinkType.PROVISION).direct("department", "title"),
        rule(50, LinkType.JOIN).direct("description", "title"));
    user("description", "a", "department", "b");

    lab.take(lab.ad1());

    assertThat(title()).containsExactly("a");
  }

  @Test
  void cs38_nullFallsThroughAndTheContributorIsTheRuleThatGaveTheValue() {
    contest("NULL");

    assertThat(title()).containsExactly("b");
    assertThat(lab.mv(AD1, guid(1)).orElseThrow().contributors().get(TITLE))
        .satisfies(
            contributor -> {
              assertThat(contributor.ruleId()).isEqualTo(guid(106));
              assertThat(contributor.csObject()).isEqualTo(lab.cs(AD1, guid(1)).id());
            });
  }

  @Test
  void cs39_authoritativeNullStopsTheFallAndRemovesTheAttribute() {
    contest("NULL");
    assertThat(title()).containsExactly("b");

    lab.onlyRules(
        rule(106, LinkType.PROVISION).direct("department", "title"),
        rule(50, LinkType.JOIN).computed("AuthoritativeNull", "title"));
    lab.good(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(title()).isEmpty();
  }

  @Test
  void cs40_ignoreThisFlowLetsLowerRulesHaveTheirTurn() {
    contest("IgnoreThisFlow");

    assertThat(title()).containsExactly("b");
  }

  @Test
  void cs41_ifTheOnlyFlowIsIgnoredThePresentValueStays() {
    lab.rules(
        rule(50, LinkType.PROVISION)
            .computed("IIF(IsNullOrEmpty([description]),[department],IgnoreThisFlow)", "title"));
    user("department", "first");
    lab.take(lab.ad1());

    user("department", "second", "description", "ignore now");
    lab.takeChanges(lab.ad1());

    assertThat(title()).containsExactly("first");
  }

  @Test
  void cs41_outboundToo() {
    copies(
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .computed("IIF(IsPresent([title]),[title],IgnoreThisFlow)", "title"));
    user("accountName", "ann", "title", "first");
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.good(lab.ad2(), RunProfile.FULL_IMPORT);

    lab.ad1().edit(guid(1), "title");
    lab.takeChanges(lab.ad1());

    assertThat(lab.pendingExports(AD2)).isEmpty();
  }

  private void copies(RuleDraft outbound) {
    lab.rules(
        rule(100, LinkType.PROVISION).same("accountName", "title", "proxyAddresses", "mail"),
        outbound);
  }

  @Test
  void cs42_ifTheOnlyOutboundFlowGivesNothingRemovalIsStaged() {
    copies(
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .same("title"));
    user("accountName", "ann", "title", "x");
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.take(lab.ad2());

    lab.ad1().edit(guid(1), "title");
    lab.takeChanges(lab.ad1());

    PendingExport staged = lab.only(AD2).unapplied();
    assertThat(staged.operation()).isEqualTo(PendingExport.Operation.UPDATE);
    assertThat(staged.changes()).containsOnlyKeys(TITLE).containsEntry(TITLE, List.of());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    assertThat(lab.ad2().attributesOfDn("CN=ann").orElseThrow().has(TITLE)).isFalse();
  }

  @Test
  void cs43_anAttributeThatNoRuleMapsIsNeverExported() {
    copies(
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .same("title"));
    user("accountName", "ann", "title", "x", "mail", "ann@x");

    lab.take(lab.ad1());
    assertThat(lab.mvValues(AD1, guid(1), "mail")).containsExactly("ann@x");
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.ad1().edit(guid(1), "mail", "ann@y");
    lab.takeChanges(lab.ad1());

    assertThat(lab.pendingExports(AD2)).isEmpty();
    assertThat(lab.ad2().attributesOfDn("CN=ann").orElseThrow())
        .isEqualTo(attributes("title", "x"));
  }

  private void merging(MergeType first, MergeType second) {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .join("accountName", "accountName")
            .same("accountName")
            .flow(AttributeFlow.direct("proxyAddresses", "proxyAddresses").merging(first)),
        in(101, AD2, "user", "person", LinkType.JOIN)
            .join("accountName", "accountName")
            .flow(AttributeFlow.direct("proxyAddresses", "proxyAddresses").merging(second)));
    user("accountName", "ann", "proxyAddresses", "SMTP:a@x");
    lab.ad2()
        .with(
            guid(2),
            "CN=Ann",
            "user",
            attributes("accountName", "ann", "proxyAddresses", "smtp:a@x"));
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.FULL_IMPORT);
  }

  @Test
  void cs44_mergeIgnoringCaseKeepsOneSpellingAndMergeKeepsBoth() {
    merging(MergeType.MERGE_CASE_INSENSITIVE, MergeType.MERGE_CASE_INSENSITIVE);
    lab.good(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION);
    assertThat(lab.mvValues(AD1, guid(1), "proxyAddresses")).containsExactly("SMTP:a@x");

    lab.onlyRules();
    merging(MergeType.MERGE, MergeType.MERGE);
    lab.good(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.mvValues(AD1, guid(1), "proxyAddresses"))
        .containsExactlyInAnyOrder("SMTP:a@x", "smtp:a@x");
  }

  @Test
  void cs44_aContributionThatDisappearsTakesOnlyItsOwnValuesAlong() {
    merging(MergeType.MERGE, MergeType.MERGE);
    lab.good(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION);

    lab.ad2().without(guid(2));
    lab.takeChanges(lab.ad2());

    assertThat(lab.mvValues(AD1, guid(1), "proxyAddresses")).containsExactly("SMTP:a@x");
  }

  private static RuleDraft merged(int precedence, String description, String address) {
    return out(precedence, AD2, "person", "user", LinkType.JOIN)
        .scope("title", ScopeOperator.EQUAL, description)
        .flow(AttributeFlow.constant(address, "proxyAddresses").merging(MergeType.MERGE));
  }

  /** A joined object of AD2 with an address of its own; rules add addresses by title. */
  private void addressesAreAdded(String title) {
    lab.rules(
        rule(100, LinkType.PROVISION).same("accountName", "title"),
        in(101, AD2, "user", "person", LinkType.JOIN).join("accountName", "accountName"),
        out(200, AD2, "person", "user", LinkType.JOIN).join("accountName", "accountName"),
        merged(201, "boss", "x500:boss"),
        merged(202, "boss", "smtp:own@x"),
        merged(203, "clerk", "x500:clerk"));
    user("accountName", "ann", "title", title);
    lab.ad2()
        .with(
            guid(2),
            "CN=Ann",
            "user",
            attributes("accountName", "ann", "proxyAddresses", "smtp:own@x"));
    lab.take(lab.ad1());
    lab.take(lab.ad2());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.takeChanges(lab.ad2());
  }

  private List<String> addresses() {
    return lab.ad2().attributes(guid(2)).orElse(Attributes.NONE).get(PROXIES).stream()
        .map(Value::text)
        .toList();
  }

  private void retitle(String title) {
    lab.ad1().edit(guid(1), "title", title);
    lab.takeChanges(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.takeChanges(lab.ad2());
  }

  @Test
  void cs44_outboundMergeAddsToWhatIsThereAndTakesBackOnlyWhatItAdded() {
    addressesAreAdded("boss");
    assertThat(addresses()).containsExactlyInAnyOrder("smtp:own@x", "x500:boss");

    retitle("clerk");
    assertThat(addresses()).containsExactlyInAnyOrder("smtp:own@x", "x500:clerk");

    retitle("nobody");
    assertThat(addresses()).containsExactly("smtp:own@x");
    assertThat(lab.pendingExports(AD2)).isEmpty();
  }

  @Test
  void cs44_whatSomebodyElseAddsMeanwhileStays() {
    addressesAreAdded("boss");
    lab.ad2().edit(guid(2), "proxyAddresses", "smtp:own@x", "x500:boss", "smtp:later@x");
    lab.takeChanges(lab.ad2());
    assertThat(lab.pendingExports(AD2)).isEmpty();

    retitle("nobody");

    assertThat(addresses()).containsExactlyInAnyOrder("smtp:own@x", "smtp:later@x");
  }

  @Test
  void cs45_updateAndMergeForTheSameAttributeAreAnError() {
    merging(MergeType.MERGE, MergeType.UPDATE);

    StepResult result = lab.run(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION).result();

    assertThat(result.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("merge-type-conflict");
    assertThat(lab.cs(AD2, guid(2)).link()).isEmpty();
  }

  @Test
  void cs48_whenTheWinnersObjectIsDeletedTheNextCandidateIsBackWithoutAnImport() {
    lab.rules(
        in(106, AD1, "user", "person", LinkType.PROVISION).same("accountName", "title"),
        in(50, AD2, "user", "person", LinkType.JOIN)
            .join("accountName", "accountName")
            .same("title"));
    user("accountName", "ann", "title", "from AD1");
    lab.ad2()
        .with(guid(2), "CN=Ann", "user", attributes("accountName", "ann", "title", "from AD2"));
    lab.take(lab.ad1());
    lab.take(lab.ad2());
    assertThat(title()).containsExactly("from AD2");

    lab.ad2().without(guid(2));
    lab.takeChanges(lab.ad2());

    assertThat(title()).containsExactly("from AD1");
    assertThat(lab.find(AD2, guid(2))).isEmpty();
  }
}
