package dev.landfall.engine.sync;

/**
 * One object cannot be synchronized. Thrown inside a decision and caught at its edge, where it
 * becomes the error of that object; the other objects go on.
 */
public final class SyncErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String detail;

  /**
   * @param code a synchronization error code, e.g. {@code sync-rule-error-function-triggered}
   * @param message a sentence for the operator
   * @param detail rule, target attribute and expression text
   */
  public SyncErrorException(String code, String message, String detail) {
    super(message);
    this.code = code;
    this.detail = detail;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return detail;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
