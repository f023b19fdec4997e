package dev.landfall.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

  @ParameterizedTest(name = "the first {1} units of {0} are \"{2}\", the last \"{3}\"")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a😀b | 1 | a   | b
          a😀b | 2 | a   | b
          a😀b | 3 | a😀 | 😀b
          abc  | 2 | ab  | bc
          abc  | 9 | abc | abc
          abc  | -1 | abc | abc
          """)
  void neverCutsThroughASurrogatePair(String text, long count, String left, String right) {
    assertThat(Texts.left(text, count)).isEqualTo(left);
    assertThat(Texts.right(text, count)).isEqualTo(right);
  }
}
