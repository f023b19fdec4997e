package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingImport;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How single values flow, and what an error leaves behind. */
class FlowConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private void user(Object... more) {
    lab.ad1().with(guid(1), "CN=Ann", "user", attributes(more));
  }

  @Test
  void cs46_aFlowAppliedOnceIsSetAtProjectionAndNeverAgain() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .flow(AttributeFlow.direct("description", "title").once()));
    user("description", "first");
    lab.take(lab.ad1());
    assertThat(lab.mvValues(AD1, guid(1), "title")).containsExactly("first");

    user("description", "second");
    lab.takeChanges(lab.ad1());
    lab.good(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.mvValues(AD1, guid(1), "title")).containsExactly("first");
  }

  @Test
  void cs46_outboundItIsSentWithTheAddAndNeverAgain() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName", "description"),
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .flow(AttributeFlow.direct("description", "title").once()));
    user("accountName", "ann", "description", "first");
    lab.take(lab.ad1());
    user("accountName", "ann", "description", "still unexported");
    lab.takeChanges(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.take(lab.ad2());

    user("accountName", "ann", "description", "later");
    lab.takeChanges(lab.ad1());

    assertThat(lab.ad2().attributesOfDn("CN=ann").orElseThrow().text("title"))
        .contains("still unexported");
    assertThat(lab.pendingExports(AD2)).isEmpty();
  }

  @Test
  void cs47_severalValuesIntoASingleValuedAttributeAreAnErrorAndOneIsNone() {
    lab.rules(in(100, AD1, "user", "person", LinkType.PROVISION).direct("otherTelephone", "title"));
    user("otherTelephone", List.of("1", "2"));
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    StepResult two = lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION).result();

    assertThat(two.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("flow-multi-values-to-single-value");
    assertThat(lab.metaverse()).isEmpty();
    user("otherTelephone", List.of("1"));
    lab.takeChanges(lab.ad1());
    assertThat(lab.mvValues(AD1, guid(1), "title")).containsExactly("1");
  }

  @Test
  void cs49_rulesSeeWhatWasExportedAndImportedValueSeesWhatCameBack() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName", "proxyAddresses"),
        in(101, AD2, "user", "person", LinkType.JOIN)
            .join("accountName", "accountName")
            .direct("proxyAddresses", "otherTelephone")
            .computed("ImportedValue(\"proxyAddresses\")", "otherMailbox"),
        out(200, AD2, "person", "user", LinkType.JOIN)
            .join("accountName", "accountName")
            .same("proxyAddresses"));
    user("accountName", "ann", "proxyAddresses", "smtp:new@x");
    lab.ad2()
        .with(
            guid(2),
            "CN=Ann",
            "user",
            attributes("accountName", "ann", "proxyAddresses", "smtp:old@x"));
    lab.take(lab.ad1());
    lab.take(lab.ad2());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    assertThat(lab.cs(AD2, guid(2)).unconfirmed().isNone()).isFalse();

    lab.good(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.mvValues(AD1, guid(1), "otherTelephone")).containsExactly("smtp:new@x");
    assertThat(lab.mvValues(AD1, guid(1), "otherMailbox")).containsExactly("smtp:old@x");
    lab.takeChanges(lab.ad2());
    assertThat(lab.mvValues(AD1, guid(1), "otherMailbox")).containsExactly("smtp:new@x");
  }

  private void failingRules(String expression) {
    lab.onlyRules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("accountName", "department")
            .computed(expression, "title"));
  }

  @Test
  void cs50_anObjectInErrorChangesNothingAndIsTriedAgainWhileOthersGoOn() {
    String expression = "IIF([description]=\"bad\",Error(\"bad\"),[description])";
    failingRules(expression);
    user("description", "good", "department", "old");
    lab.take(lab.ad1());
    user("description", "bad", "department", "new");
    lab.ad1().with(guid(2), "CN=Bob", "user", attributes("description", "good"));
    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);

    StepResult first = lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION).result();

    assertThat(first.result()).isEqualTo("completed-sync-errors");
    assertThat(first.errors())
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.code()).isEqualTo("sync-rule-error-function-triggered");
              assertThat(issue.object()).isEqualTo("CN=Ann");
            });
    assertThat(lab.mvValues(AD1, guid(1), "department")).containsExactly("old");
    assertThat(lab.cs(AD1, guid(1)).pendingImport()).isEqualTo(PendingImport.UPDATE);
    assertThat(lab.mvValues(AD1, guid(2), "title")).containsExactly("good");
    lab.clock.advance(Duration.ofMinutes(30));
    lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION);
    assertThat(lab.cs(AD1, guid(1)).syncError().orElseThrow())
        .satisfies(
            error -> {
              assertThat(error.retries()).isEqualTo(1);
              assertThat(Duration.between(error.first(), error.last()))
                  .isEqualTo(Duration.ofMinutes(30));
            });
    failingRules("[description]");
    lab.good(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION);
    CsObject healed = lab.cs(AD1, guid(1));
    assertThat(healed.syncError()).isEmpty();
    assertThat(healed.pendingImport()).isEqualTo(PendingImport.NONE);
    assertThat(lab.mvValues(AD1, guid(1), "department")).containsExactly("new");
  }

  @Test
  void cs50_anOutboundErrorKeepsItsFirstTimeAndCountsItsRetries() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName"),
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .computed("Error(\"not today\")", "title"));
    user("accountName", "ann");
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    for (int i = 0; i < 3; i++) {
      StepResult result = lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION).result();
      assertThat(result.errors()).as("told once, not once per pass").hasSize(1);
    }

    assertThat(lab.cs(AD1, guid(1)).syncError().orElseThrow().retries()).isEqualTo(2);
    assertThat(lab.objects(AD2)).isEmpty();
  }

  @Test
  void cs51_aDisabledRuleNeitherScopesNorJoinsNorFlows() {
    lab.rules(
        in(90, AD1, "user", "person", LinkType.PROVISION).same("title").rule().withDisabled(true),
        in(91, AD2, "user", "person", LinkType.JOIN)
            .join("accountName", "accountName")
            .rule()
            .withDisabled(true));
    user("accountName", "ann", "title", "x");
    lab.ad2().with(guid(2), "CN=Ann", "user", attributes("accountName", "ann"));
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName"),
        in(101, AD2, "user", "person", LinkType.JOIN).same("accountName"));

    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.FULL_IMPORT);
    lab.good(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.cs(AD1, guid(1)).link().orElseThrow().ruleId()).isEqualTo(guid(100));
    assertThat(lab.mvValues(AD1, guid(1), "title")).isEmpty();
    assertThat(lab.cs(AD2, guid(2)).link()).isEmpty();
  }
}
