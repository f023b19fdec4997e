package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.rule.standard.StandardRules;
import dev.landfall.engine.run.CyclePolicy;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules that keep objects out of the cloud by {@code cloudFiltered}. */
class CloudFilteringTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  @BeforeEach
  void standardRules() {
    lab.rules(StandardRules.of(List.of(AD1)).toArray(new SyncRule[0]));
  }

  private void user(int number, String department) {
    lab.ad1()
        .with(
            guid(number),
            "CN=Person " + number,
            "user",
            attributes(
                "objectGUID",
                new byte[] {(byte) number, 1},
                "objectSid",
                new byte[] {1, 1, 0, 0, 0, 0, 0, 5, (byte) number, 0, 0, 0},
                "sAMAccountName",
                "person" + number,
                "displayName",
                department + " " + number,
                "userAccountControl",
                512,
                "department",
                department));
  }

  private void cycles() {
    for (int i = 0; i < 3; i++) {
      assertThat(lab.cycle(CyclePolicy.DELTA)).allMatch(run -> run.result().clean());
    }
  }

  private List<String> cloud() {
    return lab.aad().anchors().stream()
        .map(anchor -> lab.aad().attributes(anchor).orElseThrow().text("displayName").orElse(""))
        .sorted()
        .toList();
  }

  @Test
  void negativeFilteringTakesTheUnwantedOutOfTheCloud() {
    user(1, "Sales");
    user(2, "Robots");
    cycles();
    assertThat(cloud()).containsExactly("Robots 2", "Sales 1");

    lab.rules(
        in(50, AD1, "user", "person", LinkType.JOIN)
            .scope("department", ScopeOperator.EQUAL, "Robots")
            .constant("True", "cloudFiltered"));
    cycles();

    assertThat(cloud()).containsExactly("Sales 1");
  }

  @Test
  void positiveFilteringLetsOnlyTheWantedIn() {
    lab.rules(
        in(51, AD1, "user", "person", LinkType.JOIN)
            .scope("department", ScopeOperator.EQUAL, "Sales")
            .constant("False", "cloudFiltered"),
        in(99, AD1, "user", "person", LinkType.JOIN).constant("True", "cloudFiltered"));
    user(1, "Sales");
    user(2, "Robots");

    cycles();

    assertThat(cloud()).containsExactly("Sales 1");
    user(2, "Sales");
    cycles();
    assertThat(cloud()).containsExactly("Sales 1", "Sales 2");
  }
}
