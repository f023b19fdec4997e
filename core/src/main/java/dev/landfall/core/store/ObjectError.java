package dev.landfall.core.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The error an object is in.
 *
 * @param code an error code of import, synchronization or export
 * @param retries how often the same error came again after the first time
 */
public record ObjectError(
    String code, String message, String detail, Instant first, Instant last, int retries) {

  public static ObjectError first(String code, String message, String detail, Instant now) {
    return new ObjectError(code, message, detail, now, now, 0);
  }

  /** The same kind of trouble again. */
  public ObjectError again(String newCode, String newMessage, String newDetail, Instant now) {
    return new ObjectError(newCode, newMessage, newDetail, first, now, retries + 1);
  }

  /** The error of an object that may have been in error before: a first one, or one more retry. */
  public static ObjectError after(
      Optional<ObjectError> earlier, String code, String message, String detail, Instant now) {
    return earlier
        .map(before -> before.again(code, message, detail, now))
        .orElseGet(() -> first(code, message, detail, now));
  }
}
