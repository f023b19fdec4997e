package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Secrets and certificates of applications and service principals. A secret is shown once, when it
 * is made; kept is only its SHA-256, which is enough for text of 240 random bits.
 */
final class AppCredentials {
  private static final Duration SECRET_LIFE = Duration.ofDays(730);

  private final TenantState state;

  AppCredentials(TenantState state) {
    this.state = state;
  }

  /** {@code addPassword}: makes a secret. */
  ObjectNode addPassword(Entity app, JsonNode body) {
    JsonNode asked = body.path("passwordCredential");
    String secret = Tenancy.random(30);
    ObjectNode credential = Json.object();
    credential.putNull("customKeyIdentifier");
    credential.put("displayName", asked.path("displayName").asText(""));
    credential.put(
        "endDateTime",
        asked
            .path("endDateTime")
            .asText(
                state
                    .now()
                    .plus(SECRET_LIFE)
                    .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                    .toString()));
    credential.put("hint", secret.substring(0, 3));
    credential.put("keyId", TenantState.newId());
    credential.putNull("secretText");
    credential.put("startDateTime", asked.path("startDateTime").asText(state.timestamp()));
    add(app, "passwordCredentials", credential);
    ObjectNode hashes = state.document(document(app));
    hashes.put(credential.path("keyId").asText(), hash(secret));
    state.keep(document(app));
    return credential.deepCopy().put("secretText", secret);
  }

  /** {@code addKey}: registers a certificate. The proof of possession is not asked for. */
  ObjectNode addKey(Entity app, JsonNode body) {
    return addKey(app, certificate(body.path("keyCredential").path("key").asText("")), body);
  }

  ObjectNode addKey(Entity app, X509Certificate certificate, JsonNode body) {
    JsonNode asked = body.path("keyCredential");
    ObjectNode credential = Json.object();
    credential.put(
        "customKeyIdentifier",
        Base64.getEncoder()
            .encodeToString(
                Base64.getUrlDecoder().decode(ClientAssertion.thumbprint(certificate, "SHA-1"))));
    credential.put(
        "displayName",
        asked.path("displayName").asText(certificate.getSubjectX500Principal().getName()));
    credential.put("endDateTime", certificate.getNotAfter().toInstant().toString());
    try {
      credential.put("key", Base64.getEncoder().encodeToString(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was read can be encoded.", e);
    }
    credential.put("keyId", TenantState.newId());
    credential.put("startDateTime", certificate.getNotBefore().toInstant().toString());
    credential.put("type", "AsymmetricX509Cert");
    credential.put("usage", "Verify");
    if (!certificates(app).contains(certificate)) {
      add(app, "keyCredentials", credential);
    }
    return credential;
  }

  private static X509Certificate certificate(String base64) {
    try {
      return ClientAssertion.read(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest(
          "'keyCredential.key' must be an X.509 certificate, base64-encoded.");
    }
  }

  private void add(Entity app, String property, ObjectNode credential) {
    ArrayNode all = Json.array();
    app.get(property).forEach(all::add);
    all.add(credential);
    state.set(app, property, all);
  }

  /** {@code removePassword} and {@code removeKey}. */
  void remove(Entity app, String property, JsonNode body) {
    String keyId = body.path("keyId").asText("");
    ArrayNode left = Json.array();
    app.get(property)
        .forEach(
            credential -> {
              if (!credential.path("keyId").asText().equalsIgnoreCase(keyId)) {
                left.add(credential);
              }
            });
    if (left.size() == app.get(property).size()) {
      throw GraphException.badRequest("No credentials found to be removed.");
    }
    state.set(app, property, left);
    ObjectNode hashes = state.document(document(app));
    if (hashes.remove(keyId) != null) {
      state.keep(document(app));
    }
  }

  /** Whether a secret is one of the application's; expired ones throw. */
  boolean accepts(Entity app, String secret) throws Expired {
    String given = hash(secret);
    for (JsonNode credential : app.get("passwordCredentials")) {
      String stored =
          state.document(document(app)).path(credential.path("keyId").asText()).asText("");
      if (MessageDigest.isEqual(bytes(given), bytes(stored))) {
        if (Instant.parse(credential.path("endDateTime").asText()).isBefore(state.now())) {
          throw new Expired();
        }
        return true;
      }
    }
    return false;
  }

  /** A secret that was right once. */
  static final class Expired extends Exception {
    private static final long serialVersionUID = 1L;
  }

  List<X509Certificate> certificates(Entity app) {
    List<X509Certificate> registered = new ArrayList<>();
    for (JsonNode credential : app.get("keyCredentials")) {
      registered.add(
          ClientAssertion.read(Base64.getDecoder().decode(credential.path("key").asText())));
    }
    return registered;
  }

  private static String document(Entity app) {
    return "secrets/" + app.id;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hash(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256.", e);
    }
  }
}
