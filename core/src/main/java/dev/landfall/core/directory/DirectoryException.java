package dev.landfall.core.directory;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;

/** The directory refused a write to one object. */
public final class DirectoryException extends LandfallException {
  private static final long serialVersionUID = 1L;

  private final String adCode;
  private final int ldapResult;
  private final String serverDetail;

  /**
   * @param adCode a code of the provisioning log: {@code AdEntryAlreadyExists}, {@code
   *     AdConstraintViolation}, {@code AdUnwillingToPerform}, {@code AdInsufficientAccess}, {@code
   *     AdNoSuchObject}, {@code AdContainerNotFound}, {@code AdAttributeOrValueExists}, {@code
   *     AdNoSuchAttribute}, {@code AdAdminLimitExceeded}, {@code AdServerDown}
   * @param serverDetail the server's diagnostic message, unchanged
   */
  public DirectoryException(String adCode, int ldapResult, String message, String serverDetail) {
    super(ErrorCode.OBJECT_REFUSED, message);
    this.adCode = adCode;
    this.ldapResult = ldapResult;
    this.serverDetail = serverDetail;
  }

  public String adCode() {
    return adCode;
  }

  public int ldapResult() {
    return ldapResult;
  }

  public String serverDetail() {
    return serverDetail;
  }
}
