package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueExamplesTest {
  static Stream<Arguments> examples() {
    return Arrays.stream(Dialect.values())
        .flatMap(
            dialect ->
                FunctionCatalogue.of(dialect).stream()
                    .flatMap(
                        function ->
                            function.examples().stream()
                                .map(example -> Arguments.of(dialect, example))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("examples")
  void everyExampleHolds(Dialect dialect, Example example) {
    String shown = Evaluations.show(dialect, example.expression(), example.attributes());
    // What a random function promises is written as a pattern.
    assertThat(shown.equals(example.expected()) || shown.matches(pattern(example)))
        .as("%s gives %s, not %s", example.expression(), shown, example.expected())
        .isTrue();
  }

  private static String pattern(Example example) {
    return example.expression().startsWith("RandomString") ? example.expected() : "(?!)";
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void everyFunctionHasAnExampleAndADescription(Dialect dialect) {
    assertThat(FunctionCatalogue.of(dialect))
        .allSatisfy(
            f ->
                assertThat(f.examples())
                    .as(f.name())
                    .anyMatch(example -> example.expression().contains(f.name() + "(")))
        .allSatisfy(f -> assertThat(f.description()).as(f.name()).endsWith("."));
  }

  @Test
  void catalogueSizes() {
    assertThat(FunctionCatalogue.of(Dialect.CONNECT)).hasSize(89);
    assertThat(FunctionCatalogue.of(Dialect.CLOUD_SYNC)).hasSize(50);
  }
}
