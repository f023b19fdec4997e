package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.app.preview.PreviewJson;
import dev.landfall.app.preview.PreviewText;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.engine.preview.ObjectPreview;
import dev.landfall.engine.preview.Preview;
import dev.landfall.engine.preview.ReferenceChanges;
import dev.landfall.engine.preview.TargetVerdict;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.sync.InboundDecision;
import dev.landfall.engine.sync.RuleSet;
import dev.landfall.testkit.connector.InMemoryConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A preview says what the next synchronization does, says why, and does nothing. */
class PreviewTest {
  private static final Preview.Options LOOK = new Preview.Options(false, false, false);

  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private static RuleDraft in(ConnectorId forest, int precedence, LinkType link) {
    return RuleDraft.inbound(
        guid(precedence), "In " + precedence, forest, "user", "person", link, precedence);
  }

  private void world() {
    lab.rules(
        in(AD1, 100, LinkType.PROVISION)
            .scope("adminDescription", ScopeOperator.NOTSTARTSWITH, "User_")
            .join("mail", "mail")
            .direct("mail", "mail"),
        in(AD1, 102, LinkType.JOIN)
            .scope("userAccountControl", ScopeOperator.ISBITNOTSET, "2")
            .computed("Trim([displayName]) & \" (\" & [department] & \")\"", "displayName"),
        in(AD1, 104, LinkType.JOIN)
            .computed("IIF(IsPresent([title]), [title], IgnoreThisFlow)", "title")
            .direct("displayName", "displayName")
            .same("department", "manager", "proxyAddresses"),
        in(AD2, 110, LinkType.PROVISION)
            .join("mail", "mail")
            .same("mail", "displayName", "title", "manager"),
        RuleDraft.inbound(guid(120), "In 120", AD1, "group", "group", LinkType.PROVISION, 120)
            .join("cn", "cn")
            .same("cn", "member"),
        RuleDraft.outbound(guid(200), "Out 200", AAD, "person", "user", LinkType.PROVISION, 200)
            .scope("department", ScopeOperator.NOTEQUAL, "Secret")
            .join("mail", "mail")
            .computed("\"CN=\" & [mail]", "dn")
            .same("mail", "displayName", "title", "manager", "proxyAddresses"),
        RuleDraft.outbound(guid(210), "Out 210", AAD, "group", "group", LinkType.PROVISION, 210)
            .computed("\"CN=\" & [cn]", "dn")
            .same("cn", "member"));
  }

  private ObjectPreview preview(ConnectorId connector, String anchor, Preview.Options options) {
    return new Preview(lab.engine())
        .of(
            connector,
            lab.cs(connector, anchor).id(),
            RuleSet.of(lab.engine().rules().all()),
            options);
  }

  private String text(ObjectPreview preview) {
    return PreviewText.of(
        preview, id -> lab.engine().connector(id).map(Connector::name).orElse(id.value()), false);
  }

  @Test
  void tellsWhyEveryRuleAppliedAndWhoWonEveryAttribute() throws IOException {
    world();
    lab.ad1().with(guid(1), "CN=Boss", "user", attributes("mail", "boss@x"));
    lab.take(lab.ad1());
    lab.ad1()
        .with(
            guid(2),
            "CN=Ann",
            "user",
            attributes(
                "mail",
                "ann@x",
                "displayName",
                " Ann ",
                "department",
                "IT",
                "userAccountControl",
                512))
        .with(
            guid(3),
            "CN=Bob",
            "user",
            attributes("mail", "bob@x", "adminDescription", "User_1", "userAccountControl", 514))
        .reference(guid(2), "manager", guid(1));
    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);

