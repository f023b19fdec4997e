package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.PendingExport;
import dev.landfall.core.store.PendingImport;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Import and staging: what an import makes of what it finds. */
class ImportConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  @BeforeEach
  void usersAreProjectedAndProvisioned() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("title", "accountName", "manager", "proxyAddresses"),
        in(101, AD1, "contact", "person", LinkType.PROVISION).same("title"),
        in(102, AD1, "group", "group", LinkType.PROVISION).same("cn", "member"),
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName] & \",OU=Copies\"", "dn")
            .scope("accountName", dev.landfall.engine.rule.scope.ScopeOperator.ISNOTNULL, "")
            .same("title"));
  }

  private void user(int number, Object... more) {
    lab.ad1().with(guid(number), "CN=u" + number, "user", attributes(more));
  }

  @Test
  void cs01_aNewObjectIsStagedAsAddAndTouchesNothingElse() {
    user(1, "title", "Boss");

    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    CsObject staged = lab.cs(AD1, guid(1));
    assertThat(staged.anchor().orElseThrow().value()).isEqualTo(guid(1));
    assertThat(staged.pendingImport()).isEqualTo(PendingImport.ADD);
    assertThat(staged.link()).isEmpty();
    assertThat(lab.metaverse()).isEmpty();
  }

  @Test
  void cs02_aChangeIsPendingUpdateWhileTheSynchronizedStateIsTheOldOne() {
    user(1, "title", "old");
    lab.take(lab.ad1());
    lab.ad1().edit(guid(1), "title", "new");

    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);

    CsObject staged = lab.cs(AD1, guid(1));
    assertThat(staged.pendingImport()).isEqualTo(PendingImport.UPDATE);
    assertThat(staged.synchronizedImage().text("title")).contains("old");
    assertThat(staged.importedImage().text("title")).contains("new");
    assertThat(lab.mvValues(AD1, guid(1), "title")).containsExactly("old");
  }

  @Test
  void cs03_anUnchangedObjectStagesNothingAndIsCounted() {
    user(1, "title", "same");
    lab.take(lab.ad1());

    StepResult again = lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    assertThat(lab.cs(AD1, guid(1)).pendingImport()).isEqualTo(PendingImport.NONE);
    assertThat(again.counter("StageNoChange")).isEqualTo(1);
    assertThat(again.counter("StageUpdate")).isZero();
  }

  @Test
  void cs04_aRenameIsAnUpdateOfTheSameObjectAndItsLinkSurvives() {
    user(1, "title", "x");
    lab.take(lab.ad1());
    CsObject before = lab.cs(AD1, guid(1));
    lab.ad1().rename(guid(1), "CN=u1,OU=Elsewhere");

    StepResult renamed = lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);

    CsObject after = lab.cs(AD1, guid(1));
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.dn()).isEqualTo("CN=u1,OU=Elsewhere");
    assertThat(after.pendingImport()).isEqualTo(PendingImport.UPDATE);
    assertThat(renamed.counter("StageRename")).isEqualTo(1);
    assertThat(after.link()).isEqualTo(before.link()).isPresent();
  }

  @Test
  void cs04_twoObjectsThatSwapTheirNamesKeepTheirLinks() {
    user(1);
    user(2);
    lab.take(lab.ad1());
    long first = lab.cs(AD1, guid(1)).link().orElseThrow().metaverseId();
    lab.ad1().rename(guid(1), "CN=u2").rename(guid(2), "CN=u1");

    lab.takeChanges(lab.ad1());

    assertThat(lab.cs(AD1, guid(1)).dn()).isEqualTo("CN=u2");
    assertThat(lab.cs(AD1, guid(2)).dn()).isEqualTo("CN=u1");
    assertThat(lab.cs(AD1, guid(1)).link().orElseThrow().metaverseId()).isEqualTo(first);
  }

  @Test
  void cs05_anotherTypeUnderTheSameAnchorStartsOverUnderOtherRules() {
    user(1, "title", "as user");
    lab.take(lab.ad1());
    long old = lab.cs(AD1, guid(1)).link().orElseThrow().metaverseId();
    lab.ad1().with(guid(1), "CN=u1", "contact", attributes("title", "as contact"));

    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);
    assertThat(lab.cs(AD1, guid(1)).pendingImport()).isEqualTo(PendingImport.DELETE_ADD);
    lab.good(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION);

    CsObject now = lab.cs(AD1, guid(1));
    assertThat(now.objectType()).isEqualTo("contact");
    assertThat(now.pendingImport()).isEqualTo(PendingImport.NONE);
    assertThat(now.link().orElseThrow().ruleId()).isEqualTo(guid(101));
    assertThat(now.link().orElseThrow().metaverseId()).isNotEqualTo(old);
    assertThat(lab.metaverse()).hasSize(1);
    assertThat(lab.mvValues(AD1, guid(1), "title")).containsExactly("as contact");
  }

  @Test
  void cs05_ifTheNewRulesFailTheOldLinkIsStillThere() {
    lab.onlyRules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("title"),
        in(101, AD1, "contact", "person", LinkType.PROVISION)
            .computed("Error(\"no contacts\")", "title"));
    user(1, "title", "as user");
    lab.take(lab.ad1());
    lab.ad1().with(guid(1), "CN=u1", "contact", attributes("title", "as contact"));
    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);

    lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION);

    CsObject now = lab.cs(AD1, guid(1));
    assertThat(now.pendingImport()).isEqualTo(PendingImport.DELETE_ADD);
    assertThat(now.link().orElseThrow().ruleId()).isEqualTo(guid(100));
    assertThat(lab.mvValues(AD1, guid(1), "title")).containsExactly("as user");
  }

  @Test
  void cs06_whatASuccessfulFullImportNoLongerReturnsIsPendingDelete() {
    for (int i = 0; i < 10; i++) {
      user(i);
    }
    lab.take(lab.ad1());
    lab.ad1().without(guid(3)).without(guid(7));

    StepResult result = lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    assertThat(result.counter("StageDelete")).isEqualTo(2);
    assertThat(lab.objects(AD1))
        .filteredOn(object -> object.pendingImport() == PendingImport.DELETE)
        .extracting(CsObject::dn)
        .containsExactly("CN=u3", "CN=u7");
  }

  @Test
  void cs07_withADiscoveryErrorNothingIsObsoletedAndTheWatermarkStaysWhereItWas() {
    for (int i = 0; i < 10; i++) {
      user(i);
    }
    lab.take(lab.ad1());
    lab.ad1().without(guid(3)).without(guid(7)).unreadable(guid(5)).edit(guid(1), "title", "new");

    StepResult full = lab.run(lab.ad1(), RunProfile.FULL_IMPORT).result();

    assertThat(full.result()).isEqualTo("completed-discovery-errors");
    assertThat(full.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("read-error");
    assertThat(lab.objects(AD1))
        .filteredOn(object -> object.pendingImport() == PendingImport.DELETE)
        .isEmpty();
    lab.ad1().healed();
    StepResult delta = lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);
    assertThat(delta.counter("StageDelete")).as("deletes of before the failed import").isEqualTo(2);
  }

  @Test
  void cs07_afterAFullImportThatCouldNotReadEverythingTheConnectorIsNotSynchronized() {
    user(1);
    user(2);
    lab.ad1().unreadable(guid(2));

    assertThat(lab.cycle(dev.landfall.engine.run.CyclePolicy.INITIAL))
        .noneMatch(
            run -> run.connector().equals(AD1) && run.profile() == RunProfile.FULL_SYNCHRONIZATION);
  }

  @Test
  void cs08_anObjectFoundWhereAnExportObjectWaitsTakesItsPlaceAndProvisioningIsTriedAgain() {
    user(1, "accountName", "ann", "title", "Boss");
    lab.take(lab.ad1());
    CsObject waiting = lab.only(AD2);
    long person = waiting.link().orElseThrow().metaverseId();
    assertThat(waiting.kind()).isEqualTo(CsObject.Kind.EXPORT);
    lab.ad2().with(guid(9), "CN=ann,OU=Copies", "user", attributes("title", "Old"));

    StepResult result = lab.good(lab.ad2(), RunProfile.FULL_IMPORT);

    CsObject found = lab.only(AD2);
    assertThat(found.kind()).isEqualTo(CsObject.Kind.IMPORT);
    assertThat(found.anchor().orElseThrow().value()).isEqualTo(guid(9));
    assertThat(found.pendingImport()).isEqualTo(PendingImport.ADD);
    assertThat(found.unapplied()).isEqualTo(PendingExport.NONE);
    assertThat(found.link()).isEmpty();
    assertThat(result.counter("RetryProvisioning")).isEqualTo(1);
    lab.good(lab.ad2(), RunProfile.DELTA_SYNCHRONIZATION);
    assertThat(lab.only(AD2).link().orElseThrow().metaverseId()).isEqualTo(person);
    assertThat(lab.pendingExports(AD2)).containsExactly("UPDATE CN=ann,OU=Copies");
  }

  @Test
  void cs09_anObjectWhoseNameAnotherOneTookIsTransientUntilAnImportExplainsIt() {
    user(1, "title", "first");
    lab.take(lab.ad1());
    lab.ad1().vanish(guid(1)).with(guid(2), "CN=u1", "user", attributes("title", "second"));

    StepResult taken = lab.run(lab.ad1(), RunProfile.DELTA_IMPORT).result();

    assertThat(taken.result()).isEqualTo("completed-transient-objects");
    CsObject first = lab.cs(AD1, guid(1));
    assertThat(first.transientObject()).isTrue();
    assertThat(first.dn()).isNotEqualTo("CN=u1");
    assertThat(first.link()).as("its link waits with it").isPresent();
    assertThat(lab.cs(AD1, guid(2)).dn()).isEqualTo("CN=u1");
    assertThat(lab.run(lab.ad1(), RunProfile.DELTA_IMPORT).result().result())
        .isEqualTo("completed-transient-objects");
    assertThat(lab.run(lab.ad1(), RunProfile.FULL_IMPORT).result().result()).isEqualTo("success");
    assertThat(lab.cs(AD1, guid(1)).pendingImport()).isEqualTo(PendingImport.DELETE);
  }

  @Test
  void cs09_aTransientObjectThatWasRenamedTakesItsNewNameAndKeepsItsLink() {
    user(1);
    lab.take(lab.ad1());
    lab.ad1().vanish(guid(1)).with(guid(2), "CN=u1", "user", Attributes.NONE);
    lab.run(lab.ad1(), RunProfile.DELTA_IMPORT);
    lab.ad1().with(guid(1), "CN=former u1", "user", Attributes.NONE);

    StepResult explained = lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);

    assertThat(explained.result()).isEqualTo("success");
    assertThat(lab.cs(AD1, guid(1)).dn()).isEqualTo("CN=former u1");
    assertThat(lab.cs(AD1, guid(1)).transientObject()).isFalse();
    assertThat(lab.cs(AD1, guid(1)).link()).isPresent();
  }

  @Test
  void cs10_aMemberThatIsNotImportedIsAPlaceholderAndIsReplacedInPlaceWhenItComes() {
    lab.ad1()
        .with(guid(50), "CN=g", "group", attributes("cn", "g"))
        .with(guid(1), "CN=u1", "printer", Attributes.NONE)
        .reference(guid(50), "member", guid(1));
    lab.take(lab.ad1());
    CsObject placeholder = lab.cs(AD1, guid(1));
    assertThat(placeholder.kind()).isEqualTo(CsObject.Kind.PLACEHOLDER);
    assertThat(placeholder.link()).isEmpty();
    assertThat(lab.metaverse()).hasSize(1);

    user(1, "title", "real");
    lab.takeChanges(lab.ad1());

    CsObject real = lab.cs(AD1, guid(1));
    assertThat(real.id()).isEqualTo(placeholder.id());
    assertThat(real.kind()).isEqualTo(CsObject.Kind.IMPORT);
    assertThat(real.link()).isPresent();
    assertThat(
            lab.space(AD1)
                .references()
                .expectedCount(lab.cs(AD1, guid(50)).id(), AttributeName.of("member")))
        .isEqualTo(1);
  }

  @Test
  void cs10_aPlaceholderKnownByNameBecomesTheObjectOfThatName() {
    lab.ad1()
        .with(guid(50), "CN=g", "group", attributes("cn", "g"))
        .referenceByDn(guid(50), "member", "CN=u1");
    lab.take(lab.ad1());
    CsObject placeholder = lab.space(AD1).byDn("CN=u1").orElseThrow();
    assertThat(placeholder.anchor()).isEmpty();

    user(1);
    lab.takeChanges(lab.ad1());

    assertThat(lab.cs(AD1, guid(1)).id()).isEqualTo(placeholder.id());
  }

  @Test
  void everyObjectHasAGuidThatStaysAndLeadsBackToIt() {
    user(1);
    user(2);
    lab.take(lab.ad1());
    CsObject staged = lab.cs(AD1, guid(1));
    ObjectGuid identifier = lab.engine().identifiers().guid(staged.id());
    ObjectGuid metaverse =
        lab.engine().identifiers().guid(staged.link().orElseThrow().metaverseId());

    lab.ad1().rename(guid(1), "CN=renamed");
    lab.restart();
    lab.takeChanges(lab.ad1());

    assertThat(lab.engine().identifiers().guid(lab.cs(AD1, guid(1)).id())).isEqualTo(identifier);
    assertThat(lab.engine().identifiers().id(identifier)).hasValue(staged.id());
    assertThat(metaverse).isNotEqualTo(identifier);
    assertThat(lab.engine().identifiers().guid(lab.cs(AD1, guid(2)).id())).isNotEqualTo(identifier);
    assertThat(lab.engine().identifiers().id(ObjectGuid.parse(guid(1)))).isEmpty();
  }
}
