package dev.landfall.engine.rule.powershell;

/** One statement of a script cannot be read or run. The message says what to write instead. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ScriptPosition position;

  public ScriptException(ScriptPosition position, String message) {
    super(message);
    this.position = position;
  }

  public ScriptPosition position() {
    return position;
  }

  /** The message as it always is: a sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
