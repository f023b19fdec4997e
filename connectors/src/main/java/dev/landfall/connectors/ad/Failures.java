package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Failures that end a step, told apart by what the operator has to do. */
final class Failures {
  /** ERROR_NOT_AUTHENTICATED: the sign-in of this connection expired, or was taken away. */
  private static final String NOT_SIGNED_IN = "000004DC";

  private Failures() {}

  /**
   * The exception for a failed connection or operation.
   *
   * @param server host and port
   * @param doing what was tried, as the end of "… while"
   */
  static LandfallException of(LDAPException e, String server, String doing) {
    ResultCode code = e.getResultCode();
    String reason = e.getMessage() == null ? code.getName() : e.getMessage().strip();
    if (certificate(e)) {
      return new LandfallException(
          ErrorCode.CERTIFICATE_NOT_TRUSTED,
          "The certificate of "
              + server
              + " does not verify: "
              + reason
              + " Name its certificate authority in trustedCertificates, and use the host name the"
              + " certificate was made for.",
          e);
    }
    // A pool hands on the text alone.
    if (reason.contains("LoginException(") && !noKeyDistributionCenter(reason)) {
      return new LandfallException(
          ErrorCode.CREDENTIALS_REJECTED,
          "There is no Kerberos ticket for "
              + server
              + ": "
              + reason
              + " Check principal, keytab or ticket cache, and that this clock is right.",
          e);
    }
    if (signedOut(e)) {
      return new LandfallException(
          ErrorCode.CREDENTIALS_REJECTED,
          server
              + " does not accept the sign-in while "
              + doing
              + " ("
              + accountState(reason)
              + "). Check the account and its password, keytab or tickets.",
          e);
    }
    if (code == ResultCode.STRONG_AUTH_REQUIRED || code == ResultCode.CONFIDENTIALITY_REQUIRED) {
      return new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          server
              + " wants an encrypted connection: use ldaps:// or StartTLS; with Kerberos use ldap://"
              + " without StartTLS, which Kerberos encrypts by itself. It said: "
              + reason,
          e);
    }
    if (code == ResultCode.INSUFFICIENT_ACCESS_RIGHTS) {
      return new LandfallException(
          ErrorCode.PERMISSION_DENIED,
          server + " refuses the account the right needed while " + doing + ": " + reason,
          e);
    }
    if (code == ResultCode.BUSY || code == ResultCode.UNAVAILABLE) {
      return new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_BUSY,
          server + " is busy while " + doing + ": " + reason + " It will be tried again.",
          e);
    }
    if (lost(code)) {
      return new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
          server
              + " could not be reached while "
              + doing
              + ": "
              + reason
              + " Check that the host is up and that the port is open.",
          e);
    }
    return new LandfallException(
        ErrorCode.INCOMPLETE_READ,
        server + " answered \"" + code.getName() + "\" while " + doing + ": " + reason,
        e);
  }

  /** Whether no further operation will get through: the connection is gone, or the sign-in is. */
  static boolean endsStep(LDAPException e) {
    return lost(e.getResultCode()) || signedOut(e);
  }

  /** Whether the connection is gone, so that the fate of the operation is unknown. */
  private static boolean lost(ResultCode code) {
    return code == ResultCode.SERVER_DOWN
        || code == ResultCode.CONNECT_ERROR
        || code == ResultCode.TIMEOUT
        || code == ResultCode.LOCAL_ERROR
        || code == ResultCode.ENCODING_ERROR
        || code == ResultCode.DECODING_ERROR
        || code == ResultCode.NO_MEMORY;
  }

  /** Whether the server does not know any more, or does not accept, who speaks. */
  private static boolean signedOut(LDAPException e) {
    ResultCode code = e.getResultCode();
    return code == ResultCode.INVALID_CREDENTIALS
        || code == ResultCode.AUTH_UNKNOWN
        || (code == ResultCode.OPERATIONS_ERROR
            && String.valueOf(e.getDiagnosticMessage()).startsWith(NOT_SIGNED_IN));
  }

  private static boolean noKeyDistributionCenter(String reason) {
    return reason.contains("Cannot contact any KDC")
        || reason.contains("Cannot locate KDC")
        || reason.contains("timed out")
        || reason.contains("Connection refused")
        || reason.contains("Unreachable");
  }

  private static boolean certificate(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof CertificateException
          || (at instanceof SSLException && mentionsCertificate(at.getMessage()))) {
        return true;
      }
    }
    return e instanceof LDAPException ldap
        && lost(ldap.getResultCode())
        && mentionsCertificate(ldap.getMessage());
  }

  private static boolean mentionsCertificate(@Nullable String message) {
    String text = String.valueOf(message).toLowerCase(Locale.ROOT);
    return text.contains("certificate") || text.contains("certpath") || text.contains("pkix");
  }

  /** The data code of Active Directory in words. */
  private static String accountState(String diagnostic) {
    if (diagnostic.contains("data 525")) {
      return "there is no such account";
    }
    if (diagnostic.contains("data 533")) {
      return "the account is disabled";
    }
    if (diagnostic.contains("data 532") || diagnostic.contains("data 773")) {
      return "the password has expired";
    }
    if (diagnostic.contains("data 775")) {
      return "the account is locked";
    }
    if (diagnostic.contains("data 530") || diagnostic.contains("data 531")) {
      return "the account may not sign in at this hour or from this host";
    }
    if (diagnostic.contains("data 701")) {
      return "the account has expired";
    }
    if (diagnostic.contains(NOT_SIGNED_IN)) {
      return "the sign-in has expired";
    }
    return diagnostic.contains("data 52e") || diagnostic.isEmpty() ? "wrong password" : diagnostic;
  }
}
