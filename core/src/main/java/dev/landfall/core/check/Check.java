package dev.landfall.core.check;

/**
 * The outcome of one look at configuration, connectivity, permissions or prerequisites.
 *
 * @param id stable name, e.g. {@code PRE-03} or {@code ad-connect}
 * @param message what was found, as a sentence
 * @param fix the next step; empty when nothing is to be done
 */
public record Check(String id, Status status, String message, String fix) {

  /** How bad it is. A failure stops what depends on it; a warning wants an acknowledgement. */
  public enum Status {
    PASS,
    WARN,
    FAIL
  }

  public static Check pass(String id, String message) {
    return new Check(id, Status.PASS, message, "");
  }

  public static Check warn(String id, String message, String fix) {
    return new Check(id, Status.WARN, message, fix);
  }

  public static Check fail(String id, String message, String fix) {
    return new Check(id, Status.FAIL, message, fix);
  }
}
