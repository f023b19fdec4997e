package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is typed: problems or an outcome, never another exception and never without end. */
class ExpressionPropertiesTest {
  private static final Map<String, ExpressionValue> ATTRIBUTES =
      Map.of(
          "m", ExpressionValue.multi("a", "b"),
          "o", ExpressionValue.multi("1", ""),
          "s", ExpressionValue.of("text"),
          "b", new ExpressionValue.Bin(new byte[] {1, 2, 3}));

  private static final List<String> LEAVES =
      List.of(
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

  @Property(tries = 2_000)
  void anyTextIsAnswered(@ForAll Dialect dialect, @ForAll String source) {
    assertThat(Evaluations.show(dialect, source, ATTRIBUTES)).isNotNull();
  }

  @Property(tries = 3_000)
  void anyCallIsAnswered(@ForAll Dialect dialect, @ForAll("calls") String source) {
    assertThat(Evaluations.show(dialect, source, ATTRIBUTES)).isNotNull();
  }

  @Provide
  Arbitrary<String> calls() {
    return nested(4);
  }

  private static Arbitrary<String> nested(int levels) {
    Arbitrary<String> leaf = Arbitraries.of(LEAVES);
    if (levels == 0) {
      return leaf;
    }
    Arbitrary<String> inner = nested(levels - 1);
    Arbitrary<String> call =
        Combinators.combine(Arbitraries.of(functionNames()), inner.list().ofMaxSize(4))
            .as((name, arguments) -> name + "(" + String.join(",", arguments) + ")");
    Arbitrary<String> operation =
        Combinators.combine(inner, Arbitraries.of("&", "+", "/", "=", "<", "||", "&&"), inner)
            .as((left, operator, right) -> "(" + left + operator + right + ")");
    return Arbitraries.oneOf(leaf, call, call, operation);
  }

  private static List<String> functionNames() {
    return java.util.Arrays.stream(Dialect.values())
        .flatMap(dialect -> FunctionCatalogue.of(dialect).stream())
        .map(FunctionDescriptor::name)
        .distinct()
        .toList();
  }
}
