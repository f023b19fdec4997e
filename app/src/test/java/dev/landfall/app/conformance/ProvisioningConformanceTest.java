package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.PendingExport;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What metaverse objects make of the connector spaces they flow to. */
class ProvisioningConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  /** Users of AD1 project; those not filtered are provisioned to the cloud. */
  private void toCloud() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("accountName", "title", "cloudFiltered", "sourceObjectType"),
        cloudUsers());
  }

  private static RuleDraft cloudUsers() {
    return out(200, AAD, "person", "user", LinkType.PROVISION)
        .scope("cloudFiltered", ScopeOperator.NOTEQUAL, "True")
        .join("accountName", "accountName")
        .computed("\"CN={\" & ConvertToUTF8Hex([accountName]) & \"}\"", "dn")
        .same("accountName", "title");
  }

  private void user(Object... more) {
    lab.ad1().with(guid(1), "CN=Ann", "user", attributes(more));
  }

  /** The user is in the cloud, and the import has confirmed it. */
  private void synchronizedToCloud() {
    toCloud();
    user("accountName", "ann", "title", "x");
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());
    assertThat(lab.only(AAD).kind()).isEqualTo(CsObject.Kind.IMPORT);
    assertThat(lab.pendingExports(AAD)).isEmpty();
  }

  @Test
  void cs66_aNewObjectIsAnExportObjectWithTheComputedDnAndNoAnchor() {
    toCloud();
    user("accountName", "ann", "title", "x");

    lab.take(lab.ad1());

    CsObject made = lab.only(AAD);
    assertThat(made.kind()).isEqualTo(CsObject.Kind.EXPORT);
    assertThat(made.dn()).isEqualTo("CN={616E6E}");
    assertThat(made.anchor()).isEmpty();
    assertThat(made.unapplied().operation()).isEqualTo(PendingExport.Operation.ADD);
    assertThat(made.link().orElseThrow().method()).isEqualTo(Link.Method.PROVISIONED);
  }

  @Test
  void cs67_anUnlinkedObjectAtThatDnIsJoinedInstead() {
    toCloud();
    lab.aad().with("User_1", "CN={616E6E}", "user", attributes("title", "old"));
    lab.take(lab.aad());
    user("accountName", "ann", "title", "x");

    lab.take(lab.ad1());

    CsObject joined = lab.only(AAD);
    assertThat(joined.anchor().orElseThrow().value()).isEqualTo("User_1");
    assertThat(joined.link().orElseThrow().method()).isEqualTo(Link.Method.REVERSE_JOINED);
    assertThat(joined.unapplied().operation()).isEqualTo(PendingExport.Operation.UPDATE);
  }

  @Test
  void cs67_oneThatIsLinkedElsewhereIsAnError() {
    toCloud();
    user("accountName", "ann");
    lab.take(lab.ad1());
    lab.ad1().with(guid(2), "CN=Another Ann", "user", attributes("accountName", "ann"));
    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);

    StepResult conflict = lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION).result();

    assertThat(conflict.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("provision-dn-conflict");
    assertThat(lab.only(AAD).link().orElseThrow().metaverseId())
        .isEqualTo(lab.cs(AD1, guid(1)).link().orElseThrow().metaverseId());
  }

  @Test
  void cs68_whenTheMetaverseObjectDiesProvisionedObjectsAreDeletedAndJoinedOnesLetGo() {
    toCloud();
    lab.rules(
        out(201, AD2, "person", "user", LinkType.JOIN).join("accountName", "accountName"),
        in(102, AD2, "user", "person", LinkType.JOIN).same("c"));
    lab.ad2().with(guid(2), "CN=Ann", "user", attributes("accountName", "ann"));
    lab.good(lab.ad2(), RunProfile.FULL_IMPORT);
    lab.good(lab.ad2(), RunProfile.FULL_SYNCHRONIZATION);
    user("accountName", "ann", "title", "x");
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());
    assertThat(lab.cs(AD2, guid(2)).link()).isPresent();

    lab.ad1().without(guid(1));
    lab.takeChanges(lab.ad1());

    assertThat(lab.metaverse()).isEmpty();
    assertThat(lab.only(AAD).unapplied().operation()).isEqualTo(PendingExport.Operation.DELETE);
    assertThat(lab.only(AAD).link()).isEmpty();
    CsObject joined = lab.cs(AD2, guid(2));
    assertThat(joined.link()).isEmpty();
    assertThat(joined.unapplied().isNone()).isTrue();
    lab.good(lab.aad(), RunProfile.EXPORT);
    assertThat(lab.aad().anchors()).isEmpty();
    lab.takeChanges(lab.aad());
    assertThat(lab.objects(AAD)).isEmpty();
  }

  @Test
  void cs69_aStickyJoinKeepsTheMetaverseObjectUntilItsOwnObjectIsGone() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName"),
        in(101, AD2, "user", "person", LinkType.STICKY_JOIN)
            .join("accountName", "accountName")
            .same("title"));
    user("accountName", "ann");
    lab.ad2().with(guid(2), "CN=Ann", "user", attributes("accountName", "ann", "title", "kept"));
    lab.take(lab.ad1());
    lab.take(lab.ad2());

    lab.ad1().without(guid(1));
    lab.takeChanges(lab.ad1());
    assertThat(lab.mvValues(AD2, guid(2), "title")).containsExactly("kept");

    lab.ad2().without(guid(2));
    lab.takeChanges(lab.ad2());
    assertThat(lab.metaverse()).isEmpty();
  }

  @Test
  void cs70_aUserWhoBecomesFilteredIsDeletedInTheCloudAndStaysInTheMetaverse() {
    synchronizedToCloud();

    lab.ad1()
        .with(guid(1), "CN=Ann", "user", attributes("accountName", "ann", "cloudFiltered", true));
    lab.takeChanges(lab.ad1());

    assertThat(lab.only(AAD).unapplied().operation()).isEqualTo(PendingExport.Operation.DELETE);
    assertThat(lab.metaverse()).hasSize(1);
  }

  @Test
  void cs71_aCloudObjectWeNeverProvisionedIsNotDeletedWhenFiltered() {
    toCloud();
    lab.rules(in(101, AAD, "user", "person", LinkType.JOIN).join("accountName", "accountName"));
    user("accountName", "ann", "cloudFiltered", true);
    lab.aad().with("User_1", "CN={616E6E}", "user", attributes("accountName", "ann"));
    lab.take(lab.ad1());

    lab.take(lab.aad());
    lab.good(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.cs(AAD, "User_1").link()).isPresent();
    assertThat(lab.pendingExports(AAD)).isEmpty();
  }

  /** Persons who are contacts go to the cloud as contacts, the others as users; same DN. */
  private void byType() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("accountName", "title", "sourceObjectType", "manager"));
    for (String type : List.of("contact", "user")) {
      lab.rules(
          out(type.equals("user") ? 200 : 201, AAD, "person", type, LinkType.PROVISION)
              .scope("sourceObjectType", ScopeOperator.EQUAL, type)
              .computed("\"CN={\" & ConvertToUTF8Hex([accountName]) & \"}\"", "dn")
              .same("accountName", "title", "manager"));
    }
  }

  private void contactInCloud() {
    byType();
    user("accountName", "ann", "sourceObjectType", "contact");
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());
    assertThat(lab.only(AAD).objectType()).isEqualTo("contact");
  }

  @Test
  void cs72_anotherTargetTypeDeletesTheOldObjectAndAddsANewOneUnderTheSameDn() {
    contactInCloud();
    String contact = lab.only(AAD).anchor().orElseThrow().value();

    user("accountName", "ann", "sourceObjectType", "user", "title", "now a user");
    lab.takeChanges(lab.ad1());

    assertThat(lab.pendingExports(AAD))
        .containsExactlyInAnyOrder("DELETE CN={616E6E}", "ADD CN={616E6E}");
    lab.good(lab.aad(), RunProfile.EXPORT);
    assertThat(lab.aad().anchors()).hasSize(1).doesNotContain(contact);
    assertThat(lab.aad().attributesOfDn("CN={616E6E}").orElseThrow().text("title"))
        .contains("now a user");
    lab.takeChanges(lab.aad());
    CsObject now = lab.only(AAD);
    assertThat(now.objectType()).isEqualTo("user");
    assertThat(now.kind()).isEqualTo(CsObject.Kind.IMPORT);
    assertThat(now.link()).isPresent();
    assertThat(lab.pendingExports(AAD)).isEmpty();
  }

  @Test
  void cs72_anImportBetweenSynchronizationAndExportDisturbsNeitherOfTheTwo() {
    contactInCloud();
    user("accountName", "ann", "sourceObjectType", "user");
    lab.takeChanges(lab.ad1());

    StepResult full = lab.good(lab.aad(), RunProfile.FULL_IMPORT);
    lab.good(lab.aad(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(full.result()).isEqualTo("success");
    assertThat(lab.pendingExports(AAD))
        .containsExactlyInAnyOrder("DELETE CN={616E6E}", "ADD CN={616E6E}");
  }

  @Test
  void cs72_aChangeOfMindBeforeTheExportTakesBothBack() {
    contactInCloud();
    user("accountName", "ann", "sourceObjectType", "user");
    lab.takeChanges(lab.ad1());

    int sent = lab.aad().exported().size();
    user("accountName", "ann", "sourceObjectType", "contact");
    lab.takeChanges(lab.ad1());

    assertThat(lab.pendingExports(AAD)).isEmpty();
    assertThat(lab.only(AAD).objectType()).isEqualTo("contact");
    assertThat(lab.only(AAD).dn()).isEqualTo("CN={616E6E}");
    lab.good(lab.aad(), RunProfile.EXPORT);
    assertThat(lab.aad().exported()).hasSize(sent);
  }

  @Test
  void cs72_anObjectThatComesBackAsTheVerySameOneIsOneObject() {
    synchronizedToCloud();
    String anchor = lab.only(AAD).anchor().orElseThrow().value();
    lab.ad1()
        .with(guid(1), "CN=Ann", "user", attributes("accountName", "ann", "cloudFiltered", true));
    lab.takeChanges(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    user("accountName", "ann", "title", "back");
    lab.takeChanges(lab.ad1());

    lab.good(lab.aad(), RunProfile.EXPORT); // the tenant restores it under its old id
    lab.takeChanges(lab.aad());

    assertThat(lab.only(AAD).anchor().orElseThrow().value()).isEqualTo(anchor);
    assertThat(lab.only(AAD).link()).isPresent();
    assertThat(lab.pendingExports(AAD)).isEmpty();
    assertThat(lab.aad().attributes(anchor).orElseThrow().text("title")).contains("back");
  }

  @Test
  void anAcceptedDeleteThatDidNotHappenIsReportedAndSentAgain() {
    synchronizedToCloud();
    String anchor = lab.only(AAD).anchor().orElseThrow().value();
    lab.ad1().without(guid(1));
    lab.takeChanges(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.aad().with(anchor, "CN={616E6E}", "user", attributes("accountName", "ann"));

    StepResult confirming = lab.good(lab.aad(), RunProfile.DELTA_IMPORT);

    assertThat(confirming.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("exported-change-not-reimported");
    assertThat(lab.pendingExports(AAD)).containsExactly("DELETE CN={616E6E}");
  }

  @Test
  void cs73_anExportObjectWhoseMetaverseObjectDiesFirstIsNeverExported() {
    toCloud();
    user("accountName", "ann");
    lab.take(lab.ad1());
    assertThat(lab.pendingExports(AAD)).hasSize(1);

    lab.ad1().without(guid(1));
    lab.takeChanges(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);

    assertThat(lab.objects(AAD)).isEmpty();
    assertThat(lab.aad().exported()).isEmpty();
  }

  private void groups() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName", "manager"),
        in(101, AD1, "group", "group", LinkType.PROVISION)
            .same("cn", "member")
            .computed("ValueCount(\"member\")", "memberCount"),
        out(200, AAD, "person", "user", LinkType.PROVISION)
            .scope("accountName", ScopeOperator.ISNOTNULL, "")
            .computed("\"CN={\" & ConvertToUTF8Hex([accountName]) & \"}\"", "dn")
            .same("accountName", "manager"),
        out(201, AAD, "group", "group", LinkType.PROVISION)
            .computed("\"CN={\" & ConvertToUTF8Hex([cn]) & \"}\"", "dn")
            .same("cn"),
        out(202, AAD, "group", "group", LinkType.JOIN)
            .computed("IIF([memberCount]>2,Error(\"too many members\"),[member])", "member"));
  }

  private void member(int number, Object... more) {
    lab.ad1().with(guid(number), "CN=u" + number, "user", attributes(more));
  }

  private String cloud(String name) {
    String dn =
        "CN={"
            + java.util.HexFormat.of()
                .withUpperCase()
                .formatHex(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            + "}";
    return lab.space(AAD).byDn(dn).orElseThrow().anchor().orElseThrow().value();
  }

  @Test
  void cs74_aSynchronizedGroupThatGrowsTooLargeIsAnErrorAndStaysAsItIs() {
    groups();
    for (int i = 1; i <= 3; i++) {
      member(i, "accountName", "u" + i);
    }
    lab.ad1()
        .with(guid(50), "CN=g", "group", attributes("cn", "g"))
        .reference(guid(50), "member", guid(1), guid(2));
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());
    int exports = lab.aad().exported().size();

    lab.ad1().reference(guid(50), "member", guid(1), guid(2), guid(3));
    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);
    StepResult grown = lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION).result();

    assertThat(grown.errors())
        .extracting(StepResult.ObjectIssue::code)
        .containsExactly("sync-rule-error-function-triggered");
    assertThat(lab.pendingExports(AAD)).isEmpty();
    lab.good(lab.aad(), RunProfile.EXPORT);
    assertThat(lab.aad().exported()).hasSize(exports);
    assertThat(lab.aad().references(cloud("g"), "member")).hasSize(2);
  }

  @Test
  void cs75_aMemberWithoutObjectThereIsLeftOutAndAddedWhenItAppears() {
    groups();
    member(1, "accountName", "u1");
    member(2);
    lab.ad1()
        .with(guid(50), "CN=g", "group", attributes("cn", "g"))
        .reference(guid(50), "member", guid(1), guid(2));
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());
    assertThat(lab.aad().references(cloud("g"), "member")).containsExactly(cloud("u1"));

    member(2, "accountName", "u2");
    lab.takeChanges(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);

    assertThat(lab.aad().references(cloud("g"), "member"))
        .containsExactlyInAnyOrder(cloud("u1"), cloud("u2"));
  }

  @Test
  void cs75_groupsThatHoldEachOtherAndChainsOfManagersArriveInOneExport() {
    groups();
    member(1, "accountName", "u1");
    member(2, "accountName", "u2");
    member(3, "accountName", "u3");
    lab.ad1()
        .reference(guid(1), "manager", guid(2))
        .reference(guid(2), "manager", guid(3))
        .reference(guid(3), "manager", guid(1))
        .with(guid(50), "CN=a", "group", attributes("cn", "a"))
        .with(guid(51), "CN=b", "group", attributes("cn", "b"))
        .reference(guid(50), "member", guid(51), guid(1))
        .reference(guid(51), "member", guid(50));

    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);

    assertThat(lab.aad().references(cloud("a"), "member"))
        .containsExactlyInAnyOrder(cloud("b"), cloud("u1"));
    assertThat(lab.aad().references(cloud("b"), "member")).containsExactly(cloud("a"));
    assertThat(lab.aad().references(cloud("u1"), "manager")).containsExactly(cloud("u2"));
    assertThat(lab.aad().references(cloud("u2"), "manager")).containsExactly(cloud("u3"));
    assertThat(lab.aad().references(cloud("u3"), "manager")).containsExactly(cloud("u1"));
    lab.take(lab.aad());
    assertThat(lab.pendingExports(AAD)).isEmpty();
  }

  @Test
  void aSoftDeleteExpiryDelaysTheDeleteAndAReturnIntoScopeCancelsIt() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .same("accountName", "title", "cloudFiltered"),
        cloudUsers().softDeleteExpiry(Duration.ofDays(2)));
    user("accountName", "ann");
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());
    user("accountName", "ann", "cloudFiltered", true);
    lab.takeChanges(lab.ad1());
    assertThat(lab.pendingExports(AAD)).isEmpty();

    lab.clock.advance(Duration.ofDays(1));
    user("accountName", "ann", "title", "back");
    lab.takeChanges(lab.ad1());
    assertThat(lab.pendingExports(AAD)).containsExactly("UPDATE CN={616E6E}");

    user("accountName", "ann", "cloudFiltered", true);
    lab.takeChanges(lab.ad1());
    lab.clock.advance(Duration.ofDays(1));
    lab.takeChanges(lab.ad1());
    assertThat(lab.pendingExports(AAD)).as("the time began anew").isEmpty();
    lab.clock.advance(Duration.ofDays(1));
    lab.takeChanges(lab.ad1());
    assertThat(lab.pendingExports(AAD)).containsExactly("DELETE CN={616E6E}");
  }

  @Test
  void aSoftDeleteExpiryHoldsWhenTheMetaverseObjectItselfIsGone() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName", "title"),
        cloudUsers().softDeleteExpiry(Duration.ofDays(2)));
    user("accountName", "ann");
    lab.take(lab.ad1());
    lab.good(lab.aad(), RunProfile.EXPORT);
    lab.take(lab.aad());

    lab.ad1().without(guid(1));
    lab.takeChanges(lab.ad1());
    lab.takeChanges(lab.aad());
    assertThat(lab.metaverse()).isEmpty();
    assertThat(lab.pendingExports(AAD)).isEmpty();

    lab.clock.advance(Duration.ofDays(2));
    lab.takeChanges(lab.aad());
    assertThat(lab.pendingExports(AAD)).containsExactly("DELETE CN={616E6E}");
  }

  @Test
  void anExplicitDisconnectorIsNeitherJoinedNorProvisionedOver() {
    toCloud();
    lab.aad().with("User_1", "CN={616E6E}", "user", attributes("accountName", "ann"));
    lab.take(lab.aad());
    lab.space(AAD).update(lab.cs(AAD, "User_1").edit().explicitDisconnector(true).done());
    user("accountName", "ann");

    lab.take(lab.ad1());

    assertThat(lab.only(AAD).link()).isEmpty();
    assertThat(lab.pendingExports(AAD)).isEmpty();
    lab.space(AAD).update(lab.cs(AAD, "User_1").edit().explicitDisconnector(false).done());
    lab.good(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);
    assertThat(lab.only(AAD).link()).isPresent();
  }

  @Test
  void aLinkedObjectThatBecomesAnExplicitDisconnectorIsLetGo() {
    synchronizedToCloud();
    lab.space(AAD).update(lab.only(AAD).edit().explicitDisconnector(true).done());

    lab.good(lab.aad(), RunProfile.FULL_SYNCHRONIZATION);
    lab.good(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.only(AAD).link()).isEmpty();
    assertThat(lab.pendingExports(AAD)).isEmpty();
    assertThat(lab.metaverse()).hasSize(1);
  }

  @Test
  void aMoveOfTheDnIsARenameOfTheSameObject() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName", "department"),
        out(200, AD2, "person", "user", LinkType.PROVISION)
            .computed("\"CN=\" & [accountName] & \",OU=\" & [department]", "dn"));
    user("accountName", "ann", "department", "IT");
    lab.take(lab.ad1());
    lab.good(lab.ad2(), RunProfile.EXPORT);
    lab.take(lab.ad2());
    String anchor = lab.only(AD2).anchor().orElseThrow().value();

    user("accountName", "ann", "department", "HR");
    lab.takeChanges(lab.ad1());
    assertThat(lab.only(AD2).unapplied().newDn()).contains("CN=ann,OU=HR");
    lab.good(lab.ad2(), RunProfile.EXPORT);

    assertThat(lab.ad2().dn(anchor)).isEqualTo("CN=ann,OU=HR");
    lab.takeChanges(lab.ad2());
    assertThat(lab.pendingExports(AD2)).isEmpty();
    assertThat(lab.only(AD2).anchor().orElseThrow().value()).isEqualTo(anchor);
  }

  @Test
  void aRuleThatOnlyJoinsWithoutFlowsContributesNothingInbound() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION).same("accountName"),
        in(90, AD2, "user", "person", LinkType.JOIN_NO_FLOW)
            .join("accountName", "accountName")
            .same("title"));
    user("accountName", "ann");
    lab.ad2().with(guid(2), "CN=Ann", "user", attributes("accountName", "ann", "title", "x"));

    lab.take(lab.ad1());
    lab.take(lab.ad2());

    assertThat(lab.cs(AD2, guid(2)).link()).isPresent();
    assertThat(lab.mvValues(AD1, guid(1), "title")).isEmpty();
    assertThat(lab.mv(AD1, guid(1)).map(object -> object.attributes()))
        .contains(attributes("accountName", "ann"));
  }
}