    assertGolden(
        text(preview(AD1, guid(2), new Preview.Options(true, true, false)))
            + "\n"
            + text(preview(AD1, guid(3), LOOK)));
  }

  /** The golden file; {@code -Dlandfall.golden.update=true} rewrites it, and the diff is read. */
  private static void assertGolden(String actual) throws IOException {
    Path file =
        Path.of(System.getProperty("landfall.root", ".."))
            .resolve("app/src/test/resources/golden/preview.txt");
    if (Boolean.getBoolean("landfall.golden.update")) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  @Test
  void aDeltaPreviewOfAnObjectWithNothingPendingSaysSo() {
    world();
    lab.ad1().with(guid(1), "CN=Boss", "user", attributes("mail", "boss@x"));
    lab.take(lab.ad1());

    ObjectPreview preview = preview(AD1, guid(1), new Preview.Options(true, false, false));

    assertThat(preview.visited()).isFalse();
    assertThat(text(preview)).contains("a delta synchronization does not visit the object");
  }

  @Test
  void anErrorIsToldWithTheFlowThatFailed() {
    world();
    lab.rules(in(AD1, 90, LinkType.JOIN).computed("Error(\"no \" & [mail])", "title"));
    lab.ad1().with(guid(1), "CN=Boss", "user", attributes("mail", "boss@x"));
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    ObjectPreview preview = preview(AD1, guid(1), LOOK);

    assertThat(preview.result().clean()).isFalse();
    assertThat(text(preview))
        .contains("90 In 90 from CN=Boss: error, sync-rule-error-function-triggered: no boss@x");
    assertThat(lab.cs(AD1, guid(1)).syncError()).isEmpty();
  }

  @Test
  void aDeleteIsFollowedToTheConnectorsItReaches() {
    world();
    lab.ad1().with(guid(1), "CN=Boss", "user", attributes("mail", "boss@x"));
    lab.take(lab.ad1());
    lab.push(lab.ad1(), lab.aad());
    lab.ad1().without(guid(1));
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    ObjectPreview preview = preview(AD1, guid(1), LOOK);

    assertThat(preview.decision().map(InboundDecision::outcome))
        .contains(InboundDecision.Outcome.DISCONNECTED);
    assertThat(text(preview))
        .contains("deleted, no rule keeps it alive")
        .contains("result: deprovision: the object is to be deleted")
        .contains("pending export: delete user CN=boss@x");
  }

  @Test
  void committedItIsDone() {
    world();
    lab.ad1().with(guid(1), "CN=Boss", "user", attributes("mail", "boss@x"));
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    ObjectPreview preview = preview(AD1, guid(1), new Preview.Options(false, false, true));

    assertThat(text(preview)).endsWith("Committed.\n");
    assertThat(lab.mvValues(AD1, guid(1), "mail")).containsExactly("boss@x");
    assertThat(lab.pendingExports(AAD)).hasSize(1);
  }

  /** What the preview foretold of one object, or what is there. */
  private record Staged(String dn, Object unapplied, Object references) {}

  private Staged staged(ConnectorId connector, CsObject object) {
    return new Staged(
        object.dn(), object.unapplied(), ReferenceChanges.of(lab.space(connector), object.id()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void changesNothingAndForetellsWhatTheNextSynchronizationStages(int seed) {
    Random random = new Random(seed);
    world();
    populate(random, lab.ad1());
    populate(random, lab.ad2());
    lab.take(lab.ad1());
    lab.take(lab.ad2());
    if (random.nextBoolean()) {
      lab.push(lab.ad1(), lab.aad());
    }
    for (int round = 0; round < 4; round++) {
      InMemoryConnector system = random.nextBoolean() ? lab.ad1() : lab.ad2();
      String anchor = change(random, system);
      lab.good(system, RunProfile.DELTA_IMPORT);
      if (lab.find(system.id(), anchor).isEmpty()) {
        continue;
      }
      for (CsObject object : lab.objects(system.id())) {
        var before = lab.tables();
        new Preview(lab.engine())
            .of(
                system.id(),
                object.id(),
                RuleSet.of(lab.engine().rules().all()),
                new Preview.Options(false, true, false));
        assertThat(lab.tables()).as("seed %d", seed).isEqualTo(before);
      }

      ObjectPreview foretold = preview(system.id(), anchor, LOOK);
      PreviewJson.of(foretold, ConnectorId::value);
      lab.run(system, RunProfile.DELTA_SYNCHRONIZATION);

      List<TargetVerdict> all = new ArrayList<>(foretold.targets());
      all.addAll(foretold.others());
      for (TargetVerdict target : all) {
        target
            .after()
            .ifPresent(
                after ->
                    assertThat(lab.space(target.connector()).byDn(after.dn()))
                        .as("seed %d: %s", seed, after.dn())
                        .map(found -> staged(target.connector(), found))
                        .contains(new Staged(after.dn(), after.unapplied(), target.references())));
        target
            .before()
            .filter(gone -> target.after().isEmpty())
            .ifPresent(
                gone ->
                    assertThat(lab.space(target.connector()).byId(gone.id()))
                        .as("seed %d: %s is removed", seed, gone.dn())
                        .isEmpty());
      }
      foretold
          .metaverse()
          .forEach(
              mv ->
                  mv.after()
                      .ifPresent(
                          after ->
                              assertThat(lab.mv(system.id(), anchor).map(now -> now.attributes()))
                                  .as("seed %d", seed)
                                  .contains(after.attributes())));
    }
  }

  private static void populate(Random random, InMemoryConnector system) {
    for (int i = 1; i <= 8; i++) {
      system.with(
          guid(i),
          "CN=u" + i,
          "user",
          attributes(
              "mail",
              "m" + random.nextInt(10) + "-" + i + "@x",
              "displayName",
              "Name " + i,
              "department",
              random.nextInt(4) == 0 ? "Secret" : "IT",
              "userAccountControl",
              random.nextBoolean() ? 512 : 514));
    }
    system.with(guid(50), "CN=g", "group", attributes("cn", "g"));
    system.reference(
        guid(50),
        "member",
        IntStream.range(1, 8).mapToObj(ConformanceLab::guid).toArray(String[]::new));
    system.reference(guid(2), "manager", guid(1));
  }

  /** Changes one object and returns its anchor. */
  private static String change(Random random, InMemoryConnector system) {
    List<String> anchors = List.copyOf(system.anchors());
    String anchor = anchors.get(random.nextInt(anchors.size()));
    switch (random.nextInt(5)) {
      case 0 -> system.edit(anchor, "department", random.nextBoolean() ? "Secret" : "Sales");
      case 1 -> system.edit(anchor, "title", "T" + random.nextInt(9));
      case 2 -> system.without(anchor);
      case 3 -> system.edit(anchor, "userAccountControl", random.nextBoolean() ? "512" : "514");
      default -> system.edit(anchor, "displayName", "New " + random.nextInt(9));
    }
    return anchor;
  }
}
