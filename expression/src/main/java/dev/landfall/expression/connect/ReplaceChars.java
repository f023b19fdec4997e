package dev.landfall.expression.connect;

import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.Limits;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.Texts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Replaces single characters by a written dictionary. */
final class ReplaceChars {

  private ReplaceChars() {}

  static ExpressionValue apply(Arguments a) {
    Map<Character, String> dictionary =
        a.site().derive(a.textOr(1, ""), pattern -> parse(pattern, a));
    String text = a.text(0);
    StringBuilder replaced = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String target = dictionary.get(text.charAt(i));
      if (target == null) {
        replaced.append(text.charAt(i));
      } else {
        a.budget().room(replaced.length() + (long) target.length());
        replaced.append(target);
      }
    }
    return ExpressionValue.of(replaced.toString());
  }

  private static Map<Character, String> parse(String pattern, Arguments a) {
    Map<Character, String> dictionary = new LinkedHashMap<>();
    StringBuilder dense = new StringBuilder();
    pattern.chars().filter(c -> !Texts.isSpace((char) c)).forEach(c -> dense.append((char) c));
    if (dense.length() == 0) {
      return dictionary;
    }
    if (pattern.length() > Limits.PATTERN) {
      throw a.invalid(1, "is longer than " + Limits.PATTERN + " characters.");
    }
    for (String pair : dense.toString().split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon != 1) {
        throw a.invalid(1, "has \"" + pair + "\"; a pair is one character, a colon, its target.");
      }
      dictionary.putIfAbsent(pair.charAt(0), pair.substring(2));
    }
    return dictionary;
  }
}
