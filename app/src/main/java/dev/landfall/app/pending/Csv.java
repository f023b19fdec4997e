package dev.landfall.app.pending;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values. */
public final class Csv {
  private Csv() {}

  /**
   * A line with its end, quoted as RFC 4180 says; a leading sign that a spreadsheet would take for
   * a formula is escaped.
   */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String text) {
    String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
