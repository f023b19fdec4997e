package dev.landfall.emulators.tenant;

/**
 * Something in a tenant file that cannot be read.
 *
 * @param source the file
 * @param line from 1
 * @param field the property, or empty when it is the line as a whole
 */
public record ImportProblem(String source, int line, String field, String message) {
  /** {@code file:line: field: message}. */
  public String display() {
    return source + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ") + message;
  }
}
