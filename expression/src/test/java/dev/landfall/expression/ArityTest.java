package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many arguments every function of the Connect dialect takes, by the validator's table. */
class ArityTest {
  private static final Map<String, String> NAMES_BY_COUNTS =
      Map.of(
          "0", "Guid Now",
          "1",
              "CBool CDate CGuid ConvertFromUTF8Hex ConvertToBase64 ConvertToUTF8Hex CNum CRef CStr"
                  + " StringFromGuid StringFromSid DateFromNum NumFromDate EscapeDNComponent IsDate"
                  + " IsEmpty IsGuid IsNull IsNullOrEmpty IsNumeric IsPresent IsString Count"
                  + " RemoveDuplicates Error LCase Len LTrim PCase RTrim Trim UCase ImportedValue"
                  + " ValueCount Thumbprint CertExtensionOids CertFormat CertFriendlyName"
                  + " CertHashString CertIssuer CertIssuerDN CertIssuerOid CertKeyAlgorithm"
                  + " CertKeyAlgorithmParams CertNotAfter CertNotBefore CertPublicKeyOid"
                  + " CertPublicKeyParametersOid CertSerialNumber CertSignatureAlgorithmOid"
                  + " CertSubject CertSubjectNameDN CertSubjectNameOid CertThumbprint CertVersion"
                  + " IsCert",
          "1 2", "ConvertFromBase64 Join",
          "2",
              "FormatDateTime DNComponent IsBitSet BitAnd BitOr RandomNum Item ItemOrNull Left Right"
                  + " ReplaceChars CBin",
          "2 3", "DNComponentRev Contains Split Mid",
          "2 3 4", "InStr InStrRev",
          "3", "DateAdd IIF Select Where With PadLeft PadRight Replace Word CertNameInfo",
          "2 4 6", "Switch");

  @Test
  void everyFunctionTakesAsManyArgumentsAsTheTableSays() {
    Map<String, String> expected = new TreeMap<>();
    NAMES_BY_COUNTS.forEach(
        (counts, names) ->
            Arrays.stream(names.split(" ", -1)).forEach(name -> expected.put(name, counts)));

    Map<String, String> actual =
        FunctionCatalogue.of(Dialect.CONNECT).stream()
            .map(FunctionDescriptor::name)
            .collect(Collectors.toMap(name -> name, ArityTest::counts, (a, b) -> a, TreeMap::new));

    assertThat(actual).isEqualTo(expected);
  }

  private static String counts(String name) {
    return Stream.of(0, 1, 2, 3, 4, 5, 6)
        .filter(count -> !codes(name, count).contains("wrong-argument-count"))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private static Set<String> codes(String name, int count) {
    String source = name + "(" + String.join(",", Collections.nCopies(count, "\"a\"")) + ")";
    return Expression.compile(Dialect.CONNECT, source).problems().stream()
        .map(ExpressionProblem::code)
        .collect(Collectors.toSet());
  }
}
