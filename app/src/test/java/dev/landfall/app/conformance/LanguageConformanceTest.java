package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.StepResult;
import dev.landfall.engine.run.StepResult.ObjectIssue;
import dev.landfall.expression.Compilation;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.Expression;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.MapContext;
import dev.landfall.expression.Outcome;
import dev.landfall.expression.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expression language: what an expression gives, and, where a case speaks of objects, what an
 * attribute flow makes of it in a run.
 */
class LanguageConformanceTest {
  @RegisterExtension final ConformanceLab lab = new ConformanceLab();

  private static String value(String expression) {
    return value(expression, Map.of());
  }

  /** How the result displays; {@code nothing} for NULL and {@code ""}. */
  private static String value(String expression, Map<String, ExpressionValue> attributes) {
    Outcome outcome =
        Expression.compile(Dialect.CONNECT, expression)
            .orThrow()
            .evaluate(MapContext.builder().attributes(attributes).build());
    return outcome instanceof Outcome.Value value ? value.value().display() : "nothing";
  }

  private static RuleDraft people(String expression, String target) {
    return RuleDraft.inbound(guid(1), "People", AD1, "user", "person", LinkType.PROVISION, 100)
        .direct("displayName", "displayName")
        .computed(expression, target);
  }

  /** What an inbound flow of one object writes. */
  private List<String> flowed(String expression, String target, Object... namesAndValues) {
    lab.rules(people(expression, target));
    lab.ad1().with(guid(1), "CN=Ann,DC=corp", "user", attributes(namesAndValues));
    lab.take(lab.ad1());
    return lab.mvValues(AD1, guid(1), target);
  }

  /** Two objects, of which the one without title fails; its error. */
  private ObjectIssue failing(String expression) {
    lab.rules(people(expression, "title"));
    lab.ad1().with(guid(1), "CN=Ann,DC=corp", "user", attributes("displayName", "Ann"));
    lab.ad1()
        .with(
            guid(2), "CN=Bob,DC=corp", "user", attributes("displayName", "Bob", "title", "Doctor"));
    lab.good(lab.ad1(), RunProfile.FULL_IMPORT);
    StepResult result = lab.run(lab.ad1(), RunProfile.FULL_SYNCHRONIZATION).result();

    assertThat(result.result()).isEqualTo("completed-sync-errors");
    assertThat(lab.mv(AD1, guid(1))).as("the object in error is left as it was").isEmpty();
    assertThat(lab.mvValues(AD1, guid(2), "title")).containsExactly("Doctor");
    assertThat(result.errors()).hasSize(1);
    return result.errors().get(0);
  }

  @ParameterizedTest
  @CsvSource({"2+3*4, 20", "2+(3*4), 14"})
  void cs52_arithmeticOperatorsShareOneRank(String expression, String result) {
    assertThat(value(expression)).isEqualTo(result);
  }

