package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks the signed statement by which an application proves itself with a certificate instead of a
 * secret. An assertion is good for one sign-in: its {@code jti} is remembered until it expires.
 */
final class ClientAssertion {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int CLOCK_SKEW_SECONDS = 300;

  private final Map<String, Long> used = new ConcurrentHashMap<>();

  /** Why an assertion does not count. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /**
   * Accepts an assertion or says why not.
   *
   * @param audiences the spellings of the token endpoint's own URL
   */
  void check(
      String assertion,
      String clientId,
      Set<String> audiences,
      Collection<X509Certificate> registered,
      Instant now)
      throws Refused {
    String[] parts = assertion.split("\\.", -1);
    if (parts.length != 3) {
      throw new Refused("The client assertion is no signed JSON Web Token.");
    }
    JsonNode header = part(parts[0]);
    JsonNode claims = part(parts[1]);
    X509Certificate certificate = certificate(header, registered);
    if (!signed(header.path("alg").asText(), parts, certificate)) {
      throw new Refused("The signature of the client assertion does not fit the certificate.");
    }
    if (Date.from(now).after(certificate.getNotAfter())
        || Date.from(now).before(certificate.getNotBefore())) {
      throw new Refused("The certificate is not within its period of validity.");
    }
    if (!audiences.contains(claims.path("aud").asText())) {
      throw new Refused(
          "The audience '" + claims.path("aud").asText() + "' is not this token endpoint.");
    }
    if (!claims.path("iss").asText().equalsIgnoreCase(clientId)
        || !claims.path("sub").asText().equalsIgnoreCase(clientId)) {
      throw new Refused("Issuer and subject must be the client id.");
    }
    long time = now.getEpochSecond();
    long expires = claims.path("exp").asLong(0);
    if (expires <= time - CLOCK_SKEW_SECONDS) {
      throw new Refused("The client assertion has expired or says no expiry.");
    }
    if (claims.path("nbf").asLong(0) > time + CLOCK_SKEW_SECONDS) {
      throw new Refused("The client assertion is not valid yet.");
    }
    String id = claims.path("jti").asText("");
    used.values().removeIf(until -> until < time - CLOCK_SKEW_SECONDS);
    if (id.isEmpty() || used.putIfAbsent(id, expires) != null) {
      throw new Refused("The client assertion has no 'jti' or was used before.");
    }
  }

  private static JsonNode part(String text) throws Refused {
    try {
      return Json.parse(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException | IOException e) {
      throw new Refused("The client assertion cannot be read.");
    }
  }

  private static X509Certificate certificate(
      JsonNode header, Collection<X509Certificate> registered) throws Refused {
    String sha256 = header.path("x5t#S256").asText("");
    String sha1 = header.path("x5t").asText("");
    if (sha256.isEmpty() && sha1.isEmpty()) {
      throw new Refused("The client assertion names no certificate ('x5t' or 'x5t#S256').");
    }
    for (X509Certificate certificate : registered) {
      boolean named =
          sha256.isEmpty()
              ? sha1.equals(thumbprint(certificate, "SHA-1"))
              : sha256.equals(thumbprint(certificate, "SHA-256"));
      if (named) {
        return certificate;
      }
    }
    throw new Refused(
        "The certificate used to sign the client assertion is not registered on application."
            + " Thumbprint of key used by client: '"
            + (sha256.isEmpty() ? sha1 : sha256)
            + "'.");
  }

  /** The thumbprint as a token header carries it: base64url without padding. */
  static String thumbprint(X509Certificate certificate, String algorithm) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read can be encoded.", e);
    }
  }

  private static boolean signed(String algorithm, String[] parts, X509Certificate certificate)
      throws Refused {
    try {
      Signature signature;
      switch (algorithm) {
        case "PS256" -> {
          signature = Signature.getInstance("RSASSA-PSS");
          signature.setParameter(
              new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        case "RS256" -> signature = Signature.getInstance("SHA256withRSA");
        default ->
            throw new Refused("The algorithm '" + algorithm + "' is not PS256 and not RS256.");
      }
      signature.initVerify(certificate.getPublicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads a certificate, PEM or DER.
   *
   * @throws IllegalArgumentException if it is none
   */
  static X509Certificate read(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("This is no X.509 certificate in PEM or DER.", e);
    }
  }
}
