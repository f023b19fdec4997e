package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Cloud Sync dialect as a table. {@code m} holds {"q", "r"}, {@code x} "a", {@code n} 7. */
class CloudSyncLanguageTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "m", ExpressionValue.multi("q", "r"),
          "x", ExpressionValue.of("a"),
          "n", ExpressionValue.of(7),
          "p", ExpressionValue.of("a/b"),
          "mail", ExpressionValue.of("ada@x.example"),
          "dn", ExpressionValue.of("CN=Doe\\, Jo,OU=S,DC=x"));

  private static void check(String expression, String expected) {
    assertThat(Evaluations.show(Dialect.CLOUD_SYNC, expression, ATTRIBUTES)).isEqualTo(expected);
  }

  @Test
  void CL_61_defaultCommonName() {
    check(
        "Append(Append(Left(Trim(\"  Sales EMEA \"),51),\"_\"),"
            + "Mid(\"6d2a3c1e-9f40-4b6d-a1c7-0f3e5b9d8a21\",25,12))",
        "Sales EMEA_0f3e5b9d8a21");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Switch([x],"d","A","1","a","2") ~ 2
      Switch([no],"d","A","1","a","2") ~ d
      Switch([no],"d","","1") ~ 1
      Switch([x],"d") ~ d
      """)
  void CL_62_switchMatchesExactly(String expression, String expected) {
    check(expression, expected);
  }

  @Test
  void CL_63_replaceByPattern() {
    check("Replace([dn], , \"^.*?,(?=(?:CN|OU|DC)=)\", , \"\", , )", "OU=S,DC=x");
  }

  @Test
  void CL_64_iifIsPresentOfAnAbsentAttribute() {
    check("IIF(IsPresent([u]),[u],\"z\")", "z");
  }

  @Test
  void CL_65_itemOutOfBoundsIsLocated() {
    Expression expression =
        Expression.compile(Dialect.CLOUD_SYNC, "Trim(Item(Split(\"a;b\",\";\"),3))").orThrow();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> expression.evaluate(Evaluations.context(Map.of())))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.position()).isEqualTo(5);
              assertThat(e.code()).isEqualTo("sync-rule-error-invalid-argument");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      CDate("") ~ error:sync-rule-error-invalid-argument
      IgnoreFlowIfNullOrEmpty("") ~ IGNORE
      """)
  void CL_66_nothing(String expression, String expected) {
    check(expression, expected);
  }

  @Test
  void CL_67_tooLong() {
    check("\"" + "x".repeat(9_999) + "\"", "compile:expression-too-long");
  }

  @Test
  void CL_68_functionNamesResolveWithAWarning() {
    check("append(\"a\",\"b\")", "ab");
    assertThat(Expression.compile(Dialect.CLOUD_SYNC, "append(\"a\",\"b\")").problems())
        .extracting(ExpressionProblem::severity)
        .containsExactly(Severity.WARNING);
  }

  @Test
  void CL_88_weeksStartOnSunday() {
    check("DateDiff(\"ww\", CDate(\"2025-03-01\"), CDate(\"2025-03-02\"))", "1");
  }

  @Test
  void CL_89_diacritics() {
    check("NormalizeDiacritics(\"Ærøskøbing\")", "AEroeskoebing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Word("one,two;three",3,",;") ~ three
      Word("one,two;three",4,",;") ~ NULL
      """)
  void CL_90_word(String expression, String expected) {
    check(expression, expected);
  }

  @Test
  void CL_91_preserveOrganizationalUnit() {
    String escaped = "Replace([g],\"\\\\,\", , ,\"\\\\2C\", , )";
    String source =
        "IIF(IsPresent([g]),Mid(Mid("
            + escaped
            + ", InStr("
            + escaped
            + ",\",\"), 9999), 2, 9999),\"OU=CloudGroups,DC=corp\")";
    Map<String, ExpressionValue> moved = Map.of("g", ExpressionValue.of("CN=A\\, B,OU=X,DC=y"));
    assertThat(Evaluations.show(Dialect.CLOUD_SYNC, source, moved)).isEqualTo("OU=X,DC=y");
    check(source, "OU=CloudGroups,DC=corp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      1.5 ~ compile:decimal-number
      true ~ compile:unknown-constant
      9223372036854775808 ~ compile:number-out-of-range
      "a"="a" ~ True
      [n]="7" ~ True
      [n]<"10" ~ True
      IgnoreFlowIfNullOrEmpty([no]) ~ IGNORE
      IIF("a"="a",IgnoreFlowIfNullOrEmpty([no]),"x") ~ IGNORE
      Append(IgnoreFlowIfNullOrEmpty([no]),"x") ~ error:sync-rule-error-misplaced-special-value
      CBool([no]) ~ False
      CBool("x") ~ error:sync-rule-error-invalid-argument
      IsString([no]) ~ False
      Mid("abc",0,1) ~ error:sync-rule-error-invalid-argument
      Mid([no],1,1) ~ NULL
      Mid("abc",9,1) ~ NULL
      Join(",",[no],[no]) ~ NULL
      Split("a--b","--") ~ {a;b}
      InStr("abc","") ~ 1
      Replace("a","b","c") ~ compile:replace-form
      Replace([n2],"@@", , , , ,"sip:@@") ~ NULL
      Replace([x],"@@", , , , ,"sip:@@") ~ sip:a
      Replace("X-1", ,"^(?<pre>X)-","pre","Y", , ) ~ Y-1
      Replace([nick], ,"^(?<u_1>[^@]+)@","u_1", ,[mail], ) ~ ada
      Replace([x], ,"^(?<u>[^@]+)@","u", ,[mail], ) ~ a
      Replace("ab", ,"(?<l>a)(?<r>b)", ,"${r}${l}", , ) ~ ba
      FormatDateTime([no], ,"yyyyMMdd","dd/MM/yyyy") ~ NULL
      DNComponent([dn],1) ~ Doe\\, Jo
      DNComponent([dn],9) ~ NULL
      ConvertFromBase64("WsO8","UTF8") ~ Zü
      NormalizeDiacritics("Æœß й") ~ AEoess й
      Now() ~ 2/29/2024 12:00:00 PM
      Append("x",Now()) ~ x2/29/2024 12:00:00 PM
      ToUpper([m]) ~ Q
      Trim([m]) ~ {q;r}
      [m] ~ {q;r}
      PCase("o'neil ABC") ~ O'neil Abc
      IIF([no]="","y","n") ~ n
      IIF([no]<>"x","y","n") ~ y
      "a" && "b" ~ compile:operator-not-available
      vbTextCompare ~ error:sync-rule-error-type-mismatch
      Trim(SelectUniqueValue("a","b")) ~ compile:must-be-outermost
      RandomString(300,0,0,0,0) ~ error:sync-rule-error-invalid-argument
      """)
  void clarified(String expression, String expected) {
    check(expression, expected);
  }

  @Test
  void catastrophicPatternsEndInTheBudget() {
    check(
        "Replace(\"" + "a".repeat(60) + "!\", ,\"^(a|aa)+\\\\1c$\", ,\"x\", , )",
        "error:sync-rule-error-budget-exceeded");
  }

  @Test
  void redactionIsVisibleToTheLog() {
    assertThat(Expression.compile(Dialect.CLOUD_SYNC, "Redact([pin])").orThrow().redacted())
        .isTrue();
  }
}
