package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about a source: everything at once, where it is, and what to do. */
class ProblemsTest {
  private static List<ExpressionProblem> problems(String source) {
    return Expression.compile(Dialect.CONNECT, source).problems();
  }

  private static String shown(String source) {
    return problems(source).stream()
        .map(each -> each.code() + "@" + each.position())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Lefft([a],1) & Nul & Trim()         ~ unknown-function@0 unknown-constant@15 wrong-argument-count@21
      Lefft([a] ~ unknown-function@0 syntax@9
      Left([a] ~ syntax@8
      Left( ~ syntax@5
      Left([a],(1 ~ syntax@11
      Trim(Lefft([a] ~ unknown-function@5 syntax@14
      Replace([a],*,Nul) ~ syntax@12 unknown-constant@14
      Replace([a],"x" "y",Trimm([b])) ~ syntax@16 unknown-function@20
      IIF((1+,2),Lefft("a",1),$x) ~ syntax@7 unknown-function@11 unbound-variable@24
      Trim([a]) Trim([b]) ~ syntax@10
      Lefft("a ~ unknown-function@0 unterminated-string@6
      Trim([a ~ unterminated-attribute@5
      [a b] & “x” ~ bad-attribute-name@0 unexpected-character@8 unknown-constant@9 unexpected-character@10
      1.5 + 99999999999999999999 ~ decimal-number@0 number-out-of-range@6
      Trim(,) ~ wrong-argument-count@0
      Left([a],) ~ missing-argument@9
      With($x,$x,1) ~ unbound-variable@8
      Select([a],[b],1) ~ wrong-argument-form@7
      ValueCount("a" & "b") ~ wrong-argument-form@15
      1 = 2 = 3 ~ chained-comparison@6
      """)
  void everythingIsToldAtOnce(String source, String expected) {
    assertThat(shown(source)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Lefft("a",1) ~ Did you mean "Left"?
      UCse("a") ~ Did you mean "UCase"?
      AuthoritiveNull ~ Did you mean "AuthoritativeNull"?
      null ~ Did you mean "NULL"?
      true ~ Write "True".
      Now ~ A function is called with parentheses: Now(...).
      With($domain,[mail],$domian) ~ Did you mean "domain"?
      $x ~ Variables are bound by Select, Where and With.
      Left("a") ~ Its signature is str Left(str text, num count).
      “x” ~ Use straight quotes: ".
      Frobnicate(1) ~ ``
      """)
  void hintsNameTheNextStep(String source, String hint) {
    assertThat(problems(source).get(0).hint()).isEqualTo(hint);
  }

  /** Types known before anything is evaluated are compared; the branch may never be taken. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      LCase(Len([a])) ~ 6 ~ Argument 1 (text) of "LCase" is a number, but text is wanted.
      Left([a],"3") ~ 9 ~ Argument 2 (count) of "Left" is text, but a number is wanted.
      Len(5) ~ 4 ~ Argument 1 (value) of "Len" is a number, but text or binary is wanted.
      StringFromSid("S-1") ~ 14 ~ Argument 1 (objectSid) of "StringFromSid" is text, but binary is wanted.
      FormatDateTime([a]&"x","d") ~ 18 ~ Argument 1 (value) of "FormatDateTime" is text, but a date-time is wanted.
      IIF("x",1,2) ~ 4 ~ Argument 1 (condition) of "IIF" is text, but a Boolean expression is wanted.
      UCase(IIF([a]="x",1,2)) ~ 6 ~ Argument 1 (text) of "UCase" is a number, but text is wanted.
      UCase(Switch([a]="x",1,True,True)) ~ 6 ~ Argument 1 (text) of "UCase" is a number or a Boolean, but text is wanted.
      With($n,Len([a]),UCase($n)) ~ 23 ~ Argument 1 (text) of "UCase" is a number, but text is wanted.
      Select($n,Split([a],","),Len($n)+$n) ~ 32 ~ "+" wants a number, but its right side is text.
      ConvertFromBase64([a],"UTF8") ~ 22 ~ Argument 2 (encoding) of "ConvertFromBase64" is text, but an enumeration member is wanted.
      [a]="x" & True ~ 8 ~ "&" wants text or a number or binary or a reference, but its right side is a Boolean.
      CBin(1,2) & "x" ~ 10 ~ "&" joins binary with binary only, not with text.
      Len([a]) = "3" ~ 9 ~ "=" cannot compare a number with text.
      True < False ~ 5 ~ "<" wants text or a number or a date-time, but its left side is a Boolean.
      "a" || True ~ 4 ~ "||" wants a Boolean, but its left side is text.
      -"a" ~ 0 ~ "-" wants a number, but the operand is text.
      Contains(Now(),"x") ~ 9 ~ Argument 1 (attribute) of "Contains" is a date-time, but text is wanted.
      """)
  void typesThatCannotFitAreWarnedOf(String source, int position, String message) {
    Compilation compilation = Expression.compile(Dialect.CONNECT, source);

    assertThat(compilation.expression()).isPresent();
    assertThat(compilation.problems().get(0))
        .extracting(
            ExpressionProblem::severity,
            ExpressionProblem::code,
            ExpressionProblem::position,
            ExpressionProblem::message)
        .containsExactly(Severity.WARNING, "type-mismatch", position, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      LCase([a])
      LCase(CRef("CN=x"))
      DNComponent("CN=x",1)
      Len(Mid([a],1,2))
      LCase(Mid([b],1,2))
      BitAnd([a],&HFF) > 0 && CBool([b])
      Left(NULL,1) & NULL & 5
      IIF([a],[b],Len([c])) & "x"
      UCase(IIF([a]="x",1,"y"))
      AuthoritativeNull
      GUID() & Guid()
      CertNotAfter([c]) > DateAdd("d",30,Now())
      DNComponentRev([dn],1,"DC") & DNComponentRev([dn],1,DC)
      Len([a]) = NULL
      """)
  void whatMayFitIsNotComplainedAbout(String source) {
    assertThat(problems(source)).isEmpty();
  }

  @Test
  void caretsStandUnderThePlace() {
    String source = "Trim([a]) &\n\tLefft([b],1)";
    ExpressionProblem problem = problems(source).get(0);

    assertThat(problem.caret(source)).isEqualTo(" Lefft([b],1)\n ^^^^^");
  }

  @Test
  void wrongTypesTellWhichFunctionConverts() {
    assertThat(problems("UCase(Now())").get(0).hint())
        .isEqualTo("Evaluating this fails. FormatDateTime makes text of it.");
  }

  @Test
  void noMoreThanAHundredProblemsAreTold() {
    assertThat(problems("left(#,1)&".repeat(900) + "Nul")).hasSize(Limits.PROBLEMS);
  }
}
