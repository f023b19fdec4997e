package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.directory.DirectoryException;
import dev.landfall.core.error.ObjectErrorCode;
import java.util.Map;

/** Refused writes in the codes of the engine and of the provisioning log. */
final class Refusals {
  /** Codes of winerror.h about members that the scope of a group does not allow, in its words. */
  private static final Map<String, String> GROUP_SCOPES =
      Map.of(
          "00002144", "A global group cannot have a local group as a member.",
          "00002145", "A global group cannot have a universal group as a member.",
          "00002146", "A universal group cannot have a local group as a member.");

  private Refusals() {}

  /** The error of an export. */
  static ExportError export(LDAPException e, Operation operation, String dn) {
    return new ExportError(exportCode(e, operation), sentence(e, dn), detail(e));
  }

  /** The error of one reference value. */
  static ExportError reference(LDAPException e, String targetDn) {
    String code =
        e.getResultCode() == ResultCode.NO_SUCH_OBJECT
            ? ObjectErrorCode.DN_ATTRIBUTES_FAILURE.text()
            : exportCode(e, Operation.UPDATE);
    return new ExportError(code, sentence(e, targetDn), detail(e));
  }

  static DirectoryException directory(LDAPException e, String dn) {
    return new DirectoryException(
        directoryCode(e.getResultCode()), e.getResultCode().intValue(), sentence(e, dn), detail(e));
  }

  private static String exportCode(LDAPException e, Operation operation) {
    String detail = detail(e);
    return switch (e.getResultCode().intValue()) {
      case ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE -> ObjectErrorCode.CD_EXISTING_OBJECT.text();
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
          operation == Operation.ADD
              ? ObjectErrorCode.NON_EXISTENT_PARENT.text()
              : ObjectErrorCode.CD_MISSING_OBJECT.text();
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
          ObjectErrorCode.PERMISSION_ISSUE.text();
      case ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE,
          ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE,
          ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE ->
          ObjectErrorCode.SCHEMA_VIOLATION.text();
      case ResultCode.CONSTRAINT_VIOLATION_INT_VALUE -> constraint(detail);
      case ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE ->
          ObjectErrorCode.INVALID_ATTRIBUTE_VALUE.text();
      case ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE -> ObjectErrorCode.SYNTAX_VIOLATION.text();
      case ResultCode.INVALID_DN_SYNTAX_INT_VALUE, ResultCode.NAMING_VIOLATION_INT_VALUE ->
          ObjectErrorCode.INVALID_DN.text();
      case ResultCode.NOT_ALLOWED_ON_RDN_INT_VALUE ->
          ObjectErrorCode.MODIFY_NAMING_ATTRIBUTE.text();
      case ResultCode.BUSY_INT_VALUE -> ObjectErrorCode.LOCKING_ERROR_NEEDS_RETRY.text();
      case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE ->
          detail.startsWith("0000052D")
              ? ObjectErrorCode.PASSWORD_POLICY_VIOLATION.text()
              : ObjectErrorCode.CD_ERROR.text();
      default -> ObjectErrorCode.CD_ERROR.text();
    };
  }

  /** ERROR_DS_UPN_VALUE_NOT_UNIQUE_IN_FOREST, …SPN…, and the password policy. */
  private static String constraint(String detail) {
    if (detail.startsWith("000021C7") || detail.startsWith("000021C8")) {
      return ObjectErrorCode.ATTRIBUTE_VALUE_MUST_BE_UNIQUE.text();
    }
    return detail.startsWith("0000052D")
        ? ObjectErrorCode.PASSWORD_POLICY_VIOLATION.text()
        : ObjectErrorCode.CONSTRAINT_VIOLATION.text();
  }

  private static String directoryCode(ResultCode code) {
    return switch (code.intValue()) {
      case ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE -> "AdEntryAlreadyExists";
      case ResultCode.CONSTRAINT_VIOLATION_INT_VALUE,
          ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE,
          ResultCode.INVALID_DN_SYNTAX_INT_VALUE,
          ResultCode.NAMING_VIOLATION_INT_VALUE ->
          "AdConstraintViolation";
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE -> "AdInsufficientAccess";
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> "AdNoSuchObject";
      case ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE -> "AdAttributeOrValueExists";
      case ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE,
          ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE,
          ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE ->
          "AdNoSuchAttribute";
      case ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> "AdAdminLimitExceeded";
      case ResultCode.SERVER_DOWN_INT_VALUE -> "AdServerDown";
      default -> "AdUnwillingToPerform";
    };
  }

  private static String sentence(LDAPException e, String dn) {
    return "The directory refused the change of \""
        + dn
        + "\": "
        + e.getResultCode().getName()
        + " ("
        + e.getResultCode().intValue()
        + ")."
        + groupScope(detail(e));
  }

  private static String groupScope(String detail) {
    String reason = detail.length() < 8 ? null : GROUP_SCOPES.get(detail.substring(0, 8));
    return reason == null
        ? ""
        : " " + reason + " Remove the member, or convert it to a universal or global group.";
  }

  private static String detail(LDAPException e) {
    String diagnostic = e.getDiagnosticMessage();
    return diagnostic == null ? "" : diagnostic;
  }
}
