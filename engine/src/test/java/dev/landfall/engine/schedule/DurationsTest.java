package dev.landfall.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest(name = "{0} is {1}, shown as {2}")
  @CsvSource(
      textBlock =
          """
          30m,                PT30M,        00:30:00
          45s,                PT45S,        00:00:45
          2H,                 PT2H,         02:00:00
          7d,                 PT168H,       7.00:00:00
          PT30M,              PT30M,        00:30:00
          P1DT12H,            PT36H,        1.12:00:00
          00:05:00,           PT5M,         00:05:00
          3:00,               PT3H,         03:00:00
          7.00:00:00,         PT168H,       7.00:00:00
          00:00:01.5000000,   PT1.5S,       00:00:01
          """)
  void readsWhatOperatorsWrite(String text, Duration expected, String shown) {
    assertThat(Durations.parse(text)).contains(expected);
    assertThat(Durations.timeSpan(expected)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "30", "-30m", "PT-30M", "24:00:00", "00:60:00", "1:2:3:4", "m"})
  void refusesTheRest(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
