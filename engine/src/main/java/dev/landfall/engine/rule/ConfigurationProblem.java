package dev.landfall.engine.rule;

/**
 * Something wrong in a configuration. Problems are collected and shown together.
 *
 * @param source file, or where else the text comes from
 * @param line 1-based; 0 when the whole source is meant
 * @param field the element or key
 * @param message a sentence with the value in quotes and the next step
 */
public record ConfigurationProblem(
    Severity severity, String code, String source, int line, String field, String message) {

  /** An error keeps the thing from being used; a warning does not. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static ConfigurationProblem error(
      String code, String source, int line, String field, String message) {
    return new ConfigurationProblem(Severity.ERROR, code, source, line, field, message);
  }

  public static ConfigurationProblem warning(
      String code, String source, int line, String field, String message) {
    return new ConfigurationProblem(Severity.WARNING, code, source, line, field, message);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line: field: message}. */
  public String display() {
    return source
        + (line > 0 ? ":" + line : "")
        + ": "
        + (field.isEmpty() ? "" : field + ": ")
        + message;
  }
}
