package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The edges of the Cloud Sync dialect's functions. {@code m} holds {"q", "r"}, {@code x} "a",
 * {@code n} 7, {@code e} "", {@code mixed} {"a", "A", "b"}, {@code sid} a security identifier,
 * {@code roles} two application roles; {@code no} is absent.
 */
class CloudSyncFunctionsTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "m", ExpressionValue.multi("q", "r"),
          "mixed", ExpressionValue.multi("a", "A", "b"),
          "x", ExpressionValue.of("a"),
          "e", ExpressionValue.of(""),
          "n", ExpressionValue.of(7),
          "t", ExpressionValue.of(true),
          "a (b): c", ExpressionValue.of("odd"),
          "roles", ExpressionValue.multi("Reader", "Editor"),
          "role", ExpressionValue.multi("Reader"));

  private static void check(String expression, String expected) {
    assertThat(Evaluations.show(Dialect.CLOUD_SYNC, expression, ATTRIBUTES)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      [a (b): c] ~ odd
      [X] ~ a
      false ~ compile:unknown-constant
      &HFF ~ 255
      -5 ~ -5
      "a""b" ~ compile:syntax
      "\\d+" ~ \\d+
      "a\\"b\\\\c" ~ a"b\\c
      1+2 ~ compile:operator-not-available
      $x ~ compile:unexpected-character
      "x"&[n] ~ x7
      [n]=7 ~ True
      [n]="07" ~ True
      [n]="x" ~ False
      [n]<"x" ~ True
      [t]="True" ~ True
      "B"<"a" ~ True
      [no]<"x" ~ False
      [no]=[missing] ~ True
      [e]=[no] ~ False
      IIF([n]>3,"big","small") ~ big
      IIF("true","y","n") ~ y
      IIF(IsNullOrEmpty([e]),"y","n") ~ y
      """)
  void lexisAndOperators(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Append([no],"x") ~ x
      Append("x",[no]) ~ x
      Append([no],[no]) ~ NULL
      BitAnd([no],1) ~ NULL
      BitAnd("6","3") ~ 2
      CBool(2) ~ True
      CBool("TRUE") ~ True
      CBool([x]=[x]) ~ True
      CDate([no]) ~ error:sync-rule-error-invalid-argument
      CDate("2024-11-05T18:30:00+02:00") ~ 11/5/2024 4:30:00 PM
      Coalesce([no],[e],"z") ~ NULL
      Coalesce([no],[missing]) ~ NULL
      Coalesce([no],"z") ~ z
      ConvertFromBase64("SABpACE") ~ error:sync-rule-error-invalid-argument
      ConvertFromBase64("SGk=","ASCII") ~ Hi
      ConvertFromBase64("SGk=",UTF8) ~ compile:unknown-constant
      CStr([t]) ~ True
      DateAdd("yyyy",1,CDate("2024-02-29")) ~ 2/28/2025 12:00:00 AM
      DateAdd("ww",1,"2024-02-29") ~ 3/7/2024 12:00:00 AM
      DateDiff("d",CDate("2024-02-28"),CDate("2024-03-01")) ~ 2
      DateDiff("yyyy",CDate("2024-12-31"),CDate("2025-01-01")) ~ 1
      DateDiff("m",CDate("2025-02-01"),CDate("2025-01-31")) ~ -1
      DateDiff("h",CDate("2025-01-01 10:59"),CDate("2025-01-01 12:00")) ~ 1
      DNComponent("CN=A\\\\, B,OU=c",1) ~ A\\, B
      DNComponent([no],1) ~ NULL
      FormatDateTime("  20240229 ", ,"yyyyMMdd","yyyy-MM-dd") ~ 2024-02-29
      FormatDateTime("2024","","yyyyMMdd","yyyy") ~ error:sync-rule-error-invalid-argument
      FormatDateTime("20240229","yyyyMMdd","dd/MM/yyyy") ~ 29/02/2024
      NumFromDate("2026-01-01T00:00:00Z") ~ 134116992000000000
      """)
  void conversionAndDates(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Count([no]) ~ 0
      Count([x]) ~ 1
      Item([m],2) ~ r
      Item([m],0) ~ error:sync-rule-error-invalid-argument
      Join("",[m],[x]) ~ qra
      Join("/",[no],[x],[missing]) ~ a
      RemoveDuplicates([mixed]) ~ {a;b}
      Split("a;",";") ~ {a;}
      Split("a","") ~ error:sync-rule-error-invalid-argument
      Switch([x],,"a","1") ~ 1
      Switch("zz",,"a","1") ~ NULL
      Switch([x],"d","A","1") ~ d
      Switch([x],"d","a") ~ compile:wrong-argument-count
      Not([no]) ~ True
      Not("TRUE") ~ False
      Not("x") ~ True
      IsString([x]) ~ True
      IsNull([e]) ~ False
      IsPresent([e]) ~ False
      IgnoreFlowIfNullOrEmpty([x]) ~ a
      Switch([x],"d","a",IgnoreFlowIfNullOrEmpty([no])) ~ IGNORE
      Coalesce(IgnoreFlowIfNullOrEmpty([no]),"x") ~ error:sync-rule-error-misplaced-special-value
      Redact(Trim(" a ")) ~ a
      SelectUniqueValue("a","b") ~ a
      SelectUniqueValue("a") ~ compile:wrong-argument-count
      AppRoleAssignments([roles]) ~ Reader,Editor
      SingleAppRoleAssignment([role]) ~ Reader
      SingleAppRoleAssignment([roles]) ~ error:sync-rule-error-invalid-argument
      """)
  void collectionsAndFlow(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      InStr("abc","C", ,vbTextCompare) ~ 3
      InStr("abc","b",3) ~ 0
      InStr([no],"b") ~ 0
      Left("abc",0) ~ NULL
      Left("abc",-1) ~ abc
      Left([no],2) ~ NULL
      Left([n],1) ~ 7
      Mid("abc",2,9) ~ bc
      Mid("abc",2,-1) ~ NULL
      PCase("mcDONALD's OAK-street") ~ Mcdonald's Oak-Street
      PCase("a-b c"," ") ~ A-b C
      NormalizeDiacritics("ÅØÆŒ łßı") ~ AOEAEOE lssi
      NormalizeDiacritics("ǣ Ç Ș đ") ~ ae C S đ
      StripSpaces(" a b ") ~ ab
      ToLower("ÄSS") ~ äss
      ToUpper("ß") ~ ß
      ToUpper("i","tr-TR") ~ İ
      Trim("\u00a0x\u00a0") ~ x
      Word("a,,b",2,",") ~ b
      Word([no],1,",") ~ NULL
      Word("a",0,",") ~ NULL
      Replace([no],"a", , ,"b", , ) ~ NULL
      Replace("a/b/c","/", , ,"-", , ) ~ a-b-c
      Replace([x],"@@", , , , ,"sip:@@@@") ~ sip:aa
      Replace("+31 (0)20", ,"[^0-9]", ,"", , ) ~ 31020
      Replace("abc", ,"z", ,"y", , ) ~ abc
      Replace("ab", ,"(", ,"y", , ) ~ compile:bad-pattern
      Replace("ab",,,,,,) ~ compile:replace-form
      Replace([no], ,"^(?<u>[^@]+)@","u", ,[x], ) ~ NULL
      RandomString(2,1,1,1,0) ~ error:sync-rule-error-invalid-argument
      """)
  void text(String expression, String expected) {
    check(expression, expected);
  }
}
