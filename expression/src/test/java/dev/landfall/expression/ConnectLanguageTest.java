package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Connect dialect as a table. {@code p} holds {"smtp:a", "SMTP:b"}, {@code v} {"x:1", "y:2"},
 * {@code w} {" a", "b "}, {@code one} {"z"}, {@code s} "abc", {@code n} 5, {@code b} the bytes
 * 0102.
 */
class ConnectLanguageTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "p", ExpressionValue.multi("smtp:a", "SMTP:b"),
          "v", ExpressionValue.multi("x:1", "y:2"),
          "w", ExpressionValue.multi(" a", "b "),
          "one", ExpressionValue.multi("z"),
          "s", ExpressionValue.of("abc"),
          "n", ExpressionValue.of(5),
          "b", new ExpressionValue.Bin(new byte[] {1, 2}),
          "r", new ExpressionValue.Ref("CN=A,DC=x"),
          "e", ExpressionValue.multi("", "q"));

  private static void check(String expression, String expected) {
    assertThat(Evaluations.show(Dialect.CONNECT, expression, ATTRIBUTES)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      # lexis
      true ~ compile:unknown-constant
      null ~ compile:unknown-constant
      1.5 ~ compile:decimal-number
      -9223372036854775808 ~ -9223372036854775808
      9223372036854775808 ~ compile:number-out-of-range
      &HFFFFFFFFFFFFFFFF ~ compile:number-out-of-range
      BitAnd(255,&H0F) ~ 15
      "100% “sure”" ~ 100% “sure”
      “x” ~ compile:unexpected-character
      "a""b" ~ a"b
      "a\\\\b" ~ a\\b
      "\\d" ~ \\d
      # checking
      IIF(True,"x",Left(1)) ~ compile:wrong-argument-count
      ImportedValue([a]) ~ compile:wrong-argument-form
      Switch(True) ~ compile:wrong-argument-count
      Switch(True,1,False) ~ compile:wrong-argument-count
      $x ~ compile:unbound-variable
      # types
      UCase("ß") ~ ß
      Trim(" x ") ~ x
      [b] = [b] ~ True
      [b] < [b] ~ error:sync-rule-error-type-mismatch
      True < False ~ error:sync-rule-error-type-mismatch
      [r] = "cn=a, dc=X" ~ True
      [s] = 5 ~ error:sync-rule-error-type-mismatch
      [n] & "x" ~ 5x
      True & "x" ~ error:sync-rule-error-type-mismatch
      [b] & [b] ~ 01020102
      1/0 ~ error:sync-rule-error-arithmetic
      -7/2 ~ -3
      9223372036854775807+1 ~ error:sync-rule-error-arithmetic
      # null
      IsNull("") ~ False
      "" ~ NULL
      BitAnd([a],2) ~ NULL
      IIF(BitAnd([a],2)=0,True,False) ~ False
      IsBitSet([a],2) ~ False
      IsNumeric([a]) ~ False
      IsCert([a]) ~ False
      IIF(NULL,"a","b") ~ b
      Left("abc",NULL) ~ error:sync-rule-error-type-mismatch
      NULL = NULL ~ True
      NULL <= NULL ~ False
      NULL <> "x" ~ True
      NULL / 0 ~ NULL
      IsNull(NULL & NULL) ~ True
      Len([a]) ~ 0
      # special values
      AuthoritativeNull ~ AUTHORITATIVE-NULL
      IIF(True,IgnoreThisFlow,"x") ~ IGNORE
      With($x,AuthoritativeNull,$x) ~ AUTHORITATIVE-NULL
      Trim(AuthoritativeNull) ~ error:sync-rule-error-misplaced-special-value
      "a" & IgnoreThisFlow ~ error:sync-rule-error-misplaced-special-value
      IIF([v]="x:1",AuthoritativeNull,[v]) ~ error:sync-rule-error-misplaced-special-value
      UTF8 ~ error:sync-rule-error-type-mismatch
      # multi-valued
      Trim([e]) ~ {;q}
      [v] & [v] ~ {x:1x:1;y:2y:2}
      UCase([v]) & [p] ~ error:flow-multi-values-to-single-value
      Count(Trim([v])) + Count(Trim([p])) ~ 4
      Count([s]) ~ 1
      [v] = "x:1" ~ {True;False}
      Trim([one]) ~ {z}
      [one] ~ {z}
      UCase(Split("a,b",",")) ~ {A;B}
      With($x,[v],$x & $x) ~ {x:1x:1;y:2y:2}
      With($d,Word([v],2,":"),IIF(IsPresent($d),$d,NULL)) ~ {1;2}
      # functions
      CBool("tRUE") ~ True
      CBool("") ~ error:sync-rule-error-invalid-argument
      CNum("&H10") ~ error:sync-rule-error-invalid-argument
      CNum("+7") ~ 7
      ConvertFromBase64("SABpACEA=") ~ error:sync-rule-error-invalid-argument
      ConvertFromUTF8Hex("FF") ~ error:sync-rule-error-invalid-argument
      CDate("2024-02-29 10:00:00.5Z") ~ 2024-02-29T10:00:00.500Z
      CDate("2/29/2024") ~ 2024-02-29T00:00:00Z
      DateFromNum(-1) ~ error:sync-rule-error-invalid-argument
      DateFromNum(9223372036854775807) ~ error:sync-rule-error-invalid-argument
      FormatDateTime(CDate("2024-02-29 13:05"),"dddd, d MMMM yy h:mm tt zzz") ~ Thursday, 29 February 24 1:05 PM +00:00
      DateAdd("M",1,Now()) ~ error:sync-rule-error-invalid-argument
      InStr("abc","b",0) ~ error:sync-rule-error-invalid-argument
      InStr("abc",NULL) ~ 0
      InStrRev("banana","an",4) ~ 2
      InStrRev("banana","an",5) ~ 4
      PCase("ABC DEF") ~ Abc Def
      Replace("abc","","x") ~ error:sync-rule-error-invalid-argument
      Replace("abc","b",NULL) ~ ac
      ReplaceChars("abc","") ~ abc
      ReplaceChars("abc","b") ~ error:sync-rule-error-invalid-argument
      ReplaceChars("abc","b:") ~ ac
      Split("a;;b",";") ~ {a;;b}
      Split("a","ab") ~ error:sync-rule-error-invalid-argument
      Split("a",";",0) ~ error:sync-rule-error-invalid-argument
      IsString([n]) ~ True
      RandomNum(2,1) ~ error:sync-rule-error-invalid-argument
      DNComponent("CN=a+SN=b,DC=x",1) ~ a+SN=b
      CBin(-1,2) ~ FFFF
      CBin(65536,2) ~ error:sync-rule-error-invalid-argument
      ItemOrNull([a],1) ~ NULL
      Item([a],1) ~ error:sync-rule-error-invalid-argument
      CertVersion("zzz") ~ error:sync-rule-error-invalid-argument
      PadLeft("x",999999999999,"0") ~ error:sync-rule-error-budget-exceeded
      """)
  void clarified(String expression, String expected) {
    check(expression, expected);
  }

  @Test
  void allProblemsAreReportedTogetherWithPlaceAndHint() {
    String source = "Lefft([a],1) & Nul & Trim()";
    Compilation compilation = Expression.compile(Dialect.CONNECT, source);
    assertThat(compilation.problems())
        .extracting(ExpressionProblem::code)
        .containsExactly("unknown-function", "unknown-constant", "wrong-argument-count");
    assertThat(compilation.problems().get(0).hint()).isEqualTo("Did you mean \"Left\"?");
    assertThat(compilation.problems().get(1).caret(source))
        .isEqualTo(source + "\n" + " ".repeat(15) + "^^^");
  }

  @Test
  void namesWhatItReads() {
    Expression expression =
        Expression.compile(
                Dialect.CONNECT, "[Mail] & [mail] & ImportedValue(\"sn\") & %Domain.FQDN%")
            .orThrow();
    assertThat(expression.attributes()).containsExactlyInAnyOrder("Mail", "sn");
    assertThat(expression.parameters()).containsExactly("Domain.FQDN");
  }

  @Test
  void importedValueReadsOnlyWhatAnImportConfirmed() {
    Expression expression =
        Expression.compile(Dialect.CONNECT, "[a] & ImportedValue(\"A\")").orThrow();
    MapContext context =
        MapContext.builder()
            .attribute("a", ExpressionValue.of("new"))
            .imported(Map.of("a", ExpressionValue.of("old")))
            .build();
    assertThat(expression.evaluate(context))
        .isEqualTo(new Outcome.Value(ExpressionValue.of("newold")));
  }
}
