package dev.landfall.testkit.fault;

import com.unboundid.ldap.sdk.ResultCode;
import org.jspecify.annotations.Nullable;

/** What goes wrong with an LDAP operation. */
public enum LdapFault {
  /** The connection is cut before the server sees the request. */
  RESET_BEFORE(null),
  /** The server carries the request out, and the connection is cut before the answer. */
  RESET_AFTER(null),
  /** A search sends its first entry, then the connection is cut. */
  HALF_PAGE(null),
  /** A search sends its first entry and then says that there would be more. */
  SIZE_LIMIT(ResultCode.SIZE_LIMIT_EXCEEDED),
  TIME_LIMIT(ResultCode.TIME_LIMIT_EXCEEDED),
  ADMIN_LIMIT(ResultCode.ADMIN_LIMIT_EXCEEDED),
  /** A search succeeds, but without the control that says whether more follows. */
  LOST_CONTROL(null),
  BUSY(ResultCode.BUSY),
  UNAVAILABLE(ResultCode.UNAVAILABLE),
  UNWILLING(ResultCode.UNWILLING_TO_PERFORM),
  OPERATIONS_ERROR(ResultCode.OPERATIONS_ERROR),
  /** A referral to the same server: whoever follows it never ends. */
  REFERRAL_LOOP(ResultCode.REFERRAL),
  /** The connection is cut, and from now on the password counts as expired. */
  CREDENTIALS_EXPIRED(ResultCode.INVALID_CREDENTIALS),
  /** No answer, for as long as the client cares to wait. */
  SILENCE(null);

  private final @Nullable ResultCode code;

  LdapFault(@Nullable ResultCode code) {
    this.code = code;
  }

  /** What the server answers; null where it answers nothing, or nothing wrong. */
  @Nullable ResultCode code() {
    return code;
  }
}
