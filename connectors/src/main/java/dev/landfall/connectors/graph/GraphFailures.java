package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;

/** Turns what goes wrong between us and Graph into our errors, with the ids to find it by. */
final class GraphFailures {
  private static final Set<String> RESYNC =
      Set.of("resyncrequired", "syncstatenotfound", "directory_expiredpagetoken");

  private final String host;

  GraphFailures(GraphSettings settings) {
    this.host = settings.graphEndpoint().getHost();
  }

  private String describe(String method, String path) {
    int query = path.indexOf('?');
    return method
        + " \""
        + (query < 0 ? path : path.substring(0, query))
        + "\" at \""
        + host
        + "\"";
  }

  LandfallException noAnswer(GraphCall call, IOException cause) {
    if (cause instanceof SSLHandshakeException) {
      return new LandfallException(
          ErrorCode.CERTIFICATE_NOT_TRUSTED,
          describe(call.method(), call.path())
              + " failed: the certificate shown is not trusted. If a proxy inspects TLS here, add"
              + " its authority to the certificates of the JVM.",
          cause);
    }
    return new LandfallException(
        ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
        describe(call.method(), call.path())
            + " failed: no answer (client-request-id "
            + call.id()
            + "). Check the network, the proxy and graphEndpoint.",
        cause);
  }

  LandfallException interrupted(GraphCall call, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new LandfallException(
        ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE,
        describe(call.method(), call.path()) + " was interrupted.",
        cause);
  }

  LandfallException brokenOff(GraphCall call, String requestId, IOException cause) {
    return new LandfallException(
        ErrorCode.INCOMPLETE_READ,
        "The answer to "
            + describe(call.method(), call.path())
            + " broke off each time (request-id "
            + requestId
            + ", client-request-id "
            + call.id()
            + "). Run the import again.",
        cause);
  }

  LandfallException empty(String path) {
    return new LandfallException(
        ErrorCode.INCOMPLETE_READ,
        "The answer to " + describe("GET", path) + " is empty. Run the import again.");
  }

  LandfallException foreignLink() {
    return new LandfallException(
        ErrorCode.INCOMPLETE_READ,
        "An answer of \"" + host + "\" links to another host. Check the graphEndpoint setting.");
  }

  /**
   * An answer with an error status.
   *
   * @param error the member {@code error} of the body
   * @param requestId the service's, else what is known
   */
  GraphRefusal refusal(
      String method, String path, int status, JsonNode error, String requestId, String clientId) {
    String code = error.path("code").asText("");
    String message = error.path("message").asText("");
    return new GraphRefusal(
        ourCode(status, code),
        status,
        code,
        message,
        describe(method, path)
            + " was refused: "
            + status
            + " "
            + code
            + " \""
            + message
            + "\" (request-id "
            + requestId
            + ", client-request-id "
            + clientId
            + ")."
            + nextStep(status, code));
  }

  private static ErrorCode ourCode(int status, String code) {
    if (resync(status, code)) {
      return ErrorCode.FULL_IMPORT_REQUIRED;
    }
    return switch (status) {
      case 401 -> ErrorCode.CREDENTIALS_REJECTED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 429 -> ErrorCode.CONNECTED_SYSTEM_BUSY;
      default -> status >= 500 ? ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE : ErrorCode.OBJECT_REFUSED;
    };
  }

  private static boolean resync(int status, String code) {
    return status == 410 || RESYNC.contains(code.toLowerCase(Locale.ROOT));
  }

  private static String nextStep(int status, String code) {
    if (resync(status, code)) {
      return " Run a full import.";
    }
    return switch (status) {
      case 401 -> " Check that tenantId, authority and graphEndpoint belong to one cloud.";
      case 403 -> " Grant the application the permission (docs/entra-id.md) with admin consent.";
      case 407 -> " Check proxyUser and proxyPassword.";
      case 429, 503, 504 -> " Try again later.";
      default -> "";
    };
  }
}
