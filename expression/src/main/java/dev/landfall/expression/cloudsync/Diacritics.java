package dev.landfall.expression.cloudsync;

import java.text.Normalizer;
import java.util.Map;

/** Latin letters without their marks; letters of other scripts stay whole (й is not и). */
final class Diacritics {
  private static final Map<Character, String> SPECIAL =
      Map.of(
          'æ', "ae", 'Æ', "AE", 'ø', "oe", 'Ø', "OE", 'œ', "oe", 'Œ', "OE", 'ß', "ss", 'ł', "l",
          'Ł', "L", 'ı', "i");

  private Diacritics() {}

  static String remove(String text) {
    StringBuilder plain = new StringBuilder();
    boolean afterLatin = false;
    for (char c : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
      String whole = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
      char base = whole.charAt(0);
      if (isMark(c)) {
        // A mark that composes with nothing: dropped after a Latin letter, kept elsewhere.
        plain.append(afterLatin ? "" : String.valueOf(c));
        continue;
      }
      afterLatin = Character.UnicodeScript.of(base) == Character.UnicodeScript.LATIN;
      if (!afterLatin) {
        plain.append(c);
      } else {
        plain.append(special(base));
        whole.chars().skip(1).filter(m -> !isMark((char) m)).forEach(m -> plain.append((char) m));
      }
    }
    return plain.toString();
  }

  /** After decomposition, so that ǣ becomes ae too. */
  private static String special(char letter) {
    return SPECIAL.getOrDefault(letter, String.valueOf(letter));
  }

  private static boolean isMark(char c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
