package dev.landfall.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

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

  /**
   * Calls that compile more often than not: as many arguments as wanted, mostly of the kind wanted.
   */
  static Arbitrary<String> typed(Dialect dialect, int levels) {
    return Arbitraries.of(FunctionCatalogue.of(dialect))
        .flatMap(
            function ->
                Arbitraries.integers()
                    .between(0, 2)
                    .flatMap(
                        optional ->
                            Combinators.combine(arguments(function, optional, dialect, levels))
                                .as(each -> function.name() + "(" + String.join(",", each) + ")")));
  }

  private static List<Arbitrary<String>> arguments(
      FunctionDescriptor function, int optional, Dialect dialect, int levels) {
    List<Arbitrary<String>> arguments = new ArrayList<>();
    int left = optional;
    for (FunctionDescriptor.Parameter parameter : function.parameters()) {
      if (parameter.optional() && !parameter.repeating() && left-- <= 0) {
        break;
      }
      arguments.add(argument(parameter.type(), dialect, levels));
    }
    return arguments;
  }

  private static Arbitrary<String> argument(String type, Dialect dialect, int levels) {
    if (type.startsWith("a variable")) {
      return Arbitraries.just("$x");
    }
    if (type.startsWith("a quoted")) {
      return Arbitraries.of("\"m\"", "\"s\"", "\"absent\"");
    }
    Arbitrary<String> leaf = leaf(type, dialect);
    return levels == 0
        ? leaf
        : Arbitraries.frequencyOf(
            Tuple.of(6, leaf),
            Tuple.of(4, typed(dialect, levels - 1)),
            Tuple.of(1, Arbitraries.of(LEAVES)));
  }

  private static Arbitrary<String> leaf(String type, Dialect dialect) {
    if (type.contains("number")) {
      return Arbitraries.of("0", "1", "2", "-1", "[n]", "9223372036854775807");
    }
    if (type.contains("Boolean")) {
      return Arbitraries.of("True", "False", "[s]=\"text\"", "[m]=\"a\"");
    }
    if (type.contains("date")) {
      return Arbitraries.of("Now()", "CDate(\"2024-02-29 6:00 AM -6\")");
    }
    if (type.contains("enumeration")) {
      return dialect == Dialect.CONNECT
          ? Arbitraries.of("UTF8", "vbTextCompare", "CaseInsensitive", "DC")
          : Arbitraries.of("vbTextCompare", "vbBinaryCompare");
    }
    if (type.contains("binary") && !type.contains("text")) {
      return Arbitraries.of("[b]", "[sid]");
    }
    return Arbitraries.of(
        "[m]", "[s]", "[long]", "[many]", "[mail]", "[dn]", "\"a,b;c d\"", "\"d\"", "\",\"");
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
