package dev.landfall.expression.function;

import java.util.ArrayList;
import java.util.List;

/** Text algorithms of both dialects. All count UTF-16 units and ignore the machine's locale. */
public final class Texts {
  private Texts() {}

  /** Unicode white space, the no-break space included, which {@link String#strip} leaves out. */
  public static boolean isSpace(char c) {
    if (c < 0x80) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return Character.isSpaceChar(c) || c == '\u0085';
  }

  public static String trimStart(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  public static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  public static String trim(String text) {
    return trimEnd(trimStart(text));
  }

  /** Simple mapping, unit by unit: ß stays ß, and the length never changes. */
  public static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> lower.appendCodePoint(c == 0x130 ? c : Character.toLowerCase(c)));
    return lower.toString();
  }

  public static String upper(String text) {
    StringBuilder upper = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> upper.appendCodePoint(c == 0x131 ? c : Character.toUpperCase(c)));
    return upper.toString();
  }

  /**
   * The first UTF-16 units. Our choice: a cut never goes through a surrogate pair – half a
   * character is no text, and no directory takes it – so the pair is left out as a whole.
   */
  public static String left(String text, long count) {
    if (count < 0 || count >= text.length()) {
      return text;
    }
    int end = (int) count;
    return text.substring(0, splitsPair(text, end) ? end - 1 : end);
  }

  /** The last UTF-16 units; a surrogate pair is never cut, as in {@link #left}. */
  public static String right(String text, long count) {
    if (count < 0 || count >= text.length()) {
      return text;
    }
    int start = text.length() - (int) count;
    return text.substring(splitsPair(text, start) ? start + 1 : start);
  }

  /** Units from an index on; a surrogate pair is cut at neither end, as in {@link #left}. */
  public static String mid(String text, int from, long count) {
    int start = splitsPair(text, from) ? from + 1 : from;
    return left(text.substring(start), count < 0 ? count : Math.max(0, count - (start - from)));
  }

  private static boolean splitsPair(String text, int index) {
    return index > 0
        && index < text.length()
        && Character.isHighSurrogate(text.charAt(index - 1))
        && Character.isLowSurrogate(text.charAt(index));
  }

  /** Splits at any of the delimiters; runs collapse. The word counted from 1, or {@code ""}. */
  public static String word(String text, long number, String delimiters) {
    long seen = 0;
    int i = 0;
    while (i < text.length()) {
      if (delimiters.indexOf(text.charAt(i)) >= 0) {
        i++;
        continue;
      }
      int end = i;
      while (end < text.length() && delimiters.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      if (++seen == number) {
        return text.substring(i, end);
      }
      i = end;
    }
    return "";
  }

  /**
   * First letter of each word up, the rest down.
   *
   * @param separators the units between words
   */
  public static String properCase(String text, java.util.function.IntPredicate separators) {
    StringBuilder proper = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (separators.test(c)) {
        proper.appendCodePoint(c);
        inWord = false;
      } else {
        proper.append(inWord ? lower(Character.toString(c)) : upper(Character.toString(c)));
        inWord = true;
      }
      i += Character.charCount(c);
    }
    return proper.toString();
  }

  /** From 1, or 0; an empty needle is found at the start. */
  public static long indexOf(String text, String needle, long start, boolean ignoreCase) {
    if (start > text.length() + (needle.isEmpty() ? 1L : 0L)) {
      return 0;
    }
    String in = ignoreCase ? upper(text) : text;
    return in.indexOf(ignoreCase ? upper(needle) : needle, (int) start - 1) + 1L;
  }

  /** The last match that ends at or left of {@code end} (from 1), or 0. */
  public static long lastIndexOf(String text, String needle, long end, boolean ignoreCase) {
    if (needle.isEmpty()) {
      return Math.min(end, text.length());
    }
    long last = Math.min(end, text.length());
    if (last < needle.length()) {
      return 0;
    }
    String in = ignoreCase ? upper(text) : text;
    return in.lastIndexOf(ignoreCase ? upper(needle) : needle, (int) last - needle.length()) + 1L;
  }

  /** All occurrences; the caller's budget is asked for the size before anything is built. */
  public static String replace(String text, String old, String replacement, Budget budget) {
    if (replacement.length() > old.length()) {
      long matches = 0;
      for (int i = text.indexOf(old); i >= 0; i = text.indexOf(old, i + old.length())) {
        matches++;
      }
      budget.room(text.length() + matches * (replacement.length() - old.length()));
    }
    return text.replace(old, replacement);
  }

  /** Empty parts stay; with a limit, the last part keeps the rest. */
  public static List<String> split(String text, String delimiter, long limit, Budget budget) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int next = text.indexOf(delimiter);
    while (next >= 0 && parts.size() + 1 < limit) {
      budget.roomForValues(parts.size());
      parts.add(text.substring(start, next));
      start = next + delimiter.length();
      next = text.indexOf(delimiter, start);
    }
    parts.add(text.substring(start));
    return parts;
  }
}
