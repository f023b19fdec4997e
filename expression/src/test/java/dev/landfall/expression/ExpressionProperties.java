package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is typed: problems or an outcome, never another exception and never without end. */
class ExpressionProperties {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "m", ExpressionValue.multi("a", "b"),
          "o", ExpressionValue.multi("1", ""),
          "s", ExpressionValue.of("text"),
          "b", new ExpressionValue.Bin(new byte[] {1, 2, 3}));

  @Property(tries = 2_000)
  void anyTextIsAnswered(@ForAll Dialect dialect, @ForAll String source) {
    assertThat(Evaluations.show(dialect, source, ATTRIBUTES)).isNotNull();
  }

  @Property(tries = 5_000)
  void anyCallIsAnswered(@ForAll Dialect dialect, @ForAll("calls") String source) {
    assertThat(Evaluations.show(dialect, source, ATTRIBUTES)).isNotNull();
  }

  @Provide
  Arbitrary<String> calls() {
    List<String> names = functionNames();
    Arbitrary<String> leaf =
        Arbitraries.of(
            "[m]",
            "[o]",
            "[s]",
            "[b]",
            "[absent]",
            "NULL",
            "True",
            "-1",
            "0",
            "2",
            "9223372036854775807",
            "\"\"",
            "\"a,b\"",
            "\"yyyy\"",
            "\"m\"",
            "Now()",
            "$x",
            "AuthoritativeNull",
            "UTF8",
            "DC",
            "%Domain.FQDN%",
            "%none%",
            "");
    Arbitrary<String> operators = Arbitraries.of("&", "+", "/", "=", "<", "||", "&&");
    return Arbitraries.lazyOf(
        () -> leaf,
        () -> leaf,
        () ->
            net.jqwik.api.Combinators.combine(Arbitraries.of(names), calls().list().ofMaxSize(4))
                .as((name, arguments) -> name + "(" + String.join(",", arguments) + ")"),
        () ->
            net.jqwik.api.Combinators.combine(calls(), operators, calls())
                .as((left, operator, right) -> "(" + left + operator + right + ")"));
  }

  private static List<String> functionNames() {
    return java.util.Arrays.stream(Dialect.values())
        .flatMap(dialect -> FunctionCatalogue.of(dialect).stream())
        .map(FunctionDescriptor::name)
        .distinct()
        .toList();
  }
}