  @Test
  void cs53_orAndComparisonsNeedNoParentheses() {
    assertThat(
            value(
                "IsPresent([a]) || IsPresent([b]) = False || [b] = \"x\"",
                Map.of("b", ExpressionValue.of("x"))))
        .isEqualTo("True");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      Left("abc",-1)  | abc
      Mid("abc",9,1)  | abc
      Mid("abc",0,1)  | abc
      Mid("abc",2,0)  | nothing
      Len(Mid("abc",2,0)) | 0
      """)
  void cs54_badLengthsAndPositionsGiveTheWholeText(String expression, String result) {
    assertThat(value(expression)).isEqualTo(result);
  }

  @Test
  void cs55_iifEvaluatesOnlyTheBranchTaken() {
    assertThat(value("IIF(True,\"ok\",Error(\"no\"))")).isEqualTo("ok");
  }

  @Test
  void cs55_switchRaisesTheErrorOfTheBranchTaken() {
    assertThatThrownBy(() -> value("Switch(False,\"a\",True,Error(\"no\"))"))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.code()).isEqualTo("sync-rule-error-function-triggered");
              assertThat(e).hasMessage("no");
            });
  }

  @Test
  void cs55_theErrorOfAFlowIsTheObjectsOnly() {
    ObjectIssue issue = failing("IIF(IsPresent([title]),[title],Error(\"No title\"))");

    assertThat(issue.code()).isEqualTo("sync-rule-error-function-triggered");
    assertThat(issue.object()).contains("CN=Ann");
    assertThat(issue.message()).contains("No title");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      Word("a.b-c",3,".-")     | c
      Word("abc",1,"@")        | abc
      IsEmpty(Word("abc",0,"@")) | True
      """)
  void cs56_wordSplitsAtAnyOfTheDelimiters(String expression, String result) {
    assertThat(value(expression)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      CBool(BitAnd(-2147483646,-2147483648)) | True
      BitAnd(2,-2147483648)                  | 0
      """)
  void cs57_bitsAreSignExtended(String expression, String result) {
    assertThat(value(expression)).isEqualTo(result);
  }

  @Test
  void cs57_aSecurityGroupIsRecognisedInAFlow() {
    assertThat(flowed("CBool(BitAnd([groupType],-2147483648))", "flag", "groupType", -2147483646L))
        .containsExactly("True");
  }

  @Test
  void cs58_theNameOfAnEntraObjectIsItsAnchorInHexadecimal() {
    assertThat(value("\"CN={\" & ConvertToUTF8Hex(\"/xmWb4aLEdC0LQDAT8lk/w==\") & \"}\""))
        .isEqualTo("CN={2F786D576234614C456443304C51444154386C6B2F773D3D}");
  }

  @Test
  void cs59_aFunctionOfManyValuesIsCalledForEach() {
    assertThat(flowed("Trim([otherMailbox])", "otherMailbox", "otherMailbox", List.of(" a", "b ")))
        .containsExactly("a", "b");
  }

  @Test
  void cs59_aConditionOfManyValuesPicksAmongThem() {
    assertThat(
            flowed(
                "IIF(Left([otherMailbox],2)=\"x:\",NULL,[otherMailbox])",
                "otherMailbox",
                "otherMailbox",
                List.of("x:1", "y:2")))
        .containsExactly("y:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      CN=Ann\\0ACNF:6f9619ff-8b86-d011-b42d-00c04fc964ff,DC=corp | True
      CN=Ann,DC=corp                                             | False
      """)
  void cs60_conflictObjectsAreDetectedByTheirName(String dn, String found) {
    lab.rules(people("CBool(InStr(DNComponent(CRef([dn]),1),\"\\\\0ACNF:\")>0)", "flag"));
    lab.ad1().with(guid(1), dn, "user", attributes("displayName", "Ann"));

    lab.take(lab.ad1());

    assertThat(lab.mvValues(AD1, guid(1), "flag")).containsExactly(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      [a] = "x"  | False
      "p" & [a]  | p
      CBool([a]) | False
      """)
  void cs61_anAbsentAttributeIsNull(String expression, String result) {
    assertThat(value(expression)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      [title] = "x"      | flag  | False
      "p" & [title]      | title | p
      CBool([title])     | flag  | False
      """)
  void cs61_anAbsentAttributeIsNullInAFlow(String expression, String target, String result) {
    assertThat(flowed(expression, target, "displayName", "Ann")).containsExactly(result);
  }

  /**
   * The case calls it a compile error, the clarification that came later finds names whatever their
   * case and wins: rules with a wrong case do exist. So the rule works, and a warning names the
   * proper spelling; a name that is really unknown is an error.
   */
  @Test
  void cs62_aFunctionNameInWrongCaseIsWarnedOf() {
    Compilation compilation = Expression.compile(Dialect.CONNECT, "left(\"abc\",1)");

    assertThat(compilation.expression()).isPresent();
    assertThat(compilation.problems())
        .extracting(ExpressionProblem::severity, ExpressionProblem::code)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Severity.WARNING, "function-name-case"));
    assertThat(compilation.problems().get(0).message()).contains("\"Left\"");
    assertThat(value("left(\"abc\",1)")).isEqualTo("a");
    assertThat(Expression.compile(Dialect.CONNECT, "lefft(\"abc\",1)").expression()).isEmpty();
  }

  @Test
  void cs63_aFileTimeIsWrittenAsGeneralizedTime() {
    assertThat(value("FormatDateTime(DateFromNum(133536816000000000),\"yyyyMMddHHmmss.0Z\")"))
        .isEqualTo("20240229120000.0Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      Contains([p],"SMTP:")                 | 2
      Contains([p],"SMTP:",CaseInsensitive) | 1
      Contains([absent],"SMTP:")            | 0
      """)
  void cs64_containsCountsFromOne(String expression, String result) {
    assertThat(value(expression, Map.of("p", ExpressionValue.multi("smtp:a", "SMTP:b"))))
        .isEqualTo(result);
  }

  @Test
  void cs65_anUndefinedParameterIsAnErrorOfTheObject() {
    ObjectIssue issue = failing("IIF(IsPresent([title]),[title],%No.Such%)");

    assertThat(issue.code()).isEqualTo("sync-rule-error-undefined-parameter");
    assertThat(issue.object()).contains("CN=Ann");
    assertThat(issue.message()).contains("%No.Such%");
  }
}
