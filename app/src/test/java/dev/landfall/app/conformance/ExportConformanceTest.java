package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.ObjectError;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import dev.landfall.testkit.connector.InMemoryConnector;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Export, what the target says to it, and the import that confirms it. */
class ExportConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  /** Users and groups of AD1 are copied to AD2. */
  private void copies() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("accountName", "title", "mail", "adminDescription"),
        in(101, AD1, "group", "group", LinkType.PROVISION).same("cn", "member"),
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .same("accountName", "title", "mail", "adminDescription"),
        out(201, AD2, "group", "group", LinkType.PROVISION)
            .computed("\"CN=\" & [cn]", "dn")
            .same("cn", "member"));
  }

  private void user(Object... more) {
    lab.ad1().with(guid(1), "CN=source", "user", attributes(more));
  }

  /** Ann is in both forests and confirmed. */
  private CsObject copied() {
    copies();
    user("accountName", "ann", "title", "Boss");
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.take(lab.ad2());
    return lab.only(AD2);
  }

  private StepResult export() {
    return lab.run(lab.ad2(), RunProfile.EXPORT).result();
  }

  private String title() {
    return lab.ad2().attributesOfDn("CN=ann").orElseThrow().text("title").orElse("");
  }

  private List<Operation> sent() {
    return lab.ad2().exported().stream().map(ExportRequest::operation).toList();
  }

  @Test
  void cs76_theImportThatShowsTheExportedValueClearsWhatIsUnconfirmed() {
    copied();
    user("accountName", "ann", "title", "Chief");
    lab.takeChanges(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    assertThat(lab.only(AD2).unconfirmed().changes()).hasSize(1);
    assertThat(lab.only(AD2).unapplied().isNone()).isTrue();

    StepResult confirming = lab.good(lab.ad2(), RunProfile.DELTA_IMPORT);

    assertThat(confirming.result()).isEqualTo("success");
    assertThat(lab.only(AD2).unconfirmed().isNone()).isTrue();
    lab.good(lab.ad2(), RunProfile.DELTA_SYNCHRONIZATION);
    assertThat(lab.pendingExports(AD2)).isEmpty();
  }

  @Test
  void cs76_referencesAreConfirmedToo() {
    copies();
    user("accountName", "ann");
    lab.ad1()
        .with(guid(50), "CN=g", "group", attributes("cn", "g"))
        .reference(guid(50), "member", guid(1));
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);

    assertThat(lab.good(lab.ad2(), RunProfile.FULL_IMPORT).result()).isEqualTo("success");
    lab.good(lab.ad2(), RunProfile.DELTA_SYNCHRONIZATION);
    assertThat(lab.pendingExports(AD2)).isEmpty();
  }

  @Test
  void cs77_aValueThatDoesNotComeBackIsReportedAndSentAgain() {
    String anchor = copied().anchor().orElseThrow().value();
    user("accountName", "ann", "title", "Chief");
    lab.takeChanges(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.ad2().edit(anchor, "title", "What the target likes better");

    StepResult confirming = lab.good(lab.ad2(), RunProfile.DELTA_IMPORT);

    assertThat(confirming.result()).isEqualTo("completed-warnings");
    assertThat(confirming.errors())
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.code()).isEqualTo("exported-change-not-reimported");
              assertThat(issue.warning()).isTrue();
            });
    lab.push(lab.ad2(), lab.ad2());
    assertThat(title()).isEqualTo("Chief");
  }

  @Test
  void cs77_aReferenceThatDoesNotComeBackIsSentAgain() {
    copies();
    user("accountName", "ann");
    lab.ad1()
        .with(guid(50), "CN=g", "group", attributes("cn", "g"))
        .reference(guid(50), "member", guid(1));
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    String group = lab.space(AD2).byDn("CN=g").orElseThrow().anchor().orElseThrow().value();
    lab.ad2().reference(group, "member");

    StepResult confirming = lab.good(lab.ad2(), RunProfile.FULL_IMPORT);

    assertThat(confirming.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("exported-change-not-reimported");
    lab.push(lab.ad2(), lab.ad2());
    assertThat(lab.ad2().references(group, "member")).hasSize(1);
  }

  @Test
  void cs78_anUpdateOfAMissingObjectIsAnAddWithEverythingAtTheNextExport() {
    lab.ad2().vanish(copied().anchor().orElseThrow().value());
    user("accountName", "ann", "title", "Chief");
    lab.takeChanges(lab.ad1());

    StepResult first = export();

    assertThat(first.result()).isEqualTo("completed-export-errors");
    assertThat(first.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("cd-missing-object");
    StepResult second = export();
    assertThat(second.result()).isEqualTo("success");
    assertThat(sent()).containsExactly(Operation.ADD, Operation.UPDATE, Operation.ADD);
    assertThat(lab.ad2().attributesOfDn("CN=ann"))
        .contains(attributes("accountName", "ann", "title", "Chief"));
    lab.takeChanges(lab.ad2());
    assertThat(lab.only(AD2).kind()).isEqualTo(CsObject.Kind.IMPORT);
    assertThat(lab.pendingExports(AD2)).isEmpty();
  }

  @Test
  void cs78_aMissingGroupComesBackWithItsMembers() {
    copies();
    user("accountName", "ann");
    lab.ad1()
        .with(guid(50), "CN=g", "group", attributes("cn", "g"))
        .reference(guid(50), "member", guid(1));
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.take(lab.ad2());
    lab.ad2().vanish(lab.space(AD2).byDn("CN=g").orElseThrow().anchor().orElseThrow().value());
    lab.ad1().with(guid(2), "CN=two", "user", attributes("accountName", "bob"));
    lab.ad1().reference(guid(50), "member", guid(1), guid(2));
    lab.takeChanges(lab.ad1());

    export();
    export();

    String group = lab.space(AD2).byDn("CN=g").orElseThrow().anchor().orElseThrow().value();
    assertThat(lab.ad2().references(group, "member")).hasSize(2);
  }

  @Test
  void cs79_anAddOfAnExistingObjectIsAnUpdateAtTheNextExport() {
    copies();
    user("accountName", "ann", "title", "Boss");
    lab.take(lab.ad1());
    lab.ad2().with(guid(9), "CN=ann", "user", attributes("title", "was here", "c", "SE"));

    StepResult first = export();

    assertThat(first.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("cd-existing-object");
    StepResult second = export();
    assertThat(second.result()).isEqualTo("success");
    assertThat(sent()).containsExactly(Operation.ADD, Operation.UPDATE);
    assertThat(lab.ad2().anchors()).containsExactly(guid(9));
    assertThat(lab.ad2().attributes(guid(9)))
        .contains(attributes("accountName", "ann", "title", "Boss", "c", "SE"));
    lab.take(lab.ad2());
    assertThat(lab.cs(AD2, guid(9)).link()).isPresent();
    assertThat(lab.pendingExports(AD2)).isEmpty();
  }

  @Test
  void cs79_aWrittenBackGroupNeverAdoptsAStrangerOfItsName() {
    copies();
    user("accountName", "ann", "title", "x", "adminDescription", "Group_1234");
    lab.take(lab.ad1());
    lab.ad2().with(guid(9), "CN=ann", "user", attributes("title", "stranger"));

    export();
    StepResult second = export();

    assertThat(second.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("cd-existing-object");
    assertThat(sent()).containsOnly(Operation.ADD);
    assertThat(lab.ad2().attributes(guid(9))).contains(attributes("title", "stranger"));
  }

  @Test
  void cs80_aFailingExportIsTriedAtEveryRunAndItsRetriesAreCounted() {
    copied();
    lab.ad2().refusing("CN=ann", new ExportError("permission-issue", "No.", "00002098"));
    user("accountName", "ann", "title", "Chief");
    lab.takeChanges(lab.ad1());

    for (int run = 0; run < 3; run++) {
      assertThat(export().counter("ExportFailure")).isEqualTo(1);
      ObjectError error = lab.only(AD2).exportError().orElseThrow();
      assertThat(error.code()).isEqualTo("permission-issue");
      assertThat(error.detail()).isEqualTo("00002098");
      assertThat(error.retries()).isEqualTo(run);
      lab.clock.advance(Duration.ofMinutes(30));
    }
    ObjectError error = lab.only(AD2).exportError().orElseThrow();
    assertThat(Duration.between(error.first(), error.last())).isEqualTo(Duration.ofHours(1));

    lab.ad2().healed();
    assertThat(export().result()).isEqualTo("success");
    assertThat(lab.only(AD2).exportError()).isEmpty();
    assertThat(title()).isEqualTo("Chief");
  }

  @Test
  void cs80_oneRefusedObjectDoesNotHoldUpTheOthers() {
    copies();
    for (int i = 1; i <= 20; i++) {
      lab.ad1().with(guid(i), "CN=s" + i, "user", attributes("accountName", "u" + i));
    }
    lab.take(lab.ad1());
    lab.ad2().refusing("CN=u7", new ExportError("constraint-violation", "No.", ""));

    StepResult result = export();

    assertThat(result.counter("ExportAdd")).isEqualTo(19);
    assertThat(lab.pendingExports(AD2)).containsExactly("ADD CN=u7");
  }

  private void cloudDeletes(int deletes) {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName", "cloudFiltered"),
        out(200, AAD, "person", "user", LinkType.PROVISION)
            .scope("cloudFiltered", ScopeOperator.NOTEQUAL, "True")
            .computed("\"CN=\" & [accountName]", "dn")
            .same("accountName"));
    for (int i = 0; i <= deletes; i++) {
      lab.ad1().with(guid(i), "CN=s" + i, "user", attributes("accountName", "u" + i));
    }
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());
    for (int i = 0; i < deletes; i++) {
      lab.ad1()
          .with(
              guid(i),
              "CN=s" + i,
              "user",
              attributes("accountName", "u" + i, "cloudFiltered", true));
    }
    lab.ad1().with(guid(9999), "CN=new", "user", attributes("accountName", "new"));
    lab.takeChanges(lab.ad1());
  }

  @Test
  void cs81_withOneDeleteTooManyNothingAtAllIsExported() {
    cloudDeletes(501);
    int before = lab.aad().exported().size();

    StepResult result = lab.run(lab.aad(), RunProfile.EXPORT).result();

    assertThat(result.result()).isEqualTo("stopped-deletion-threshold-exceeded");
    assertThat(lab.aad().exported()).as("not even the add").hasSize(before);
    assertThat(lab.aad().anchors()).hasSize(502);
    assertThat(result.counter("PendingDeletes")).isEqualTo(501);
  }

  @Test
  void cs81_asManyDeletesAsTheThresholdProceed() {
    cloudDeletes(500);

    StepResult result = lab.run(lab.aad(), RunProfile.EXPORT).result();

    assertThat(result.result()).isEqualTo("success");
    assertThat(result.counter("ExportDelete")).isEqualTo(500);
    assertThat(lab.aad().anchors()).hasSize(2);
  }

  @Test
  void cs81_theSameGuardsActiveDirectory() {
    copied();
    lab.engine().settings().deletionThreshold(AD2, OptionalLong.of(0));
    lab.ad1().without(guid(1));
    lab.takeChanges(lab.ad1());

    assertThat(export().result()).isEqualTo("stopped-deletion-threshold-exceeded");
    assertThat(lab.ad2().anchors()).hasSize(1);
  }

  private static final int TOO_MANY = 5_300;

  private void many(InMemoryConnector system) {
    for (int i = 0; i < TOO_MANY; i++) {
      system.with(guid(i), "CN=s" + i, "user", attributes("accountName", "u" + i));
    }
  }

  @Test
  void cs82_moreThanFiveThousandFailedExportsStopTheRun() {
    copies();
    many(lab.ad1());
    lab.take(lab.ad1());
    lab.ad2().refusing(Operation.ADD, new ExportError("permission-issue", "No.", ""));

    StepResult result = export();

    assertThat(result.result()).isEqualTo("stopped-error-limit");
    assertThat(result.counter("ExportFailure")).isGreaterThan(5_000).isLessThan(TOO_MANY);
  }

  @Test
  void cs82_moreThanFiveThousandFailedSynchronizationsStopTheRun() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).computed("Error(\"no\")", "title"));
    many(lab.ad1());
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    StepResult result = lab.run(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION).result();

    assertThat(result.result()).isEqualTo("stopped-error-limit");
  }

  @Test
  void cs82_moreThanFiveThousandUnreadableObjectsStopTheImport() {
    copies();
    many(lab.ad1());
    for (int i = 0; i < TOO_MANY; i++) {
      lab.ad1().unreadable(guid(i));
    }

    StepResult result = lab.run(lab.ad1(), RunProfile.FULL_IMPORT).result();

    assertThat(result.result()).isEqualTo("stopped-error-limit");
    assertThat(result.counter("StageFailure")).isEqualTo(5_001);
  }

  @Test
  void cs82_fiveThousandErrorsAreStillNoReasonToStop() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .computed("IIF([accountName]=\"good\",\"x\",Error(\"no\"))", "title"));
    for (int i = 0; i < 5_000; i++) {
      lab.ad1().with(guid(i), "CN=s" + i, "user", attributes("accountName", "u" + i));
    }
    lab.ad1().with(guid(9_999), "CN=last", "user", attributes("accountName", "good"));
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    StepResult result = lab.run(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION).result();

    assertThat(result.result()).isEqualTo("completed-sync-errors");
    assertThat(lab.metaverse()).hasSize(1);
  }

  @Test
  void aStepStopsAfterTheObjectsItIsAllowedAndTheNextOneGoesOn() {
    copies();
    for (int i = 1; i <= 10; i++) {
      lab.ad1().with(guid(i), "CN=s" + i, "user", attributes("accountName", "u" + i));
    }
    lab.take(lab.ad1());
    lab.engine().settings().objectLimit(AD2, RunProfile.EXPORT, OptionalLong.of(4));

    assertThat(export().result()).isEqualTo("stopped-object-limit");
    assertThat(lab.ad2().anchors()).hasSize(4);
    lab.engine().settings().objectLimit(AD2, RunProfile.EXPORT, OptionalLong.empty());
    assertThat(export().result()).isEqualTo("success");
    assertThat(lab.ad2().anchors()).hasSize(10);
  }

  @Test
  void anImportThatStopsAtItsLimitObsoletesNothing() {
    copies();
    for (int i = 1; i <= 10; i++) {
      lab.ad1().with(guid(i), "CN=s" + i, "user", attributes("accountName", "u" + i));
    }
    lab.take(lab.ad1());
    lab.engine().settings().objectLimit(AD1, RunProfile.FULL_IMPORT, OptionalLong.of(4));

    StepResult result = lab.run(lab.ad1(), RunProfile.FULL_IMPORT).result();

    assertThat(result.result()).isEqualTo("stopped-object-limit");
    assertThat(result.counter("StageDelete")).isZero();
  }

  @Test
  void aContainerIsAddedBeforeWhatItHoldsAndDeletedAfterIt() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName"),
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("[accountName]", "dn")
            .same("accountName"));
    // The child comes first in every order but that of the tree.
    lab.ad1()
        .with(guid(1), "CN=1", "user", attributes("accountName", "CN=leaf,OU=inner,OU=outer"))
        .with(guid(2), "CN=2", "user", attributes("accountName", "OU=inner,OU=outer"))
        .with(guid(3), "CN=3", "user", attributes("accountName", "OU=outer"));
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    assertThat(lab.ad2().exported())
        .extracting(ExportRequest::dn)
        .containsExactly("OU=outer", "OU=inner,OU=outer", "CN=leaf,OU=inner,OU=outer");
    lab.take(lab.ad2());

    lab.ad1().without(guid(1)).without(guid(2)).without(guid(3));
    lab.takeChanges(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);

    assertThat(lab.ad2().exported().subList(3, 6))
        .extracting(ExportRequest::dn)
        .containsExactly("CN=leaf,OU=inner,OU=outer", "OU=inner,OU=outer", "OU=outer");
  }

  @Test
  void anAddMatchedToAKnownObjectIsBroughtTogetherWithIt() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName", "title"),
        out(200, AAD, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName]", "dn")
            .same("accountName", "title"));
    lab.aad().with("User_1", "CN=old name", "user", attributes("title", "old"));
    lab.take(lab.aad());
    user("accountName", "ann", "title", "Boss");
    lab.take(lab.ad1());
    lab.aad().rename("User_1", "CN=ann"); // the tenant matches the add to it

    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.takeChanges(lab.aad());

    CsObject one = lab.only(AAD);
    assertThat(one.anchor().orElseThrow().value()).isEqualTo("User_1");
    assertThat(one.link()).isPresent();
    assertThat(lab.pendingExports(AAD)).isEmpty();
  }
}
