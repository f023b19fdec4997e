package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats an operation that the server was too busy for, each time after a longer pause, a few
 * times in all: about six seconds with the usual values. The server says so before it does
 * anything, so repeating is harmless.
 */
final class Patience {
  private static final int USUAL_TRIES = 7;
  private static final long USUAL_PAUSE_MILLIS = 100;

  private final int tries;
  private final long pauseMillis;

  Patience() {
    this(USUAL_TRIES, USUAL_PAUSE_MILLIS);
  }

  /**
   * @param pauseMillis before the second try; doubled before each further one
   */
  Patience(int tries, long pauseMillis) {
    this.tries = tries;
    this.pauseMillis = pauseMillis;
  }

  /** Something that the server may be too busy for. */
  interface Try<T> {
    T run() throws LDAPException;
  }

  /**
   * @throws LDAPException of the last try, or any that does not say that the server is busy
   */
  <T> T of(Try<T> operation) throws LDAPException {
    for (int left = tries - 1; ; left--) {
      try {
        return operation.run();
      } catch (LDAPException e) {
        if (left == 0 || !busy(e.getResultCode()) || !pause(tries - 1 - left)) {
          throw e;
        }
      }
    }
  }

  static boolean busy(ResultCode code) {
    return code == ResultCode.BUSY || code == ResultCode.UNAVAILABLE;
  }

  /** Several clients turned away at once should not come back at once. */
  private boolean pause(int round) {
    long millis = pauseMillis << round;
    try {
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
