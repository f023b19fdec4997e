package dev.landfall.expression;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Sources to be thrown at the languages: soups of tokens, nested calls, mutations. */
final class Vocabulary {
  static final List<String> FUNCTIONS =
      Arrays.stream(Dialect.values())
          .flatMap(dialect -> FunctionCatalogue.of(dialect).stream())
          .map(FunctionDescriptor::name)
          .distinct()
          .toList();

  private static final List<String> LEAVES =
      List.of(
          "[m]",
          "[o]",
          "[s]",
          "[b]",
          "[n]",
          "[long]",
          "[many]",
          "[absent]",
          "NULL",
          "True",
          "-1",
          "0",
          "2",
          "9223372036854775807",
          "&HFF",
          "\"\"",
          "\"a,b\"",
          "\"yyyy\"",
          "\"m\"",
          "\"a\"",
          "Now()",
          "$x",
          "AuthoritativeNull",
          "UTF8",
          "DC",
          "%Domain.FQDN%",
          "%none%",
          "");

  private static final List<String> SIGNS =
      List.of(
          "(", ")", ",", "&", "&&", "||", "=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "\"",
          "[", "]", "%", "$", "\\", "&H", ".", "#", "“", "\n", " ", "😀", "é");

  private Vocabulary() {}

  /** Tokens in any order. */
  static Arbitrary<String> soups() {
    Arbitrary<String> token =
        Arbitraries.oneOf(
            Arbitraries.of(SIGNS),
            Arbitraries.of(LEAVES),
            Arbitraries.of(FUNCTIONS).map(name -> name + "("),
            Arbitraries.strings().ofMaxLength(4));
    return token.list().ofMaxSize(40).map(tokens -> String.join("", tokens));
  }

  /** Calls inside each other, arguments of any kind in any number. */
  static Arbitrary<String> calls(int levels) {
    Arbitrary<String> leaf = Arbitraries.of(LEAVES);
    if (levels == 0) {
      return leaf;
    }
    Arbitrary<String> inner = calls(levels - 1);
    Arbitrary<String> call =
        Combinators.combine(Arbitraries.of(FUNCTIONS), inner.list().ofMaxSize(4))
            .as((name, arguments) -> name + "(" + String.join(",", arguments) + ")");
    Arbitrary<String> operation =
        Combinators.combine(inner, Arbitraries.of("&", "+", "/", "=", "<", "||", "&&"), inner)
            .as((left, operator, right) -> "(" + left + operator + right + ")");
    Arbitrary<String> loop =
        Combinators.combine(Arbitraries.of("Select", "Where", "With"), inner, inner)
            .as((name, over, each) -> name + "($x," + over + "," + each + ")");
    return Arbitraries.oneOf(leaf, call, call, operation, loop);
  }

  /** A piece of one source in the place of a piece of another. */
  static Arbitrary<String> mutations(List<String> sources) {
    Arbitrary<String> source = Arbitraries.of(sources);
    Arbitrary<Double> place = Arbitraries.doubles().between(0, 1);
    return Combinators.combine(source, source, place, place, place, place)
        .as(
            (one, other, a, b, c, d) ->
                one.substring(0, at(one, Math.min(a, b)))
                    + other.substring(at(other, Math.min(c, d)), at(other, Math.max(c, d)))
                    + one.substring(at(one, Math.max(a, b))));
  }

  private static int at(String text, double share) {
    return (int) (text.length() * share);
  }
}
