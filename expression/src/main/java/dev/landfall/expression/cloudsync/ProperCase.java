package dev.landfall.expression.cloudsync;

import dev.landfall.expression.function.Texts;
import java.util.Optional;

/** Title case with this dialect's idea of what separates words. */
final class ProperCase {
  private ProperCase() {}

  /**
   * @param separators the only separators; empty: blanks, controls, punctuation and symbols. Our
   *     choice, as .NET does: an apostrophe between two letters separates nothing
   */
  static String of(String text, Optional<String> separators) {
    if (separators.isPresent()) {
      return Texts.properCase(text, c -> separators.get().indexOf(c) >= 0);
    }
    // Inner apostrophes are hidden behind a letter without case, then put back.
    char[] hidden = text.toCharArray();
    for (int i = 1; i + 1 < hidden.length; i++) {
      boolean apostrophe = hidden[i] == '\'' || hidden[i] == '\u2019';
      if (apostrophe
          && Character.isLetter(hidden[i - 1])
          && Character.isLetter(text.charAt(i + 1))) {
        hidden[i] = 'ª';
      }
    }
    char[] proper = Texts.properCase(new String(hidden), ProperCase::separates).toCharArray();
    for (int i = 0; i < proper.length; i++) {
      if (hidden[i] == 'ª') {
        proper[i] = text.charAt(i);
      }
    }
    return new String(proper);
  }

  private static boolean separates(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }
}
