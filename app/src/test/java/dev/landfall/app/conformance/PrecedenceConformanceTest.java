package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of several flows to one attribute wins. */
class PrecedenceConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private static RuleDraft rule(int precedence, LinkType link) {
    return RuleDraft.inbound(
        guid(precedence), "Rule " + precedence, AD1, "user", "person", link, precedence);
  }

  @Test
  void cs37_theLowerPrecedenceNumberWins() {
    lab.rules(
        rule(106, LinkType.PROVISION).direct("department", "title"),
        rule(50, LinkType.JOIN).direct("description", "title"));
    lab.ad1().with(guid(1), "CN=Ann", "user", attributes("description", "a", "department", "b"));

    lab.take(lab.ad1());

    assertThat(lab.mvValues(AD1, guid(1), "title")).containsExactly("a");
  }
}
