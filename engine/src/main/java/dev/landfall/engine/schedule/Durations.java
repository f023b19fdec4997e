package dev.landfall.engine.schedule;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: ISO-8601, {@code 30m}, and the TimeSpan of PowerShell. */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Pattern TIME_SPAN =
      Pattern.compile("(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?");

  private Durations() {}

  /**
   * @param text {@code PT30M}, {@code 30m} (s, m, h, d), {@code 00:30:00} or {@code 7.00:00:00}
   *     ({@code d.HH:mm:ss}, seconds and days may be left out)
   * @return empty if it is none of these, or negative
   */
  public static Optional<Duration> parse(String text) {
    String given = text.strip();
    Matcher brief = SHORT.matcher(given.toLowerCase(Locale.ROOT));
    if (brief.matches()) {
      long number = Long.parseLong(brief.group(1));
      return Optional.of(
          switch (brief.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    Matcher span = TIME_SPAN.matcher(given);
    if (span.matches()) {
      return timeSpan(span);
    }
    try {
      return Optional.of(Duration.parse(given)).filter(duration -> !duration.isNegative());
    } catch (DateTimeParseException notIso) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> timeSpan(Matcher span) {
    long hours = Long.parseLong(span.group(2));
    long minutes = Long.parseLong(span.group(3));
    long seconds = span.group(4) == null ? 0 : Long.parseLong(span.group(4));
    if (hours > 23 || minutes > 59 || seconds > 59) {
      return Optional.empty();
    }
    long days = span.group(1) == null ? 0 : Long.parseLong(span.group(1));
    String fraction = span.group(5) == null ? "0" : span.group(5);
    return Optional.of(
        Duration.ofDays(days)
            .plusHours(hours)
            .plusMinutes(minutes)
            .plusSeconds(seconds)
            .plusNanos(Long.parseLong((fraction + "0000000").substring(0, 7)) * 100));
  }

  /** As PowerShell shows it: {@code 00:30:00}, {@code 7.00:00:00}. */
  public static String timeSpan(Duration duration) {
    String time =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            duration.toHoursPart(),
            duration.toMinutesPart(),
            duration.toSecondsPart());
    return duration.toDays() == 0 ? time : duration.toDays() + "." + time;
  }
}
