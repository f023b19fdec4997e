package dev.landfall.emulators.directory;

import com.unboundid.ldap.sdk.ResultCode;

/**
 * A refusal in the words of Active Directory: Win32 error code in hex, source, problem number. The
 * codes are those of winerror.h; the DSID, an internal place in the original's program, is zero.
 */
final class AdError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ResultCode result;
  private final String matchedDn;

  private AdError(ResultCode result, String diagnostic, String matchedDn) {
    super(diagnostic, null, false, false);
    this.result = result;
    this.matchedDn = matchedDn;
  }

  ResultCode result() {
    return result;
  }

  String diagnostic() {
    return String.valueOf(getMessage());
  }

  String matchedDn() {
    return matchedDn;
  }

  private static AdError of(ResultCode result, String diagnostic) {
    return new AdError(result, diagnostic, "");
  }

  static AdError noSuchObject(String bestMatch) {
    return new AdError(
        ResultCode.NO_SUCH_OBJECT,
        "0000208D: NameErr: DSID-00000000, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'"
            + bestMatch
            + "'\n",
        bestMatch);
  }

  /** A member value that names nothing. */
  static AdError noSuchMember(String name) {
    return of(
        ResultCode.NO_SUCH_OBJECT,
        "00000525: NameErr: DSID-00000000, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'"
            + name
            + "'\n");
  }

  static AdError badName(String dn) {
    return of(
        ResultCode.INVALID_DN_SYNTAX,
        "0000208F: NameErr: DSID-00000000, problem 2006 (BAD_NAME), data 8349, best match of:\n\t'"
            + dn
            + "'\n");
  }

  static AdError namingViolation(String win32) {
    return of(
        ResultCode.NAMING_VIOLATION,
        win32 + ": NameErr: DSID-00000000, problem 2005 (NAMING_VIOLATION), data 0");
  }

  /** An entry, account name or member that is already there. */
  static AdError exists(String win32) {
    return of(
        ResultCode.ENTRY_ALREADY_EXISTS,
        win32 + ": UpdErr: DSID-00000000, problem 6005 (ENTRY_EXISTS), data 0");
  }

  static AdError unwilling(String win32) {
    return of(
        ResultCode.UNWILLING_TO_PERFORM,
        win32 + ": SvcErr: DSID-00000000, problem 5003 (WILL_NOT_PERFORM), data 0");
  }

  static AdError valueExists(AttributeRule rule) {
    return attribute(
        ResultCode.ATTRIBUTE_OR_VALUE_EXISTS, "00002083", "1006 (ATT_OR_VALUE_EXISTS)", rule, "");
  }

  static AdError noValue(AttributeRule rule) {
    return attribute(
        ResultCode.NO_SUCH_ATTRIBUTE, "00002085", "1001 (NO_ATTRIBUTE_OR_VAL)", rule, "");
  }

  static AdError constraint(String win32, AttributeRule rule, String detail) {
    return attribute(
        ResultCode.CONSTRAINT_VIOLATION, win32, "1005 (CONSTRAINT_ATT_TYPE)", rule, detail);
  }

  static AdError syntax(AttributeRule rule) {
    return attribute(
        ResultCode.INVALID_ATTRIBUTE_SYNTAX, "0000200B", "1005 (CONSTRAINT_ATT_TYPE)", rule, "");
  }

  private static AdError attribute(
      ResultCode result, String win32, String problem, AttributeRule rule, String detail) {
    String body = win32 + ": DSID-00000000, problem " + problem + ", data 0, Att 0 ";
    return of(
        result,
        win32
            + ": AtrErr: DSID-00000000, #1:\n\t0: "
            + body
            + "("
            + rule.name()
            + ")"
            + detail
            + "\n");
  }

  static AdError unknownAttribute() {
    return of(
        ResultCode.NO_SUCH_ATTRIBUTE,
        "00000057: LdapErr: DSID-00000000, comment: Error in attribute conversion operation, data 0,"
            + " v3839");
  }

  static AdError classViolation() {
    return of(
        ResultCode.OBJECT_CLASS_VIOLATION,
        "0000207D: UpdErr: DSID-00000000, problem 6002 (OBJ_CLASS_VIOLATION), data 0");
  }

  static AdError onRdn() {
    return of(
        ResultCode.NOT_ALLOWED_ON_RDN,
        "00002016: UpdErr: DSID-00000000, problem 6004 (CANT_ON_RDN), data 0");
  }

  static AdError nonLeaf() {
    return of(
        ResultCode.NOT_ALLOWED_ON_NONLEAF,
        "00002015: UpdErr: DSID-00000000, problem 6003 (CANT_ON_NON_LEAF), data 0");
  }

  static AdError noAccess() {
    return of(
        ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
        "00002098: SecErr: DSID-00000000, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0");
  }

  static AdError replicationDenied() {
    return of(
        ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
        "00002105: LdapErr: DSID-00000000, comment: Error processing control, data 0, v3839");
  }

  static AdError controlRefused() {
    return of(
        ResultCode.UNWILLING_TO_PERFORM,
        "00000057: LdapErr: DSID-00000000, comment: Error processing control, data 0, v3839");
  }

  static AdError notBound() {
    return of(
        ResultCode.OPERATIONS_ERROR,
        "000004DC: LdapErr: DSID-00000000, comment: In order to perform this operation a successful"
            + " bind must be completed on the connection., data 0, v3839");
  }

  static AdError strongAuthRequired() {
    return of(
        ResultCode.STRONG_AUTH_REQUIRED,
        "00002028: LdapErr: DSID-00000000, comment: The server requires binds to turn on integrity"
            + " checking if SSL\\TLS are not already active on the connection, data 0, v3839");
  }

  /**
   * @param data 525 no such account, 52e wrong password, 533 account disabled
   */
  static AdError credentials(String data) {
    return of(
        ResultCode.INVALID_CREDENTIALS,
        "80090308: LdapErr: DSID-00000000, comment: AcceptSecurityContext error, data "
            + data
            + ", v3839");
  }

  static AdError adminLimit() {
    return of(
        ResultCode.ADMIN_LIMIT_EXCEEDED,
        "00002024: SvcErr: DSID-00000000, problem 5008 (ADMIN_LIMIT_EXCEEDED), data 0");
  }

  static AdError busy() {
    return of(ResultCode.BUSY, "0000200E: SvcErr: DSID-00000000, problem 5001 (BUSY), data 0");
  }
}
