package dev.landfall.engine.rule.powershell;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The comparison operators: texts without case, numbers as numbers. */
final class Comparisons {
  private Comparisons() {}

  static boolean holds(String operator, ScriptValue left, ScriptValue right) {
    return switch (operator) {
      case "-eq" -> left.text().equalsIgnoreCase(right.text());
      case "-ne" -> !left.text().equalsIgnoreCase(right.text());
      case "-like" -> like(left.text(), right.text());
      case "-notlike" -> !like(left.text(), right.text());
      case "-match" -> match(left.text(), right.text());
      case "-gt" -> order(left, right) > 0;
      case "-ge" -> order(left, right) >= 0;
      case "-lt" -> order(left, right) < 0;
      case "-le" -> order(left, right) <= 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  static int order(ScriptValue left, ScriptValue right) {
    if (left instanceof ScriptValue.Whole a && right instanceof ScriptValue.Whole b) {
      return Long.compare(a.number(), b.number());
    }
    return left.text().toLowerCase(Locale.ROOT).compareTo(right.text().toLowerCase(Locale.ROOT));
  }

  /** {@code *} stands for any text, {@code ?} for one character. */
  private static boolean like(String text, String wildcard) {
    StringBuilder pattern = new StringBuilder();
    for (char c : wildcard.toCharArray()) {
      pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
        .matcher(text)
        .matches();
  }

  private static boolean match(String text, String pattern) {
    try {
      return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).find();
    } catch (PatternSyntaxException notAPattern) {
      return false;
    }
  }
}
