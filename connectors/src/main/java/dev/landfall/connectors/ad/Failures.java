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
    if (code == ResultCode.INVALID_CREDENTIALS) {
      return new LandfallException(
          ErrorCode.CREDENTIALS_REJECTED,
          server
              + " rejected user name or password ("
              + accountState(reason)
              + "). Check the account and its password.",
          e);
    }
    if (code == ResultCode.STRONG_AUTH_REQUIRED || code == ResultCode.CONFIDENTIALITY_REQUIRED) {
      return new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          server + " wants an encrypted connection: use ldaps:// or StartTLS. It said: " + reason,
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

  /** Whether the connection is gone, so that the fate of the operation is unknown. */
  static boolean lost(ResultCode code) {
    return code == ResultCode.SERVER_DOWN
        || code == ResultCode.CONNECT_ERROR
        || code == ResultCode.TIMEOUT
        || code == ResultCode.LOCAL_ERROR
        || code == ResultCode.ENCODING_ERROR
        || code == ResultCode.DECODING_ERROR
        || !code.isConnectionUsable();
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
    return "wrong password";
  }
}
