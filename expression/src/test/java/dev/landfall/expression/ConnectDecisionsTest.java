package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the reference of the Connect dialect leaves room: one row for each decision. {@code p}
 * holds {"smtp:a", "SMTP:b"}, {@code v} {"x:1", "y:2"}, {@code e} {"", "q"}, {@code one} {"z"},
 * {@code rs} two references, {@code s} "abc", {@code n} 5, {@code t} True, {@code b} the bytes
 * 0102, {@code none} the empty binary, {@code r} a reference; {@code a} is absent.
 */
class ConnectDecisionsTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("p", ExpressionValue.multi("smtp:a", "SMTP:b")),
          Map.entry("v", ExpressionValue.multi("x:1", "y:2")),
          Map.entry("e", ExpressionValue.multi("", "q")),
          Map.entry("one", ExpressionValue.multi("z")),
          Map.entry(
              "rs",
              new ExpressionValue.Multi(
                  java.util.List.of(
                      new ExpressionValue.Ref("CN=A,DC=x"), new ExpressionValue.Ref("CN=B,DC=x")))),
          Map.entry("s", ExpressionValue.of("abc")),
          Map.entry("n", ExpressionValue.of(5)),
          Map.entry("t", ExpressionValue.of(true)),
          Map.entry("b", new ExpressionValue.Bin(new byte[] {1, 2})),
          Map.entry("none", new ExpressionValue.Bin(new byte[0])),
          Map.entry("r", new ExpressionValue.Ref("CN=A,DC=x")));

  private static void check(String expression, String expected) {
    assertThat(Evaluations.show(Dialect.CONNECT, expression, ATTRIBUTES)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      TRUE ~ compile:unknown-constant
      Null ~ compile:unknown-constant
      authoritativenull ~ compile:unknown-constant
      UTF8 & "x" ~ error:sync-rule-error-type-mismatch
      With($X,"a",$x) ~ compile:unbound-variable
      BitAnd(255,&h0F) ~ compile:syntax
      BitAnd(255,&HfF) ~ 255
      -&H10 ~ -16
      2-3 ~ -1
      2--3 ~ 5
      -[n] ~ -5
      -(2+3) ~ -5
      -9223372036854775808+0 ~ -9223372036854775808
      &H7FFFFFFFFFFFFFFF ~ 9223372036854775807
      &H8000000000000000 ~ compile:number-out-of-range
      00000000000000000000000000007 ~ 7
      "%Domain.FQDN%" ~ %Domain.FQDN%
      "a"&HFF ~ compile:unknown-constant
      "a" & &HFF ~ a255
      (1)&2 ~ 12
      tRIM(" x ") ~ x
      [S] & [N] ~ abc5
      [ s ] ~ compile:bad-attribute-name
      "a\\"b" ~ a"b
      "\\x" ~ \\x
      Len("\\t\\n\\r") ~ 3
      Len(CRLF) ~ 2
      True && True || False && False ~ False
      1<2 = True ~ compile:chained-comparison
      """)
  void lexisAndGrammar(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      IIF(True,"x",NoSuch(1)) ~ compile:unknown-function
      IIF(False,%No.Such%,"x") ~ x
      %No.Such% ~ error:sync-rule-error-undefined-parameter
      "a@" & %Domain.FQDN% ~ a@contoso.com
      Switch(True,"x",False,%No.Such%) ~ x
      ImportedValue("a" & "b") ~ compile:wrong-argument-form
      ImportedValue(With($x,"a",$x)) ~ compile:wrong-argument-form
      ValueCount([p]) ~ compile:wrong-argument-form
      ValueCount("P") ~ 2
      ValueCount("s") ~ 1
      ValueCount("a") ~ 0
      """)
  void checking(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Len("😀") ~ 2
      Mid("a😀b",2,2) ~ 😀
      UCase("straße ﬁ") ~ STRAßE ﬁ
      LCase("İI") ~ İi
      UCase("ıi") ~ ıI
      Trim("\u00a0\u2003x\u00a0") ~ x
      [t] = True ~ True
      [t] <> False ~ True
      [t] > False ~ error:sync-rule-error-type-mismatch
      [b] = CBin(513,2) ~ True
      [b] >= [b] ~ error:sync-rule-error-type-mismatch
      [r] = "CN=a, DC=X" ~ True
      "CN=B,DC=x" <> [r] ~ True
      [r] = CRef("cn=A,dc=x") ~ True
      [r] < "x" ~ error:sync-rule-error-type-mismatch
      "a" < "b" ~ True
      "B" < "a" ~ True
      "a" = "A" ~ False
      Now() > DateAdd("d",-1,Now()) ~ True
      [s] = True ~ error:sync-rule-error-type-mismatch
      [r] & "x" ~ CN=A,DC=xx
      LCase([r]) ~ cn=a,dc=x
      Now() & "x" ~ error:sync-rule-error-type-mismatch
      [b] & "x" ~ error:sync-rule-error-type-mismatch
      [b] & NULL ~ 0102
      "1"+1 ~ error:sync-rule-error-type-mismatch
      7/2 ~ 3
      -9223372036854775808/-1 ~ error:sync-rule-error-arithmetic
      9223372036854775807*2 ~ error:sync-rule-error-arithmetic
      "x" && True ~ error:sync-rule-error-type-mismatch
      False && "x" ~ False
      True || Error("not reached") ~ True
      """)
  void types(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      BitAnd(1,NULL) ~ NULL
      BitOr(NULL,1) ~ NULL
      CNum([a]) ~ NULL
      CDate([a]) ~ NULL
      CGuid([a]) ~ NULL
      CRef([a]) ~ NULL
      CStr([a]) ~ NULL
      DateAdd("d",1,NULL) ~ NULL
      DateAdd("d",NULL,Now()) ~ NULL
      DateFromNum(NULL) ~ NULL
      FormatDateTime(NULL,"d") ~ NULL
      NumFromDate(NULL) ~ NULL
      CertIssuer([a]) ~ NULL
      CertNotAfter([a]) ~ NULL
      CertNameInfo([a],"SimpleName",False) ~ NULL
      IsBitSet(1,NULL) ~ False
      IsString([a]) ~ False
      IsDate([a]) ~ False
      IsGuid([a]) ~ False
      IsEmpty([a]) ~ False
      Switch(NULL,"a",True,"b") ~ b
      Count(Where($x,[v],NULL)) ~ 0
      Right("abc",NULL) ~ error:sync-rule-error-type-mismatch
      Mid("abc",NULL,1) ~ error:sync-rule-error-type-mismatch
      Mid("abc",1,NULL) ~ error:sync-rule-error-type-mismatch
      Item([v],NULL) ~ error:sync-rule-error-type-mismatch
      ItemOrNull([v],NULL) ~ error:sync-rule-error-type-mismatch
      DNComponent([r],NULL) ~ error:sync-rule-error-type-mismatch
      InStr("abc","b",NULL) ~ error:sync-rule-error-type-mismatch
      Word("a",NULL,"@") ~ error:sync-rule-error-type-mismatch
      PadLeft("a",NULL,"0") ~ error:sync-rule-error-type-mismatch
      PadLeft("a",3,NULL) ~ error:sync-rule-error-type-mismatch
      NULL = "x" ~ False
      NULL < "x" ~ False
      NULL <> NULL ~ False
      NULL >= NULL ~ False
      [a] > 5 ~ False
      NULL + 1 ~ NULL
      1/NULL ~ NULL
      -NULL ~ NULL
      NULL && True ~ False
      NULL || True ~ True
      CBool(NULL) ~ False
      InStr(NULL,"x") ~ 0
      Count(NULL) ~ 0
      Contains(NULL,"x") ~ 0
      IsNull(Left(NULL,1)) ~ False
      IsNull(Mid(NULL,1,1)) ~ False
      IsNull(PadLeft(NULL,3,"0")) ~ False
      IsNull(Word(NULL,1,"@")) ~ False
      IsNull(Trim(NULL)) ~ True
      IsNull(LCase(NULL)) ~ True
      IsNull(Replace(NULL,"a","b")) ~ True
      IsNull(Join(NULL)) ~ True
      IsNull(Split(NULL,";")) ~ True
      Where($x,[v],False) ~ NULL
      """)
  void nothing(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      IgnoreThisFlow ~ IGNORE
      Switch(True,AuthoritativeNull) ~ AUTHORITATIVE-NULL
      With($x,IgnoreThisFlow,IIF(True,$x,"y")) ~ IGNORE
      With($x,AuthoritativeNull,"y") ~ y
      IsNull(AuthoritativeNull) ~ error:sync-rule-error-misplaced-special-value
      IIF(AuthoritativeNull,1,2) ~ error:sync-rule-error-misplaced-special-value
      AuthoritativeNull = NULL ~ error:sync-rule-error-misplaced-special-value
      True && IgnoreThisFlow ~ error:sync-rule-error-misplaced-special-value
      Select($x,[v],IgnoreThisFlow) ~ error:sync-rule-error-misplaced-special-value
      IIF(False,Trim(AuthoritativeNull),"x") ~ x
      """)
  void specialValues(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      IIF([v]="x:1",NULL,[v]) ~ {y:2}
      IIF([v]="x:1","",[v]) ~ {;y:2}
      [v] & "!" ~ {x:1!;y:2!}
      Word([v],2,":") & Word([v],1,":") ~ {1x;2y}
      [v] & [p] ~ error:flow-multi-values-to-single-value
      Join(Trim([v]),"") & Join(Trim([p]),"") ~ x:1y:2smtp:aSMTP:b
      Item([s],1) ~ abc
      Join([s]) ~ abc
      Contains([s],"b") ~ 1
      RemoveDuplicates([s]) ~ {abc}
      [v] = "y:2" || [v] = "x:1" ~ {True;True}
      IsPresent([v]) ~ True
      IsNull([v]) ~ False
      Len([v]) ~ {3;3}
      IIF([v]="x:1",UCase([v]),[v]) ~ {X:1;y:2}
      IIF([v]="x:1",Count([v]),0) ~ {2;0}
      IIF(IsPresent([v]),UCase([v]),NULL) ~ {X:1;Y:2}
      With($g,Guid(),$g = $g) ~ True
      Guid() = Guid() ~ False
      UCase([one]) ~ {Z}
      ImportedValue("v") & "!" ~ {x:1!;y:2!}
      """)
  void collections(String expression, String expected) {
    check(expression, expected);
  }
}
