package dev.landfall.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("mail", "displayName", "c");

  @ParameterizedTest
  @CsvSource({"mial,mail", "MAIL,mail", "dispayname,displayName"})
  void aSlipOfTheFingerIsFound(String typed, String meant) {
    assertThat(NearestName.of(typed, KNOWN)).contains(meant);
    assertThat(NearestName.hint(typed, KNOWN)).isEqualTo("Did you mean \"" + meant + "\"?");
  }

  @Test
  void whatIsFarFromEverythingGetsTheList() {
    assertThat(NearestName.of("somethingElse", KNOWN)).isEmpty();
    assertThat(NearestName.hint("somethingElse", KNOWN))
        .isEqualTo("Known are mail, displayName, c.");
    assertThat(NearestName.of("", KNOWN)).isEmpty();
  }
}
