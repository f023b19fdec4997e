package dev.landfall.expression;

/** One object cannot be processed by an expression. The caller records it and goes on. */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int position;

  public EvaluationException(String code, String message, int position) {
    // Thrown per object, maybe a million times, and never a bug: the stack trace says nothing.
    super(message, null, false, false);
    this.code = code;
    this.position = position;
  }

  /** Stable, e.g. {@code sync-rule-error-function-triggered}. */
  public String code() {
    return code;
  }

  /** UTF-16 offset of the failing call, operator or name in the source; -1 when unknown. */
  public int position() {
    return position;
  }

  /** The same failure, located, unless something deeper has located it already. */
  public EvaluationException at(int offset) {
    return position >= 0
        ? this
        : new EvaluationException(code, String.valueOf(getMessage()), offset);
  }
}
