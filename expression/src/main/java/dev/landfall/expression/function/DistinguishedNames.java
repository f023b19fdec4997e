package dev.landfall.expression.function;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Just enough about distinguished names for the functions: components, escapes, sameness. */
public final class DistinguishedNames {
  private DistinguishedNames() {}

  /** The relative names from the left, escapes kept. */
  public static List<String> components(String dn) {
    List<String> components = new ArrayList<>();
    if (Texts.trim(dn).isEmpty()) {
      return components;
    }
    int start = 0;
    while (start >= 0) {
      int end = end(dn, start);
      components.add(Texts.trim(dn.substring(start, end)));
      start = end < dn.length() ? end + 1 : -1;
    }
    return components;
  }

  /**
   * One relative name, counted from the left from 1, without taking the others apart.
   *
   * @return {@code null} when there are fewer
   */
  public static @Nullable String component(String dn, long number) {
    int start = 0;
    for (long n = 1; start >= 0; n++) {
      int end = end(dn, start);
      if (n == number) {
        String component = Texts.trim(dn.substring(start, end));
        return n == 1 && component.isEmpty() && end == dn.length() ? null : component;
      }
      start = end < dn.length() ? end + 1 : -1;
    }
    return null;
  }

  /** Where the relative name that starts there ends. */
  private static int end(String dn, int start) {
    boolean quoted = false;
    for (int i = start; i < dn.length(); i++) {
      char c = dn.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if ((c == ',' || c == ';') && !quoted) {
        return i;
      }
    }
    return dn.length();
  }

  /** What follows the first {@code =}; a multi-valued relative name is returned whole after it. */
  public static String value(String component) {
    return Texts.trimStart(component.substring(component.indexOf('=') + 1));
  }

  public static boolean isDomain(String component) {
    return component.regionMatches(true, 0, "dc=", 0, 3);
  }

  /** Our choice: case and blanks around separators do not matter, escapes are not unified. */
  public static boolean same(String one, String other) {
    return one.equals(other) || normal(one).equals(normal(other));
  }

  private static String normal(String dn) {
    StringBuilder normal = new StringBuilder();
    for (String component : components(dn)) {
      int equals = component.indexOf('=');
      normal
          .append(Texts.trim(component.substring(0, Math.max(0, equals))))
          .append('=')
          .append(value(component))
          .append(',');
    }
    return Texts.lower(Texts.upper(normal.toString()));
  }

  /**
   * RFC 4514. A leading {@code type=} keeps its sign, because the reference's example passes one.
   */
  public static String escape(String value) {
    int sign = value.indexOf('=');
    boolean typed =
        sign > 0
            && value
                .substring(0, sign)
                .chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-'));
    int start = typed ? sign + 1 : 0;
    StringBuilder escaped = new StringBuilder(value.substring(0, start));
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean first = i == start;
      boolean last = i == value.length() - 1;
      if (",+\"\\<>;=".indexOf(c) >= 0 || (first && c == '#') || ((first || last) && c == ' ')) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
