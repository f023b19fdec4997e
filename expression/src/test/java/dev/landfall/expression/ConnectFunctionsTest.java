package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The edges of the Connect dialect's functions, family by family. {@code p} holds {"smtp:a",
 * "SMTP:b"}, {@code e} {"", "q"}, {@code rs} two references, {@code b} the bytes 0102, {@code none}
 * the empty binary, {@code sid} a security identifier of the mandatory-label kind.
 */
class ConnectFunctionsTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "p", ExpressionValue.multi("smtp:a", "SMTP:b"),
          "e", ExpressionValue.multi("", "q"),
          "rs",
              new ExpressionValue.Multi(
                  List.of(
                      new ExpressionValue.Ref("CN=A,DC=x"), new ExpressionValue.Ref("CN=B,DC=x"))),
          "b", new ExpressionValue.Bin(new byte[] {1, 2}),
          "none", new ExpressionValue.Bin(new byte[0]),
          "sid",
              new ExpressionValue.Bin(
                  new byte[] {1, 1, 1, 2, 3, 4, 5, 6, (byte) 0xff, 0, 0, (byte) 0xff}));

  private static void check(String expression, String expected) {
    assertThat(Evaluations.show(Dialect.CONNECT, expression, ATTRIBUTES)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      CBool("FALSE") ~ False
      CBool("yes") ~ error:sync-rule-error-invalid-argument
      CBool(0) ~ False
      CBool(-3) ~ True
      CBool([b]) ~ error:sync-rule-error-type-mismatch
      CNum(7) ~ 7
      CNum("\u00a0-12 ") ~ -12
      CNum("0x10") ~ error:sync-rule-error-invalid-argument
      CNum("1.5") ~ error:sync-rule-error-invalid-argument
      CNum("") ~ error:sync-rule-error-invalid-argument
      CNum("--1") ~ error:sync-rule-error-invalid-argument
      CNum("9223372036854775808") ~ error:sync-rule-error-invalid-argument
      CNum(True) ~ error:sync-rule-error-type-mismatch
      CNum([b]) ~ 513
      CNum([none]) ~ 0
      CGuid("{6f9619ff-8b86-d011-b42d-00c04fc964ff}") ~ FF19966F868B11D0B42D00C04FC964FF
      CGuid("6f9619ff8b86d011b42d00c04fc964ff") ~ error:sync-rule-error-invalid-argument
      CGuid("{6f9619ff-8b86-d011-b42d-00c04fc964ff") ~ error:sync-rule-error-invalid-argument
      CRef("no DN at all") ~ no DN at all
      CStr("x") ~ x
      CStr(False) ~ False
      CStr([b]) ~ error:sync-rule-error-type-mismatch
      CStr(Now()) ~ error:sync-rule-error-type-mismatch
      ConvertFromBase64("SABpAA==") ~ Hi
      ConvertFromBase64("SABpAA") ~ error:sync-rule-error-invalid-argument
      ConvertFromBase64("!!!!") ~ error:sync-rule-error-invalid-argument
      ConvertFromBase64("/w==",UTF8) ~ error:sync-rule-error-invalid-argument
      ConvertFromBase64("SGk=",ASCII) ~ Hi
      ConvertFromBase64("SGk=","UTF8") ~ error:sync-rule-error-type-mismatch
      ConvertFromBase64("SGk=",DC) ~ error:sync-rule-error-invalid-argument
      ConvertToBase64([b]) ~ AQI=
      ConvertFromUTF8Hex("5ac3bc") ~ Zü
      ConvertFromUTF8Hex("5") ~ error:sync-rule-error-invalid-argument
      ConvertFromUTF8Hex("zz") ~ error:sync-rule-error-invalid-argument
      StringFromGuid([b]) ~ error:sync-rule-error-invalid-argument
      StringFromSid([sid]) ~ S-1-0x010203040506-4278190335
      StringFromSid([b]) ~ error:sync-rule-error-invalid-argument
      CBin(255,1) ~ FF
      CBin(256,1) ~ error:sync-rule-error-invalid-argument
      CBin(1,0) ~ error:sync-rule-error-invalid-argument
      CBin(1,10) ~ 01000000000000000000
      """)
  void conversion(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      CDate("2024-02-29") ~ 2024-02-29T00:00:00Z
      CDate("2024-02-29 13:05") ~ 2024-02-29T13:05:00Z
      CDate("2024-02-29T13:05:06Z") ~ 2024-02-29T13:05:06Z
      CDate("2024-02-29 13:05:06.1234567") ~ 2024-02-29T13:05:06.123456700Z
      CDate("2024-02-29T13:05:06+02:00") ~ 2024-02-29T11:05:06Z
      CDate("2024-02-29 6:00 PM -8") ~ 2024-03-01T02:00:00Z
      CDate("2/9/2024 12:00 AM") ~ 2024-02-09T00:00:00Z
      CDate("2023-02-29") ~ error:sync-rule-error-invalid-argument
      CDate("29.02.2024") ~ error:sync-rule-error-invalid-argument
      IsDate("2024-02-29 25:00") ~ False
      IsDate("2024-02-29") ~ True
      IsDate(5) ~ False
      DateAdd("yyyy",1,CDate("2024-02-29")) ~ 2025-02-28T00:00:00Z
      DateAdd("q",1,CDate("2024-11-30")) ~ 2025-02-28T00:00:00Z
      DateAdd("y",1,CDate("2024-02-28")) ~ 2024-02-29T00:00:00Z
      DateAdd("w",1,CDate("2024-02-28")) ~ 2024-02-29T00:00:00Z
      DateAdd("ww",-1,CDate("2024-02-29")) ~ 2024-02-22T00:00:00Z
      DateAdd("h",1,CDate("2024-02-29")) ~ 2024-02-29T01:00:00Z
      DateAdd("n",-1,CDate("2024-02-29")) ~ 2024-02-28T23:59:00Z
      DateAdd("s",1,CDate("2024-02-29")) ~ 2024-02-29T00:00:01Z
      DateAdd("YYYY",1,Now()) ~ error:sync-rule-error-invalid-argument
      DateAdd("yyyy",9999,Now()) ~ error:sync-rule-error-invalid-argument
      DateAdd("yyyy",9223372036854775807,Now()) ~ error:sync-rule-error-invalid-argument
      DateFromNum(0) ~ 1601-01-01T00:00:00Z
      DateFromNum(2650467744000000000) ~ error:sync-rule-error-invalid-argument
      NumFromDate(CDate("1601-01-01 00:00:01")) ~ 10000000
      FormatDateTime(CDate("2024-02-09 13:05:06.5"),"d dd ddd dddd") ~ 9 09 Fri Friday
      FormatDateTime(CDate("2024-02-09"),"M MM MMM MMMM") ~ 2 02 Feb February
      FormatDateTime(CDate("2024-02-09"),"yy yyyy yyyyy gg") ~ 24 2024 02024 A.D.
      FormatDateTime(CDate("2024-02-09 13:05:06.5"),"h hh H HH m mm s ss t tt") ~ 1 01 13 13 5 05 6 06 P PM
      FormatDateTime(CDate("2024-02-09 13:05:06.5"),"f ff fff F FF .FFF") ~ 5 50 500 5 5 .5
      FormatDateTime(Now(),"z zz zzz K") ~ +0 +00 +00:00 Z
      FormatDateTime(Now(),"'day' d \\\\d") ~ day 29 d
      FormatDateTime(Now(),"yyyyMMddHHmmss.0Z") ~ 20240229120000.0Z
      FormatDateTime("2024-02-29","yyyy") ~ error:sync-rule-error-type-mismatch
      """)
  void dates(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      DNComponent(CRef("CN=Doe\\\\, Ann,OU=R1"),1) ~ Doe\\, Ann
      DNComponent(CRef("CN=Ann,OU=R1"),3) ~ error:dn-index-out-of-bounds
      DNComponent(CRef("CN=Ann"),0) ~ error:dn-index-out-of-bounds
      DNComponent(CRef(""),1) ~ error:dn-index-out-of-bounds
      DNComponent(CRef("CN=a+SN=b,DC=x"),1) ~ a+SN=b
      DNComponentRev(CRef("CN=Ann,OU=R1,DC=x,DC=y"),1) ~ y
      DNComponentRev(CRef("CN=Ann,OU=R1,DC=x,DC=y"),1,"DC") ~ R1
      DNComponentRev(CRef("CN=Ann,OU=R1,dc=x"),3,DC) ~ error:dn-index-out-of-bounds
      DNComponentRev(CRef("CN=Ann"),1,UTF8) ~ error:sync-rule-error-invalid-argument
      EscapeDNComponent("#a;b<c>d+e\\"f\\\\g ") & "|" ~ \\#a\\;b\\<c\\>d\\+e\\"f\\\\g\\ |
      EscapeDNComponent(" a") ~ \\ a
      EscapeDNComponent("a=b") ~ a=b
      EscapeDNComponent("a b=c") ~ a b\\=c
      IsBitSet(6,6) ~ True
      IsBitSet(2,6) ~ False
      IsBitSet("2",2) ~ error:sync-rule-error-type-mismatch
      IsEmpty("") ~ True
      IsEmpty("x") ~ False
      IsGuid("6f9619ff-8b86-d011-b42d-00c04fc964ff") ~ True
      IsGuid("{6f9619ff-8b86-d011-b42d-00c04fc964ff") ~ False
      IsGuid("6f9619ff8b86d011b42d00c04fc964ff") ~ False
      IsNullOrEmpty([e]) ~ False
      IsNullOrEmpty([none]) ~ False
      IsNullOrEmpty(Where($x,[e],False)) ~ True
      IsPresent("") ~ False
      IsPresent([none]) ~ True
      IsNumeric(" 12 ") ~ True
      IsNumeric("12a") ~ False
      IsNumeric(5) ~ True
      IsNumeric("") ~ False
      IsString(True) ~ True
      IsString(CRef("CN=x")) ~ True
      IsString([b]) ~ False
      BitOr(1,-9223372036854775808) ~ -9223372036854775807
      RandomNum(3,3) ~ 3
      RandomNum(4,3) ~ error:sync-rule-error-invalid-argument
      RandomNum(9223372036854775807,9223372036854775807) ~ 9223372036854775807
      """)
  void namesQuestionsNumbers(String expression, String expected) {
    check(expression, expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
      Contains([p],"smtp:",CaseSensitive) ~ 1
      Contains([p],"zz") ~ 0
      Contains([p],"") ~ 1
      Contains([p],NULL) ~ 0
      Contains([p],"S",vbTextCompare) ~ error:sync-rule-error-type-mismatch
      Contains([rs],"cn=b, dc=X") ~ 2
      Contains([rs],"CN=B") ~ 0
      Count([rs]) ~ 2
      RemoveDuplicates(UTF8) ~ error:sync-rule-error-type-mismatch
      Item(DC,1) ~ error:sync-rule-error-type-mismatch
      Item([p],0) ~ error:sync-rule-error-invalid-argument
      Item([p],3) ~ error:sync-rule-error-invalid-argument
      ItemOrNull([p],3) ~ NULL
      ItemOrNull([p],2) ~ SMTP:b
      Join([p]) ~ smtp:a SMTP:b
      Join([p],"") ~ smtp:aSMTP:b
      Join(CBin(1,1)) ~ error:sync-rule-error-type-mismatch
      RemoveDuplicates(Split("a,A,a",",")) ~ {a;A}
      Split("a;b;c",";",1) ~ {a;b;c}
      Split(";a;",";") ~ {;a;}
      Split("a","") ~ error:sync-rule-error-invalid-argument
      Select($x,[e],Len($x)) ~ {0;1}
      Select($x,[p],IIF(Left($x,1)="s",NULL,$x)) ~ {SMTP:b}
      Select($x,"s",$x & $x) ~ {ss}
      Where($x,[p],Contains($x,"SMTP")>0) ~ {SMTP:b}
      Where($x,NULL,True) ~ NULL
      Where($x,[p],Select($y,$x,True)) ~ error:sync-rule-error-type-mismatch
      Switch(False,1) ~ NULL
      Switch(True,1,Error("all conditions are evaluated"),2) ~ error:sync-rule-error-function-triggered
      With($x,Error("never wanted"),1) ~ 1
      With($x,"a",With($y,$x & "b",$y & $x)) ~ aba
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
      InStr("repEated","e",3,vbTextCompare) ~ 4
      InStr("abc","C") ~ 0
      InStr("abc","",2) ~ 2
      InStr("abc","a",0) ~ error:sync-rule-error-invalid-argument
      InStr("abc","a",9) ~ 0
      InStr("abc","a",1,UTF8) ~ error:sync-rule-error-type-mismatch
      InStrRev("abcabc","c") ~ 6
      InStrRev("abcabc","bc",5) ~ 2
      InStrRev("abcabc","BC",6,vbTextCompare) ~ 5
      InStrRev("abc","a",0) ~ error:sync-rule-error-invalid-argument
      InStrRev("abc",NULL) ~ 0
      InStrRev("abc","",2) ~ 2
      IsNull(Left("abc",0)) ~ False
      Left("abc",9) ~ abc
      Right("abc",0) ~ NULL
      Right("abc",2) ~ bc
      Right("abc",-1) ~ abc
      Left(5,1) ~ error:sync-rule-error-type-mismatch
      Mid("abc",2,9) ~ bc
      Mid("abc",2) ~ bc
      Mid("abc",9,0) ~ NULL
      Mid("abc",2,-1) ~ abc
      Mid("abc",-1,1) ~ abc
      Mid([b],2,1) ~ 02
      Mid([b],2) ~ 02
      Mid([b],3,1) ~ 0102
      Len([b]) ~ 2
      Len(5) ~ error:sync-rule-error-type-mismatch
      LTrim("\\t a ") & "|" ~ a |
      "|" & RTrim(" a\\n") ~ | a
      PadLeft("abcd",3,"0") ~ abcd
      PadRight("a",-1,"0") ~ a
      PadLeft("a",3,"00") ~ error:sync-rule-error-invalid-argument
      PadLeft("a",3,"") ~ error:sync-rule-error-invalid-argument
      PCase("ABC dEF-GHI") ~ Abc Def-ghi
      PCase("étienne ÖZ") ~ Étienne Öz
      Replace("aAa","a","b") ~ bAb
      Replace("aaa","aa","b") ~ ba
      Replace("abc",NULL,"x") ~ error:sync-rule-error-invalid-argument
      Replace("a\\nb","\\\\n","-") ~ a-b
      ReplaceChars("a-b"," - : _ ") ~ a_b
      ReplaceChars("abc","a:,b:xyz") ~ xyzc
      ReplaceChars("abc","A:x") ~ abc
      ReplaceChars("abc","ab:x") ~ error:sync-rule-error-invalid-argument
      ReplaceChars("abc",":x") ~ error:sync-rule-error-invalid-argument
      ReplaceChars("abc",NULL) ~ abc
      Word("a,b;c",2,",;") ~ b
      Word(",,a",1,",") ~ a
      Word("--a--b",2,"-") ~ b
      Word("abc",1,NULL) ~ abc
      Word("a b",1,"") ~ a b
      Word("a",2,",") ~ NULL
      Word("a",-1,",") ~ NULL
      """)
  void text(String expression, String expected) {
    check(expression, expected);
  }
}
