package dev.landfall.emulators.directory;

/**
 * Something in an LDIF file that cannot be taken over, or only with a loss.
 *
 * @param line where the record begins, 1 for the first line; 0 if it is about the whole file
 * @param attribute empty if it is about no attribute
 * @param error whether the file cannot be used as it is
 */
public record LdifProblem(boolean error, String file, long line, String attribute, String message) {

  /** One line for people: {@code FILE:LINE ATTRIBUTE: message}. */
  public String display() {
    return file
        + (line > 0 ? ":" + line : "")
        + (attribute.isEmpty() ? "" : " " + attribute)
        + ": "
        + message;
  }
}
