package dev.landfall.engine.rule.powershell;

/**
 * The characters that PowerShell takes for quotes and dashes: typographic ones as well, because
 * scripts travel through word processors and web pages.
 */
public final class Quotes {
  private Quotes() {}

  static boolean single(char c) {
    return c == '\'' || c == '\u2018' || c == '\u2019' || c == '\u201A' || c == '\u201B';
  }

  static boolean twofold(char c) {
    return c == '"' || c == '\u201C' || c == '\u201D' || c == '\u201E';
  }

  static boolean dash(char c) {
    return c == '-' || c == '\u2013' || c == '\u2014' || c == '\u2015';
  }

  /** A text as a literal in single quotes: every kind of single quote in it is doubled. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted.append(c);
      if (single(c)) {
        quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }
}
