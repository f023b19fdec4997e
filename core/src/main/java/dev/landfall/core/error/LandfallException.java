package dev.landfall.core.error;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A step cannot go on. The message is one sentence for the operator: what was tried, on which
 * system and object, and the next step; it never holds a secret.
 */
public class LandfallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public LandfallException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public LandfallException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }

  /** The message; never null here. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
