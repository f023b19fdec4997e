package dev.landfall.engine.migration;

/**
 * Something about one group that matters for its migration. The codes are those of the reference
 * and never renamed.
 */
public record Finding(Code code, String message) {

  /** What a finding does to the group. */
  public enum Severity {
    INFO,
    WARN,
    BLOCK
  }

  /** The findings. */
  public enum Code {
    ORPHAN(Severity.BLOCK),
    ORPHAN_SOFT_DELETED(Severity.BLOCK),
    BLOCK_SYNCED(Severity.BLOCK),
    BLOCK_NOT_SECURITY(Severity.BLOCK),
    BLOCK_MAIL_ENABLED(Severity.BLOCK),
    BLOCK_M365(Severity.BLOCK),
    BLOCK_SCOPE(Severity.BLOCK),
    BLOCK_DL(Severity.BLOCK),
    BLOCK_TOO_LARGE(Severity.BLOCK),
    BLOCK_MALFORMED(Severity.BLOCK),
    BLOCK_BUILTIN(Severity.BLOCK),
    BLOCK_DUPLICATE(Severity.BLOCK),
    BLOCK_CONFLICTING_STAMP(Severity.BLOCK),
    BLOCK_STAMP_IN_USE(Severity.BLOCK),
    WARN_NESTED_OUT_OF_SCOPE(Severity.WARN),
    WARN_SYNCED_NESTED(Severity.WARN),
    WARN_DEVICE_MEMBERS(Severity.WARN),
    WARN_MEMBER_LOSS(Severity.WARN),
    WARN_ADMINSDHOLDER(Severity.WARN),
    WARN_FLAG_OFF(Severity.WARN),
    INFO_DYNAMIC(Severity.INFO),
    INFO_ROLE_ASSIGNABLE(Severity.INFO),
    INFO_NORMALIZED(Severity.INFO),
    INFO_MOVED(Severity.INFO);

    private final Severity severity;

    Code(Severity severity) {
      this.severity = severity;
    }

    public Severity severity() {
      return severity;
    }
  }
}
