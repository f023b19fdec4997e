package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static dev.landfall.app.conformance.ConformanceLab.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.app.preview.ObjectText;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.rule.scope.ScopeOperator;
import dev.landfall.engine.run.ObjectSearch;
import dev.landfall.engine.run.ObjectState;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.sync.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Objects are found by what they hold, where they are and how they stand. */
class ObjectSearchTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  @BeforeEach
  void world() {
    lab.rules(
        RuleDraft.inbound(guid(100), "In", AD1, "user", "person", LinkType.PROVISION, 100)
            .scope("title", ScopeOperator.NOTEQUAL, "Guest")
            .join("mail", "mail")
            .same("mail", "title"),
        RuleDraft.outbound(guid(200), "Out", AAD, "person", "user", LinkType.PROVISION, 200)
            .computed("\"CN=\" & [mail]", "dn")
            .same("mail"));
    lab.ad1()
        .with(guid(1), "CN=a,OU=Sales,DC=x", "user", attributes("mail", "a@x", "title", "Boss"))
        .with(guid(2), "CN=b,OU=IT,DC=x", "user", attributes("mail", "b@x", "title", "Guest"))
        .with(guid(3), "CN=c,OU=Sales,DC=x", "user", attributes("mail", "c@x"));
    lab.take(lab.ad1());
    lab.ad1().edit(guid(3), "title", "New");
    lab.good(lab.ad1(), RunProfile.DELTA_IMPORT);
  }

  private List<String> found(
      ConnectorId connector, Optional<String> below, String state, ScopeClause... clauses) {
    List<String> dns = new ArrayList<>();
    new ObjectSearch(
            Optional.empty(),
            new Filter(List.of(clauses)),
            below,
            state.isEmpty() ? Optional.empty() : ObjectState.parse(state),
            10)
        .in(lab.space(connector), object -> dns.add(object.dn()));
    return dns;
  }

  private static ScopeClause clause(String attribute, ScopeOperator operator, String value) {
    return new ScopeClause(AttributeName.of(attribute), operator, value);
  }

  @Test
  void byAttributeWithTheOperatorsOfScopes() {
    assertThat(found(AD1, Optional.empty(), "", clause("title", ScopeOperator.ISNOTNULL, "")))
        .hasSize(3);
    assertThat(found(AD1, Optional.empty(), "", clause("title", ScopeOperator.STARTSWITH, "bo")))
        .containsExactly("CN=a,OU=Sales,DC=x");
  }

  @Test
  void bySubtree() {
    assertThat(found(AD1, Optional.of("ou=it, dc=x"), "")).containsExactly("CN=b,OU=IT,DC=x");
  }

  @Test
  void byState() {
    assertThat(found(AD1, Optional.empty(), "disconnector")).containsExactly("CN=b,OU=IT,DC=x");
    assertThat(found(AD1, Optional.empty(), "pending-import:update"))
        .containsExactly("CN=c,OU=Sales,DC=x");
    assertThat(found(AD1, Optional.empty(), "pending-import:delete")).isEmpty();
    assertThat(found(AAD, Optional.empty(), "pending-export:add"))
        .containsExactly("CN=a@x", "CN=c@x");
    assertThat(ObjectState.parse("connector:add")).isEmpty();
    assertThat(ObjectState.parse("lost")).isEmpty();
  }

  @Test
  void whatIsInErrorIsFoundUntilItIsNot() {
    lab.rules(
        in(90, AD1, "user", "person", LinkType.JOIN)
            .scope("title", ScopeOperator.EQUAL, "New")
            .computed("Error(\"no\")", "description"));
    lab.run(lab.ad1(), RunProfile.DELTA_SYNCHRONIZATION);
    assertThat(found(AD1, Optional.empty(), "sync-error")).containsExactly("CN=c,OU=Sales,DC=x");

    lab.ad1().edit(guid(3), "title", "Newer");
    lab.takeChanges(lab.ad1());
    assertThat(found(AD1, Optional.empty(), "sync-error")).isEmpty();
  }

  @Test
  void placeholdersOnlyWhenAskedFor() {
    lab.rules(in(95, AD1, "user", "person", LinkType.JOIN).same("manager"));
    lab.ad1().referenceByDn(guid(1), "manager", "CN=elsewhere,DC=x");
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);

    assertThat(found(AD1, Optional.empty(), "placeholder")).containsExactly("CN=elsewhere,DC=x");
    assertThat(found(AD1, Optional.of("DC=x"), "")).doesNotContain("CN=elsewhere,DC=x").hasSize(3);
  }

  @Test
  void inTheMetaverse() {
    List<List<Value>> mails = new ArrayList<>();
    new ObjectSearch(
            Optional.of("Person"),
            new Filter(List.of(clause("title", ScopeOperator.EQUAL, "boss"))),
            Optional.empty(),
            Optional.empty(),
            10)
        .inMetaverse(
            lab.engine().store(),
            object -> mails.add(object.attributes().get(AttributeName.of("mail"))));
    assertThat(mails).containsExactly(List.of(Value.of("a@x")));
  }

  @Test
  void lineageNamesRuleAndObjectOfEveryValue() {
    ObjectText text =
        new ObjectText(
            lab.engine().store(),
            id -> id.equals(AD1) ? "corp" : "other",
            id -> lab.engine().rules().find(id).orElseThrow().name());

    assertThat(text.of(lab.mv(AD1, guid(1)).orElseThrow()))
        .contains("mail: a@x  (In, corp, CN=a,OU=Sales,DC=x)")
        .contains("corp: CN=a,OU=Sales,DC=x  (projected inbound by In)")
        .contains("other: CN=a@x  (provisioned outbound by Out, provision-held)");
  }

  @Test
  void everyStateOfAStagedObjectIsShown() {
    ObjectText text = new ObjectText(lab.engine().store(), ConnectorId::value, id -> id);

    assertThat(text.of(AD1, lab.cs(AD1, guid(3))))
        .contains("pending import: update")
        .contains("title: (none) → New")
        .contains("projected inbound");
  }
}
