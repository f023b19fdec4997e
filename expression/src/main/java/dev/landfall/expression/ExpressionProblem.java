package dev.landfall.expression;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong, or doubtful, in the source of an expression.
 *
 * @param code stable, for programs and tests
 * @param position UTF-16 offset from 0
 * @param length UTF-16 units, at least 0
 * @param hint what to do next, or {@code ""}
 */
public record ExpressionProblem(
    Severity severity, String code, String message, int position, int length, String hint) {

  public ExpressionProblem {
    requireNonNull(severity, "severity");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(hint, "hint");
  }

  public static ExpressionProblem error(
      String code, String message, int position, int length, String hint) {
    return new ExpressionProblem(Severity.ERROR, code, message, position, length, hint);
  }

  public static ExpressionProblem warning(
      String code, String message, int position, int length, String hint) {
    return new ExpressionProblem(Severity.WARNING, code, message, position, length, hint);
  }

  /** The source line in question, and below it carets under the place. */
  public String caret(String source) {
    int at = Math.max(0, Math.min(position, source.length()));
    int start = source.lastIndexOf('\n', at - 1) + 1;
    int end = source.indexOf('\n', at);
    String line = source.substring(start, end < 0 ? source.length() : end).replace('\t', ' ');
    int width = Math.max(1, Math.min(length, line.length() - (at - start)));
    return line + "\n" + " ".repeat(at - start) + "^".repeat(width);
  }
}
