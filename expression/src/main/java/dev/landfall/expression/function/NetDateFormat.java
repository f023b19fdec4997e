package dev.landfall.expression.function;

import dev.landfall.expression.Limits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Dates by the custom format letters of .NET, English names, UTC. Our choice: a single letter is a
 * custom letter too, where .NET reads a standard format.
 */
public final class NetDateFormat {
  /** How Cloud Sync writes a date as text. */
  public static final NetDateFormat CLOUD_SYNC_DEFAULT = new NetDateFormat("M/d/yyyy h:mm:ss tt");

  private static final String LETTERS = "dfFgHhKmMstyz";

  /** A run of one letter, or literal text (letter 0). */
  private record Part(char letter, int count, String literal) {}

  private final List<Part> parts = new ArrayList<>();

  public NetDateFormat(String pattern) {
    if (pattern.length() > Limits.DATE_FORMAT) {
      throw Fault.INVALID_ARGUMENT.because(
          "The date format is longer than " + Limits.DATE_FORMAT + " characters.");
    }
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        literal(pattern.substring(i + 1, i + 2));
        i += 2;
      } else if (c == '\'' || c == '"') {
        int close = pattern.indexOf(c, i + 1);
        if (close < 0) {
          throw Fault.INVALID_ARGUMENT.because("The format \"" + pattern + "\" has an open quote.");
        }
        literal(pattern.substring(i + 1, close));
        i = close + 1;
      } else if (LETTERS.indexOf(c) >= 0) {
        int end = i;
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        if ((c == 'f' || c == 'F') && end - i > 7) {
          throw Fault.INVALID_ARGUMENT.because(
              "More than seven \"" + c + "\" in \"" + pattern + "\".");
        }
        parts.add(new Part(c, end - i, ""));
        i = end;
      } else {
        if (c != '%') {
          literal(String.valueOf(c));
        }
        i++;
      }
    }
  }

  private void literal(String text) {
    int last = parts.size() - 1;
    if (last >= 0 && parts.get(last).letter == '\0') {
      parts.set(last, new Part('\0', 0, parts.get(last).literal + text));
    } else {
      parts.add(new Part('\0', 0, text));
    }
  }

  public String format(Instant instant) {
    OffsetDateTime date = instant.atOffset(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      append(part, date, text);
    }
    return text.toString();
  }

  private static void append(Part part, OffsetDateTime date, StringBuilder text) {
    int n = part.count;
    switch (part.letter) {
      case 'd' -> {
        if (n <= 2) {
          pad(text, date.getDayOfMonth(), n);
        } else {
          text.append(date.getDayOfWeek().getDisplayName(style(n), Locale.ENGLISH));
        }
      }
      case 'M' -> {
        if (n <= 2) {
          pad(text, date.getMonthValue(), n);
        } else {
          text.append(date.getMonth().getDisplayName(style(n), Locale.ENGLISH));
        }
      }
      case 'y' -> pad(text, n <= 2 ? date.getYear() % 100 : date.getYear(), n);
      case 'H' -> pad(text, date.getHour(), Math.min(n, 2));
      case 'h' -> pad(text, (date.getHour() + 11) % 12 + 1, Math.min(n, 2));
      case 'm' -> pad(text, date.getMinute(), Math.min(n, 2));
      case 's' -> pad(text, date.getSecond(), Math.min(n, 2));
      case 't' -> text.append((date.getHour() < 12 ? "AM" : "PM"), 0, Math.min(n, 2));
      case 'f' -> text.append(fraction(date), 0, n);
      case 'F' -> optionalFraction(fraction(date).substring(0, n), text);
      case 'g' -> text.append("A.D.");
      case 'z' -> text.append(n == 1 ? "+0" : n == 2 ? "+00" : "+00:00");
      case 'K' -> text.append("Z".repeat(n));
      default -> text.append(part.literal);
    }
  }

  private static void optionalFraction(String digits, StringBuilder text) {
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    text.append(digits, 0, end);
    if (end == 0 && text.length() > 0 && text.charAt(text.length() - 1) == '.') {
      text.setLength(text.length() - 1);
    }
  }

  private static TextStyle style(int letters) {
    return letters == 3 ? TextStyle.SHORT : TextStyle.FULL;
  }

  private static String fraction(OffsetDateTime date) {
    return String.format(Locale.ROOT, "%09d", date.getNano());
  }

  private static void pad(StringBuilder text, int number, int width) {
    int digits = number < 10 ? 1 : number < 100 ? 2 : number < 1_000 ? 3 : 4;
    for (int i = digits; i < width; i++) {
      text.append('0');
    }
    text.append(number);
  }

  /** Parses text of exactly this format; white space around it is allowed. Without offset: UTC. */
  public Instant parse(String text) {
    Reader reader = new Reader(Texts.trim(text));
    try {
      for (Part part : parts) {
        reader.read(part);
      }
      if (reader.at == reader.text.length()) {
        return Dates.checked(reader.instant());
      }
    } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException e) {
      // falls through: the message is the same
    }
    throw Fault.INVALID_ARGUMENT.because("\"" + text + "\" does not have the input format.");
  }

  /** One pass over the text. */
  private static final class Reader {
    private final String text;
    private int at;
    private int year = 1;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int half = -1;
    private int offsetMinutes;

    Reader(String text) {
      this.text = text;
    }

    void read(Part part) {
      int n = part.count;
      switch (part.letter) {
        case 'd' -> {
          if (n <= 2) {
            day = number(n, 2);
          } else {
            name(java.time.DayOfWeek.values(), d -> d.getDisplayName(style(n), Locale.ENGLISH));
          }
        }
        case 'M' ->
            month =
                n <= 2
                    ? number(n, 2)
                    : name(
                        java.time.Month.values(), m -> m.getDisplayName(style(n), Locale.ENGLISH));
        case 'y' -> {
          year = number(n, Math.max(n, n <= 2 ? 2 : 4));
          if (n <= 2) {
            // .NET: two digits up to 49 are of this century.
            year += year < 50 ? 2000 : 1900;
          }
        }
        case 'H', 'h' -> hour = number(n, 2);
        case 'm' -> minute = number(n, 2);
        case 's' -> second = number(n, 2);
        case 'f', 'F' -> fraction(part);
        case 't' -> {
          half = Character.toUpperCase(text.charAt(at)) == 'P' ? 1 : 0;
          at += Math.min(n, 2);
        }
        case 'z', 'K' -> offset();
        default -> literal(part.literal);
      }
    }

    private void literal(String literal) {
      if (!text.startsWith(literal, at)) {
        throw new DateTimeException("literal");
      }
      at += literal.length();
    }

    /** One letter takes one or more digits, several letters exactly as many. */
    private int number(int letters, int most) {
      int end = at;
      while (end < text.length() && end - at < most && isDigit(text.charAt(end))) {
        end++;
      }
      if (end - at < letters) {
        throw new DateTimeException("digits");
      }
      int number = Integer.parseInt(text.substring(at, end));
      at = end;
      return number;
    }

    private <T> int name(T[] all, java.util.function.Function<T, String> named) {
      for (int i = 0; i < all.length; i++) {
        String name = named.apply(all[i]);
        if (text.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return i + 1;
        }
      }
      throw new DateTimeException("name");
    }

    private void fraction(Part part) {
      int end = at;
      while (end < text.length() && end - at < part.count && isDigit(text.charAt(end))) {
        end++;
      }
      if (part.letter == 'f' && end - at != part.count) {
        throw new DateTimeException("fraction");
      }
      nano = Integer.parseInt((text.substring(at, end) + "000000000").substring(0, 9));
      at = end;
    }

    private void offset() {
      if (at < text.length() && text.charAt(at) == 'Z') {
        at++;
        return;
      }
      if (at == text.length()) {
        return;
      }
      int sign = text.charAt(at) == '-' ? -1 : 1;
      at++;
      int hours = number(1, 2);
      int minutes = 0;
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
        minutes = number(2, 2);
      }
      offsetMinutes = sign * (hours * 60 + minutes);
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    Instant instant() {
      int hours = half < 0 ? hour : hour % 12 + 12 * half;
      return LocalDateTime.of(year, month, day, hours, minute, second, nano)
          .toInstant(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    }
  }
}
