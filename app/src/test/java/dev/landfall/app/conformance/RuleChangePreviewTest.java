package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.engine.preview.Effect;
import dev.landfall.engine.preview.RuleChangePreview;
import dev.landfall.engine.preview.RuleChangePreview.Difference;
import dev.landfall.engine.preview.RuleChangePreview.Summary;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.RunProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a change of rules would do to all objects is known before it is made. */
class RuleChangePreviewTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private final List<Difference> differences = new ArrayList<>();

  private static RuleDraft in() {
    return RuleDraft.inbound(guid(100), "In", AD1, "user", "person", LinkType.PROVISION, 100)
        .join("mail", "mail")
        .same("mail", "displayName", "department", "title");
  }

  private static RuleDraft out() {
    return RuleDraft.outbound(guid(200), "Out", AAD, "person", "user", LinkType.PROVISION, 200)
        .computed("\"CN=\" & [mail]", "dn")
        .same("mail", "displayName");
  }

  /** Three users, exported and confirmed, and one that waits for its synchronization. */
  private void world() {
    lab.rules(in(), out());
    for (int i = 1; i <= 3; i++) {
      lab.ad1()
          .with(
              guid(i),
              "CN=u" + i,
              "user",
              attributes(
                  "mail", i + "@x", "displayName", "U" + i, "department", i == 1 ? "HR" : "IT"));
    }
    lab.take(lab.ad1());
    lab.push(lab.ad1(), lab.aad());
    lab.good(lab.aad(), RunProfile.FULL_IMPORT);
    lab.good(lab.aad(), RunProfile.DELTA_SYNCHRONIZATION);
    lab.ad1().with(guid(9), "CN=u9", "user", attributes("mail", "9@x"));
    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);
  }

  private Summary preview(SyncRule... rules) {
    var before = lab.tables();
    Summary summary =
        new RuleChangePreview(lab.engine())
            .of(
                store -> {
                  List<dev.landfall.engine.rule.ConfigurationProblem> problems = new ArrayList<>();
                  for (SyncRule rule : rules) {
                    problems.addAll(store.put(rule));
                  }
                  return problems;
                },
                differences::add);
    assertThat(lab.tables()).isEqualTo(before);
    return summary;
  }

  private List<String> told() {
    return differences.stream()
        .map(one -> one.effect().label() + " " + one.dn() + " " + one.detail())
        .map(String::strip)
        .toList();
  }

  @Test
  void aNarrowerScopeDeletesAndWhatWaitsAnywayIsNotToBlame() {
    world();

    Summary summary = preview(out().scope("department", ScopeOperator.NOTEQUAL, "HR").rule());

    assertThat(told()).containsExactly("delete CN=1@x");
    assertThat(summary.counts())
        .containsOnly(
            java.util.Map.entry(new RuleChangePreview.Kind(AAD, "user", Effect.DELETE), 1L));
    assertThat(summary.fullySynchronized()).containsExactly(AAD, AD1);
    assertThat(summary.overThreshold()).isFalse();
  }

  @Test
  void moreDeletesThanTheThresholdAllowsAreAWarning() {
    world();
    lab.engine().settings().deletionThreshold(AAD, OptionalLong.of(2));

    Summary summary = preview(out().scope("mail", ScopeOperator.ISNULL, "").rule());

    assertThat(told())
        .contains("delete CN=1@x", "delete CN=2@x", "delete CN=3@x", "add-withdrawn cn=9@x");
    assertThat(summary.overThreshold()).isTrue();
  }

  @Test
  void aDisabledInboundRuleEndsMetaverseObjects() {
    world();

    Summary summary = preview(in().rule().withDisabled(true));

    assertThat(summary.metaverseBefore()).containsEntry("person", 4L);
    assertThat(summary.metaverseAfter()).doesNotContainKey("person");
    assertThat(told()).contains("disconnected CN=u1", "delete CN=1@x");
  }

  @Test
  void aNewNameIsARename() {
    world();

    preview(
        RuleDraft.outbound(guid(200), "Out", AAD, "person", "user", LinkType.PROVISION, 200)
            .computed("\"CN=new-\" & [mail]", "dn")
            .same("mail", "displayName")
            .rule());

    assertThat(told()).contains("rename CN=1@x to CN=new-1@x");
  }

  @Test
  void aChangeThatCannotBeMadeIsNotTried() {
    world();

    Summary summary =
        preview(
            RuleDraft.outbound(guid(201), "Same", AAD, "person", "user", LinkType.JOIN, 202)
                .computed("Nonsense([mail])", "title")
                .rule());

    assertThat(summary.refused()).isTrue();
    assertThat(told()).isEmpty();
  }

  @Test
  void whatIsForetoldHappensWhenTheChangeIsMade() {
    world();
    SyncRule narrower = out().scope("department", ScopeOperator.NOTEQUAL, "HR").rule();
    preview(narrower);

    lab.engine().rules().put(narrower);
    lab.good(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);
    lab.good(lab.aad(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.objects(AAD))
        .filteredOn(object -> object.unapplied().operation() == PendingExport.Operation.DELETE)
        .extracting(CsObject::dn)
        .containsExactlyElementsOf(differences.stream().map(Difference::dn).toList());
  }
}
