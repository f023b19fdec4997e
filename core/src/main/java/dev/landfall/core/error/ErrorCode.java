package dev.landfall.core.error;

/** Stable codes: shown to operators, stored in run history, asserted in tests. Never renamed. */
public enum ErrorCode {
  CONFIGURATION_INVALID(Kind.CONFIGURATION),
  CREDENTIALS_REJECTED(Kind.CONFIGURATION),
  CERTIFICATE_NOT_TRUSTED(Kind.CONFIGURATION),
  PERMISSION_DENIED(Kind.CONFIGURATION),
  RULE_WRONG_CONNECTOR(Kind.CONFIGURATION),
  SCHEMA_MISSING(Kind.CONFIGURATION),
  CONNECTED_SYSTEM_UNAVAILABLE(Kind.TRANSIENT),
  CONNECTED_SYSTEM_BUSY(Kind.TRANSIENT),
  INCOMPLETE_READ(Kind.TRANSIENT),
  /** The watermark can no longer be used: only a full import tells what changed. */
  FULL_IMPORT_REQUIRED(Kind.TRANSIENT),
  /** A selected container is not there under its DN: reading on would find all of it deleted. */
  CONTAINER_MISSING(Kind.SAFETY_STOP),
  RUN_IN_PROGRESS(Kind.SAFETY_STOP),
  DELETION_THRESHOLD_EXCEEDED(Kind.SAFETY_STOP),
  MIGRATION_GATE(Kind.SAFETY_STOP),
  PLAN_CHANGED(Kind.SAFETY_STOP),
  OBJECT_REFUSED(Kind.DATA),
  STORE_FAILED(Kind.INTERNAL),
  UNEXPECTED(Kind.INTERNAL);

  private final Kind kind;

  ErrorCode(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Who acts next: the administrator, the data owner, a retry, an operator, or us. */
  public enum Kind {
    CONFIGURATION,
    DATA,
    TRANSIENT,
    SAFETY_STOP,
    INTERNAL
  }
}
