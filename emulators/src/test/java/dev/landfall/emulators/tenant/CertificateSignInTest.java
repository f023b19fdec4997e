package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import dev.landfall.testkit.time.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateSignInTest {
  private static KeyPair keys;
  private static X509Certificate certificate;

  private final SettableClock clock = new SettableClock();
  private EmbeddedTenant tenant;
  private TestClient graph;

  @BeforeAll
  static void makeCertificate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    certificate = certificate(keys);
  }

  /** A certificate of a key that nobody keeps. */
  static String certificateBase64() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return Base64.getEncoder()
          .encodeToString(certificate(generator.generateKeyPair()).getEncoded());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate certificate(KeyPair keys) throws Exception {
    Instant now = new SettableClock().instant();
    return (X509Certificate)
        com.unboundid.util.ssl.cert.X509Certificate.generateSelfSignedCertificate(
                SignatureAlgorithmIdentifier.SHA_256_WITH_RSA,
                keys,
                new DN("CN=landfall"),
                now.minus(Duration.ofDays(1)).toEpochMilli(),
                now.plus(Duration.ofDays(90)).toEpochMilli())
            .toCertificate();
  }

  @BeforeEach
  void start() {
    tenant = EmbeddedTenant.builder().clock(clock).start();
    tenant.registerCertificate(certificate);
    graph = new TestClient(tenant);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  @ParameterizedTest
  @CsvSource({"PS256,x5t#S256", "PS256,x5t", "RS256,x5t#S256", "RS256,x5t"})
  void signsInWithEachAlgorithmAndThumbprint(String algorithm, String thumbprint) throws Exception {
    TestClient.Answer answer = graph.assertion(assertion(algorithm, thumbprint, claims -> {}));
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    graph.useToken(answer.json().path("access_token").asText());
    assertThat(graph.get("/v1.0/groups").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "aud,https://login.microsoftonline.com/x/oauth2/v2.0/token,audience",
    "iss,00000000-0000-0000-0000-000000000001,Issuer",
    "sub,00000000-0000-0000-0000-000000000001,Issuer",
    "jti,'',jti"
  })
  void refusesWrongClaims(String claim, String value, String reason) throws Exception {
    refused(assertion("PS256", "x5t#S256", claims -> claims.put(claim, value)), reason);
  }

  @Test
  void refusesExpiredEarlyAndRepeatedAssertions() throws Exception {
    long now = clock.instant().getEpochSecond();
    refused(assertion("PS256", "x5t", c -> c.put("exp", now - 600)), "expired");
    refused(assertion("PS256", "x5t", c -> c.remove("exp")), "expired");
    refused(assertion("PS256", "x5t", c -> c.put("nbf", now + 600)), "not valid yet");
    String once = assertion("PS256", "x5t", c -> {});
    assertThat(graph.assertion(once).status()).isEqualTo(200);
    refused(once, "used before");
  }

  @Test
  void refusesForeignKeysAndUnknownCertificates() throws Exception {
    String good = assertion("PS256", "x5t", c -> {});
    refused(good.substring(0, good.lastIndexOf('.')) + ".AAAA", "signature");
    refused(assertion("none", "x5t", c -> {}), "algorithm");
    refused("not a token", "no signed");
    try (EmbeddedTenant other = EmbeddedTenant.builder().clock(clock).start()) {
      TestClient.Answer answer =
          new TestClient(other)
              .assertion(
                  assertion(
                      "PS256",
                      "x5t",
                      claims ->
                          claims
                              .put("aud", endpoint(other))
                              .put("iss", other.credentials().clientId())
                              .put("sub", other.credentials().clientId())));
      assertThat(answer.json().path("error_description").asText())
          .contains("AADSTS700027")
          .contains("not registered");
    }
  }

  @Test
  void refusesTheCertificateAfterItsEnd() throws Exception {
    clock.advance(Duration.ofDays(91));
    refused(assertion("PS256", "x5t", c -> {}), "period of validity");
  }

  @Test
  void keepsCertificatesThatTheAdminRootTook(@TempDir Path folder) throws Exception {
    String pem =
        "-----BEGIN CERTIFICATE-----\\n"
            + Base64.getEncoder().encodeToString(certificate.getEncoded())
            + "\\n-----END CERTIFICATE-----\\n";
    try (EmbeddedTenant first = EmbeddedTenant.builder().clock(clock).dataFolder(folder).start()) {
      TestClient admin = new TestClient(first);
      assertThat(
              admin
                  .post("/landfall/admin/certificates", "{\"certificate\":\"" + pem + "\"}")
                  .status())
          .isEqualTo(204);
      assertThat(admin.post("/landfall/admin/certificates", "{\"certificate\":\"no\"}").status())
          .isEqualTo(400);
    }
    try (EmbeddedTenant again = EmbeddedTenant.builder().clock(clock).dataFolder(folder).start()) {
      tenant.close();
      tenant = again;
      graph = new TestClient(again);
      assertThat(graph.assertion(assertion("PS256", "x5t", c -> {})).status()).isEqualTo(200);
    }
  }

  private void refused(String assertion, String reason) {
    TestClient.Answer answer = graph.assertion(assertion);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("error").asText()).isEqualTo("invalid_client");
    assertThat(answer.json().path("error_description").asText())
        .startsWith("AADSTS700027")
        .contains(reason);
  }

  private static String endpoint(EmbeddedTenant tenant) {
    return tenant.url() + "/" + tenant.tenantId() + "/oauth2/v2.0/token";
  }

  private String assertion(String algorithm, String thumbprint, Consumer<ObjectNode> change)
      throws Exception {
    ObjectNode header = Json.object();
    header.put("alg", algorithm).put("typ", "JWT");
    header.put(
        thumbprint,
        ClientAssertion.thumbprint(certificate, thumbprint.equals("x5t") ? "SHA-1" : "SHA-256"));
    long now = clock.instant().getEpochSecond();
    ObjectNode claims = Json.object();
    claims.put("aud", endpoint(tenant));
    claims.put("iss", tenant.credentials().clientId());
    claims.put("sub", tenant.credentials().clientId());
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("nbf", now).put("exp", now + 300);
    change.accept(claims);
    String text = base64(Json.bytes(header)) + "." + base64(Json.bytes(claims));
    Signature signature;
    if (algorithm.equals("RS256")) {
      signature = Signature.getInstance("SHA256withRSA");
    } else {
      signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + base64(signature.sign());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
