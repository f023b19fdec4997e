package dev.landfall.expression.function;

import java.util.ArrayList;
import java.util.List;

/** Just enough about distinguished names for the functions: components, escapes, sameness. */
public final class DistinguishedNames {
  private DistinguishedNames() {}

  /** The relative names from the left, escapes kept. */
  public static List<String> components(String dn) {
    List<String> components = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < dn.length(); i++) {
      char c = dn.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if ((c == ',' || c == ';') && !quoted) {
        components.add(Texts.trim(dn.substring(start, i)));
        start = i + 1;
      }
    }
    if (!Texts.trim(dn).isEmpty()) {
      components.add(Texts.trim(dn.substring(start)));
    }
    return components;
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
