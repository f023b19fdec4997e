package dev.landfall.connectors.graph.signin;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nobody could tell whether the credential is good: worth another attempt. */
public final class SignInUnavailable extends LandfallException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String retryAfter;

  SignInUnavailable(String message, Optional<String> retryAfter) {
    super(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE, message);
    this.retryAfter = retryAfter.orElse(null);
  }

  SignInUnavailable(String message, Throwable cause) {
    super(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE, message, cause);
    this.retryAfter = null;
  }

  /** The {@code Retry-After} of the answer, in seconds. */
  public Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
