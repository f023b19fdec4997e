package dev.landfall.emulators.directory;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range option as asked for, such as {@code range=1500-*}.
 *
 * @param to the last index wanted; {@link Integer#MAX_VALUE} for {@code *}
 */
record Range(int from, int to) {
  private static final Pattern FORM = Pattern.compile("range=(\\d{1,9})-(\\d{1,9}|\\*)");

  /** Reads an option; null if it is no range. */
  static @Nullable Range parse(String option) {
    Matcher matcher = FORM.matcher(option.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    String to = matcher.group(2);
    return new Range(
        Integer.parseInt(matcher.group(1)),
        to.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(to));
  }

  int count(int limit) {
    return to == Integer.MAX_VALUE ? limit : Math.min(limit, Math.max(0, to - from + 1));
  }
}
