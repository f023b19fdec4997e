package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.AD2;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static dev.landfall.app.conformance.ConformanceLab.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import dev.landfall.engine.run.RunProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scope filters: an object that is in scope of the only rule is projected, one that is not stays a
 * disconnector.
 */
class ScopeConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private int users;

  private static RuleDraft rule() {
    return in(100, AD1, "user", "person", LinkType.PROVISION);
  }

  private static RuleDraft rule(String attribute, ScopeOperator operator, String value) {
    return rule().scope(attribute, operator, value);
  }

  private boolean inScope(Object... namesAndValues) {
    return inScopeAt("CN=u" + (users + 1), namesAndValues);
  }

  private boolean inScopeAt(String dn, Object... namesAndValues) {
    String anchor = guid(++users);
    lab.ad1().with(anchor, dn, "user", attributes(namesAndValues));
    lab.take(lab.ad1());
    assertThat(lab.find(AD1, anchor)).isPresent();
    return lab.mv(AD1, anchor).isPresent();
  }

  @Test
  void cs13_withoutScopeGroupsEveryObjectOfTheTypeIsInScope() {
    lab.rules(rule());
    lab.ad1().with(guid(90), "CN=c", "contact", attributes("title", "x"));

    assertThat(inScope()).isTrue();
    assertThat(inScope("department", "IT")).isTrue();
    assertThat(lab.mv(AD1, guid(90))).isEmpty();
  }

  @Test
  void cs14_anyGroupWithAllOfItsClausesIsEnough() {
    lab.rules(
        rule("department", ScopeOperator.EQUAL, "IT")
            .and("c", ScopeOperator.EQUAL, "DK")
            .scope("c", ScopeOperator.EQUAL, "SE"));

    assertThat(inScope("c", "SE", "department", "HR")).isTrue();
    assertThat(inScope("department", "IT", "c", "DK")).isTrue();
    assertThat(inScope("department", "IT", "c", "NO")).isFalse();
    assertThat(inScope()).isFalse();
  }

  @Test
  void cs15_anAbsentAttributeDoesNotStartWithAnything() {
    lab.rules(rule("adminDescription", ScopeOperator.NOTSTARTSWITH, "Group_"));

    assertThat(inScope()).isTrue();
    assertThat(inScope("adminDescription", "Group")).isTrue();
    assertThat(inScope("adminDescription", "Group_1")).isFalse();
    assertThat(inScope("adminDescription", "group_1")).isFalse();
  }

  @Test
  void cs16_absentAndFalseAreNotTrue() {
    lab.rules(rule("cloudFiltered", ScopeOperator.NOTEQUAL, "True"));

    assertThat(inScope()).isTrue();
    assertThat(inScope("cloudFiltered", false)).isTrue();
    assertThat(inScope("cloudFiltered", true)).isFalse();
  }

  @Test
  void cs17_absentIsNotFalse() {
    lab.rules(rule("cloudMastered", ScopeOperator.EQUAL, "False"));

    assertThat(inScope()).isFalse();
    assertThat(inScope("cloudMastered", true)).isFalse();
    assertThat(inScope("cloudMastered", false)).isTrue();
  }

  private void assertDisabledAccountsAreOut() {
    assertThat(inScope("userAccountControl", 512)).isTrue();
    assertThat(inScope("userAccountControl", 514)).isFalse();
    assertThat(inScope()).isTrue();
  }

  @Test
  void cs18_aBitThatIsNotSetIsAMatterOfTheMask() {
    lab.rules(rule("userAccountControl", ScopeOperator.ISBITNOTSET, "2"));

    assertDisabledAccountsAreOut();
  }

  @Test
  void cs19_theOtherSpellingOfTheBitOperatorLoadsAndBehavesTheSame() {
    String xml =
        RuleXmlWriter.write(rule("userAccountControl", ScopeOperator.ISBITNOTSET, "2").rule())
            .replace("ISBITNOTSET", "ISNOTBITSET");
    assertThat(xml).contains("<csOperator>ISNOTBITSET</csOperator>");
    SyncRule read = RuleXmlReader.parse(xml, "rule.xml", new ArrayList<>()).orElseThrow();

    lab.rules(read);

    assertDisabledAccountsAreOut();
    assertThat(RuleXmlWriter.write(read)).contains("<csOperator>ISBITNOTSET</csOperator>");
  }

  @Test
  void cs20_numbersCompareAsNumbers() {
    lab.rules(rule("memberCount", ScopeOperator.LESSTHAN, "50000"));

    assertThat(inScope("memberCount", 9)).isTrue();
    assertThat(inScope("memberCount", 50_000)).isFalse();
    assertThat(inScope("memberCount", 123_456)).isFalse();
    assertThat(inScope()).isFalse();
  }

  @Test
  void cs21_booleansCompareWithoutRegardToLetterCase() {
    lab.rules(rule("flag", ScopeOperator.EQUAL, "TRUE"));

    assertThat(inScope("flag", true)).isTrue();
    assertThat(inScope("flag", false)).isFalse();
  }

  @Test
  void cs22_isInLooksThroughAllValues() {
    lab.rules(rule("proxyAddresses", ScopeOperator.ISIN, "smtp:a@x"));

    assertThat(inScope("proxyAddresses", List.of("SMTP:b@x", "smtp:a@x"))).isTrue();
    assertThat(inScope("proxyAddresses", List.of("SMTP:b@x", "smtp:ab@x"))).isFalse();
  }

  @Test
  void cs23_theDistinguishedNameCanBeAskedLikeAnAttribute() {
    lab.rules(rule("dn", ScopeOperator.ENDSWITH, "OU=P,DC=x"));

    assertThat(inScopeAt("CN=ann,OU=P,DC=x")).isTrue();
    assertThat(inScopeAt("CN=bob,ou=q,OU=p,dc=X")).isTrue();
    assertThat(inScopeAt("CN=cid,OU=Q,DC=x")).isFalse();
  }

  @Test
  void cs24_directMembersOfTheGroupAreInScopeAndOthersAreNot() {
    lab.rules(rule("", ScopeOperator.ISMEMBEROF, "CN=Pilots,DC=x"));
    lab.ad1()
        .with(guid(1), "CN=direct,DC=x", "user", attributes("title", "t"))
        .with(guid(2), "CN=nested,DC=x", "user", attributes("title", "t"))
        .with(guid(3), "CN=other,DC=x", "user", attributes("title", "t"))
        .with(guid(10), "CN=Pilots,DC=x", "group", attributes("cn", "Pilots"))
        .with(guid(11), "CN=Inner,DC=x", "group", attributes("cn", "Inner"))
        .reference(guid(11), "member", guid(2))
        .reference(guid(10), "member", guid(1), guid(11));

    lab.take(lab.ad1());

    assertThat(lab.mv(AD1, guid(1))).isPresent();
    assertThat(lab.mv(AD1, guid(2))).isEmpty();
    assertThat(lab.mv(AD1, guid(3))).isEmpty();
  }

  @Test
  void cs25_theIdOfTheConnectorIsReplacedBeforeComparing() {
    lab.rules(
        in(100, AD1, "user", "person", LinkType.PROVISION)
            .computed("%Connector.ID%", "contributingConnectorExchange")
            .same("accountName"),
        in(101, AD2, "user", "person", LinkType.PROVISION)
            .computed("%Connector.ID%", "contributingConnectorExchange")
            .same("accountName"),
        out(200, AD1, "person", "user", LinkType.PROVISION)
            .scope("contributingConnectorExchange", ScopeOperator.EQUAL, "%Connector.ID%")
            .computed("\"CN=\" & [accountName]", "dn")
            .constant("Exchange is here", "title"));
    lab.ad1().with(guid(1), "CN=ann", "user", attributes("accountName", "ann"));
    lab.ad2().with(guid(2), "CN=bob", "user", attributes("accountName", "bob"));

    lab.take(lab.ad1());
    lab.take(lab.ad2());
    lab.good(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION);

    assertThat(lab.mv(AD1, guid(1))).isPresent();
    assertThat(lab.mv(AD2, guid(2))).isPresent();
    assertThat(lab.pendingExports(AD1)).singleElement().asString().endsWith("CN=ann");
  }
}
