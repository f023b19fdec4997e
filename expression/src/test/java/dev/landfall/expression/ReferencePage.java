package dev.landfall.expression;

import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/expressions.md}, from the catalogue and the limits. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Expressions

      What can be written in an attribute flow. This page is made from the catalogue that the program itself uses, and every
      example on it runs as a test. Do not edit it: change the function's row, then
      `mvn -B verify -pl expression -am -Dlandfall.golden.update=true` writes it anew.
      `landfall expression functions --dialect connect Word` shows the same on the command line, and
      `landfall expression eval --dialect connect 'Word("a-b",2,"-")'` tries an expression.

      In signatures, `str` is text, `num` a whole number of 64 bits, `bool` a Boolean, `bin` binary, `ref` a reference, `dt` a
      date-time in UTC, `enum` one of the bare words named in the description, `exp` a Boolean expression, `var` anything, `one`
      any single value, and `mv` a collection. `str|num` is either of them, `?` marks what may be left out, `...` what repeats.

      ## Limits

      The same for every machine, because they are counted and not timed. A source beyond a limit is a problem with a place; an
      evaluation beyond one fails with `sync-rule-error-budget-exceeded`, for that object only.

      """;

  private static final String CONNECT =
      """

      ## Connect Sync

      | operators | bind | |
      |---|---|---|
      | `+ - * /` | tightest, left to right, all alike: `2+3*4` is 20 | whole numbers; `/` cuts towards zero |
      | `&` | next | joins text, numbers and references, or binary with binary |
      | `= <> < <= > >=` | next, not chained | text exactly and by case; Booleans, binaries and references only equal or not |
      | `&& \\|\\|` | loosest, left to right, both alike | the right side is looked at only when it matters |

      Attributes are `[mail]`, parameters `%Domain.FQDN%`, variables `$item`, text `"…"` with `\\\\`, `\\"` or `""`, `\\n`, `\\r`, `\\t`;
      hexadecimal numbers `&HFF`. Constants: `True`, `False`, `NULL`, `CRLF`, `AuthoritativeNull` (removes the value and stops
      lower precedences) and `IgnoreThisFlow` (leaves the target as it is). Function and attribute names are found whatever their case.

      An absent attribute is `NULL`. Comparing it gives False (`<>` True, `NULL = NULL` True), calculating with it `NULL`, joining it
      nothing. A multi-valued attribute where one value is wanted is walked: `Trim([proxyAddresses])` trims every value, and
      `IIF(Left([proxyAddresses],4)="sip:",NULL,[proxyAddresses])` drops some. Types are strict; what cannot fit is warned of before
      anything runs.
      """;

  private static final String CLOUD_SYNC =
      """

      ## Cloud Sync

      Comparisons (`=`, `<>`, `<`, `<=`, `>`, `>=`) may stand anywhere; `&` works but is not documented, `Append` is. There is no
      arithmetic, no `&&` and no `||`: nest `IIF`. An argument may be left empty (`Replace([a],"x", , ,"y", , )`). Numbers convert to
      text, and text to numbers where a number is wanted. Of a collection, functions take the first value unless they take
      collections. Text knows the escapes `\\"` and `\\\\` only.
      """;

  private ReferencePage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| | at most |\n|---|---|\n");
    for (Dialect dialect : Dialect.values()) {
      String name = dialect == Dialect.CONNECT ? "Connect Sync" : "Cloud Sync";
      limit(page, "characters of source, " + name, dialect.maximumLength());
      limit(page, "calls and parentheses inside each other, " + name, dialect.maximumNesting());
    }
    limit(page, "operators in one source", Limits.OPERATORS);
    limit(page, "problems reported at once", Limits.PROBLEMS);
    limit(page, "steps of one evaluation", Limits.STEPS);
    limit(page, "characters and bytes built by one evaluation", Limits.CHARACTERS);
    limit(page, "values collected by one evaluation", Limits.VALUES);
    limit(page, "characters of a date format", Limits.DATE_FORMAT);
    limit(page, "characters of a dictionary of ReplaceChars, a pattern of Replace", Limits.PATTERN);
    limit(page, "bytes of CBin", Limits.BINARY_NUMBER);
    limit(page, "characters of RandomString", Limits.RANDOM_TEXT);
    page.append(
        "\nA step is a function, operator or name evaluated, a value of a collection visited, or"
            + " 1,024 characters looked at.\n");
    page.append(CONNECT);
    functions(page, Dialect.CONNECT);
    page.append(CLOUD_SYNC);
    functions(page, Dialect.CLOUD_SYNC);
    return page.toString();
  }

  private static void limit(StringBuilder page, String what, long limit) {
    page.append(String.format(java.util.Locale.ROOT, "| %s | %,d |%n", what, limit));
  }

  private static void functions(StringBuilder page, Dialect dialect) {
    String family = "";
    for (FunctionDescriptor function : FunctionCatalogue.of(dialect)) {
      if (!function.family().equals(family)) {
        family = function.family();
        page.append("\n### ").append(family).append('\n');
      }
      page.append("\n`").append(function.signature()).append("`<br>\n");
      page.append(function.description()).append("\n\n");
      for (Example example : function.examples()) {
        page.append("- ").append(code(example.expression())).append(" → ");
        page.append(code(example.expected())).append(given(example.attributes())).append('\n');
      }
    }
  }

  private static String given(Map<String, ExpressionValue> attributes) {
    return attributes.isEmpty()
        ? ""
        : attributes.entrySet().stream()
            .map(each -> each.getKey() + " = " + code(shortened(each.getValue().display())))
            .collect(Collectors.joining(", ", " with ", ""));
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "…";
  }

  private static String code(String text) {
    return text.isEmpty() ? "nothing" : "`" + text + "`";
  }
}
