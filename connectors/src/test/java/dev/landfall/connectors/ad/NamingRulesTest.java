package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingRulesTest {
  private static @Nullable LDAPException account(String objectClass, String name) {
    AttributeChange change =
        new AttributeChange(AttributeName.of("sAMAccountName"), List.of(Value.of(name)));
    return catchThrowableOfType(
        LDAPException.class, () -> NamingRules.accountName(objectClass, List.of(change)));
  }

  @ParameterizedTest(name = "{0} \"{1}\": {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "fine",
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          group | Sales              | fine
          group | Sales and more     | fine
          group | Größe              | fine
          group | ada@corp           | fine
          group | $8A2000-1BC0DEF23  | fine
          group | a.b                | fine
          group | ends.              | end with a dot
          group | '. .'              | end with a dot
          group | ' '                | blanks and dots
          group | a/b                | must not contain
          group | a\\b               | must not contain
          group | a[b                | must not contain
          group | a:b                | must not contain
          group | a;b                | must not contain
          group | 'a|b'              | must not contain
          group | a=b                | must not contain
          group | 'a,b'              | must not contain
          group | a+b                | must not contain
          group | a*b                | must not contain
          group | a?b                | must not contain
          group | a<b                | must not contain
          group | 'a"b'              | must not contain
          user  | twenty-characters-ok | fine
          user  | twenty-one-characters | 21 characters, and 20
          group | twenty-one-characters | fine
          """)
  void accountNames(String objectClass, String name, @Nullable String reason) {
    LDAPException e = account(objectClass, name);

    if (reason == null) {
      assertThat(e).isNull();
    } else {
      assertThat(e).hasMessageContaining(reason).hasMessageContaining(name);
    }
  }

  @Test
  void groupsHaveTwoHundredAndFiftySix() {
    assertThat(account("group", "x".repeat(256))).isNull();
    assertThat(account("group", "x".repeat(257))).hasMessageContaining("257 characters");
  }

  @Test
  void commonNamesHaveSixtyFour() {
    assertThat(
            catchThrowableOfType(
                LDAPException.class, () -> NamingRules.commonName(new RDN("CN", "x".repeat(65)))))
        .hasMessageContaining("65 characters, and 64");
    assertThat(
            catchThrowableOfType(
                LDAPException.class, () -> NamingRules.commonName(new RDN("CN", "ö".repeat(64)))))
        .isNull();
    assertThat(
            catchThrowableOfType(
                LDAPException.class, () -> NamingRules.commonName(new RDN("OU", "x".repeat(65)))))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "-2147483646, -2147483644, true",
    "-2147483644, -2147483646, true",
    "2, 4, true",
    "-2147483646, -2147483640, false",
    "-2147483640, -2147483644, false",
    "8, -2147483640, false",
  })
  void betweenGlobalAndDomainLocalTheWayLeadsThroughUniversal(long from, long to, boolean in) {
    assertThat(GroupTypes.throughUniversal(from, to)).isEqualTo(in);
  }

  @Test
  void aSecurityGroupStaysOneInBetween() {
    assertThat(GroupTypes.universal(-2147483644)).isEqualTo(-2147483640);
    assertThat(GroupTypes.universal(4)).isEqualTo(8);
  }

  @Test
  void namesGoOutAsEveryServerTakesThem() {
    assertThat(WireName.of("CN=A=B\\, C,OU=x=y,DC=corp"))
        .isEqualTo("CN=A\\3DB\\, C,OU=x\\3Dy,DC=corp");
    assertThat(WireName.of("CN=plain,DC=corp")).isEqualTo("CN=plain,DC=corp");
    assertThat(WireName.of("<GUID=x>")).isEqualTo("<GUID=x>");
    assertThat(WireName.of("no name")).isEqualTo("no name");
  }
}
