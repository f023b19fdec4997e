package dev.landfall.expression.function;

/** Whole numbers in text. */
public final class Numbers {
  private Numbers() {}

  /** Optional sign, digits, white space around them; nothing else. */
  public static long parse(String text) {
    String digits = Texts.trim(text);
    try {
      if (!digits.isEmpty() && digits.chars().allMatch(c -> c < 128)) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException e) {
      // falls through: the message is the same
    }
    throw Fault.INVALID_ARGUMENT.because("\"" + text + "\" is not a whole number of 64 bits.");
  }

  public static boolean isNumber(String text) {
    String digits = Texts.trim(text);
    int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
    if (start == digits.length() || digits.length() > 64) {
      return false;
    }
    for (int i = start; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    try {
      Long.parseLong(digits);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
