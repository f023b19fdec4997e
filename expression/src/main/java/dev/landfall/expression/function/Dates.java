package dev.landfall.expression.function;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates of both dialects: always UTC, never the machine's zone. */
public final class Dates {
  private static final String TIME =
      "(?:(?:[T ]\\s*)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?\\s*([AaPp][Mm])?)?";
  private static final String ZONE = "\\s*(?:([Zz])|([+-])(\\d{1,2})(?::?(\\d{2}))?)?";
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + TIME + ZONE);
  private static final Pattern AMERICAN =
      Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})" + TIME + ZONE);

  private static final long EPOCH_1601_SECONDS = -11_644_473_600L;
  private static final long TICKS_PER_SECOND = 10_000_000L;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Dates() {}

  /**
   * ISO 8601, {@code yyyy-MM-dd h:mm tt zzz} or {@code M/d/yyyy}, each with optional time and
   * offset, also a bare one such as {@code -8}. Without an offset: UTC.
   */
  public static Instant parse(String text) {
    String trimmed = Texts.trim(text);
    if (trimmed.length() <= 64) {
      Matcher iso = ISO.matcher(trimmed);
      Matcher american = AMERICAN.matcher(trimmed);
      try {
        if (iso.matches()) {
          return instant(iso, 1, 2, 3);
        }
        if (american.matches()) {
          return instant(american, 3, 1, 2);
        }
      } catch (DateTimeException e) {
        // falls through: a thirteenth month is as wrong as no month
      }
    }
    throw Fault.INVALID_ARGUMENT.because("\"" + text + "\" is not a date.");
  }

  private static Instant instant(Matcher m, int year, int month, int day) {
    int hour = number(m.group(4));
    String half = m.group(8);
    if (half != null) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("hour " + hour);
      }
      hour = hour % 12 + (half.equalsIgnoreCase("PM") ? 12 : 0);
    }
    String fraction = m.group(7);
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    LocalDateTime local =
        LocalDateTime.of(
            number(m.group(year)),
            number(m.group(month)),
            number(m.group(day)),
            hour,
            number(m.group(5)),
            number(m.group(6)),
            nanos);
    int sign = "-".equals(m.group(10)) ? -1 : 1;
    ZoneOffset zone =
        ZoneOffset.ofHoursMinutes(sign * number(m.group(11)), sign * number(m.group(12)));
    return checked(local.toInstant(zone));
  }

  private static int number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  public static Instant checked(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw Fault.INVALID_ARGUMENT.because("The date lies outside the years 1 to 9999.");
    }
    return instant;
  }

  public static boolean isDate(String text) {
    try {
      parse(text);
      return true;
    } catch (dev.landfall.expression.EvaluationException e) {
      return false;
    }
  }

  /**
   * @param ticks 100-nanosecond intervals since 1601-01-01T00:00:00Z. Our choice: "never" in {@code
   *     accountExpires} (0 or the largest number) is not special; rules test for it
   */
  public static Instant fromFileTime(long ticks) {
    if (ticks < 0) {
      throw Fault.INVALID_ARGUMENT.because("A file time cannot be negative.");
    }
    return checked(
        Instant.ofEpochSecond(
            EPOCH_1601_SECONDS + ticks / TICKS_PER_SECOND, ticks % TICKS_PER_SECOND * 100));
  }

  public static long toFileTime(Instant instant) {
    return (instant.getEpochSecond() - EPOCH_1601_SECONDS) * TICKS_PER_SECOND
        + instant.getNano() / 100;
  }

  /**
   * Interval letters are case-sensitive: {@code m} is a month. Month arithmetic clips to its end.
   */
  public static Instant add(String interval, long value, Instant date) {
    OffsetDateTime start = date.atOffset(ZoneOffset.UTC);
    try {
      OffsetDateTime end =
          switch (interval) {
            case "yyyy" -> start.plusYears(value);
            case "q" -> start.plusMonths(Math.multiplyExact(value, 3L));
            case "m" -> start.plusMonths(value);
            case "y", "d", "w" -> start.plusDays(value);
            case "ww" -> start.plusWeeks(value);
            case "h" -> start.plusHours(value);
            case "n" -> start.plusMinutes(value);
            case "s" -> start.plusSeconds(value);
            default -> throw unknownInterval(interval);
          };
      return checked(end.toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw Fault.INVALID_ARGUMENT.because("The date lies outside the years 1 to 9999.");
    }
  }

  /**
   * Calendar boundaries crossed for years, months, weeks (from Sunday) and days; whole elapsed
   * units below. The published samples fit nothing else.
   */
  public static long difference(String interval, Instant from, Instant to) {
    OffsetDateTime a = from.atOffset(ZoneOffset.UTC);
    OffsetDateTime b = to.atOffset(ZoneOffset.UTC);
    long firstDay = a.toLocalDate().toEpochDay();
    long lastDay = b.toLocalDate().toEpochDay();
    return switch (interval) {
      case "yyyy" -> b.getYear() - (long) a.getYear();
      case "m" -> (b.getYear() - a.getYear()) * 12L + b.getMonthValue() - a.getMonthValue();
      // Day 0 of the epoch is a Thursday, the fifth day of a week that starts on Sunday.
      case "ww" -> Math.floorDiv(lastDay + 4, 7) - Math.floorDiv(firstDay + 4, 7);
      case "d" -> lastDay - firstDay;
      case "h" -> ChronoUnit.HOURS.between(a, b);
      case "n" -> ChronoUnit.MINUTES.between(a, b);
      case "s" -> ChronoUnit.SECONDS.between(a, b);
      default -> throw unknownInterval(interval);
    };
  }

  private static RuntimeException unknownInterval(String interval) {
    return Fault.INVALID_ARGUMENT.because("\"" + interval + "\" is not a date interval.");
  }
}
