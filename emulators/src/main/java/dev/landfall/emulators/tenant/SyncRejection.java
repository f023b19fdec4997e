package dev.landfall.emulators.tenant;

/** An operation of directory synchronization that the tenant refuses, with its error code. */
final class SyncRejection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  SyncRejection(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
