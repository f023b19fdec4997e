package dev.landfall.connectors.graph.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.connectors.graph.signin.TestAuthority.Asked;
import dev.landfall.connectors.graph.signin.TestAuthority.Told;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.testkit.time.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSourceTest {
  private static final String GRAPH = "https://graph.microsoft.com";
  private static final String HOUR = "\"expires_in\":3600";

  private final SettableClock clock = new SettableClock();
  private TestAuthority authority;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    authority = new TestAuthority();
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private TokenSource source(Credential credential) {
    SignIn signIn = new SignIn("tenant", "client", credential, authority.url(), GRAPH);
    return new TokenSource(signIn, authority.line(), clock, List.of(folder));
  }

  private static Told refusal(int status) {
    return new Told(
        status,
        "{\"error\":\"invalid_client\",\"error_codes\":[7000215],\"trace_id\":\"t-1\","
            + "\"correlation_id\":\"c-1\",\"error_description\":\"AADSTS7000215 s3cret\"}",
        Map.of());
  }

  @Test
  void keepsATokenUntilShortlyBeforeItExpires() {
    authority.then(Told.token("one", HOUR)).then(Told.token("two", HOUR));
    TokenSource tokens = source(new Credential.Secret("s3cret"));
    assertThat(tokens.token()).isEqualTo("one");
    clock.advance(Duration.ofMinutes(54));
    assertThat(tokens.token()).isEqualTo("one");
    clock.advance(Duration.ofMinutes(1));
    assertThat(tokens.token()).isEqualTo("two");
    Asked asked = authority.asked.get(0);
    assertThat(asked.path()).isEqualTo("/tenant/oauth2/v2.0/token");
    assertThat(asked.form())
        .containsEntry("client_secret", "s3cret")
        .containsEntry("scope", GRAPH + "/.default")
        .containsEntry("grant_type", "client_credentials");
    assertThat(asked.headers()).containsKey("client-request-id");
  }

  @Test
  void goesOnWithTheTokenAtHandWhileTheAuthorityIsOutOfOrder() {
    authority.then(Told.token("one", HOUR)).then(new Told(503, "", Map.of()));
    TokenSource tokens = source(new Credential.Secret("s3cret"));
    tokens.token();
    clock.advance(Duration.ofMinutes(56));
    assertThat(tokens.token()).isEqualTo("one");
    assertThat(tokens.token()).as("not asked again at once").isEqualTo("one");
    assertThat(authority.asked).hasSize(2);
    clock.advance(Duration.ofMinutes(5));
    authority.then(new Told(503, "", Map.of("Retry-After", "7")));
    assertThatThrownBy(tokens::token)
        .isInstanceOfSatisfying(
            SignInUnavailable.class, e -> assertThat(e.retryAfter()).contains("7"));
  }

  @Test
  void renewsATokenThatWasRefused() {
    authority.then(Told.token("one", HOUR)).then(Told.token("two", HOUR));
    TokenSource tokens = source(new Credential.Secret("s3cret"));
    tokens.token();
    tokens.refused("one");
    assertThat(tokens.token()).isEqualTo("two");
    tokens.refused("one");
    assertThat(tokens.token()).as("another thread renewed it already").isEqualTo("two");
  }

  @Test
  void aRefusalNamesCodesAndIdsButNoSecret() {
    authority.then(refusal(401));
    assertThatThrownBy(source(new Credential.Secret("s3cret"))::token)
        .isInstanceOfSatisfying(
            LandfallException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CREDENTIALS_REJECTED))
        .hasMessageContaining("7000215")
        .hasMessageContaining("t-1")
        .hasMessageContaining("c-1")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void signsAnAssertionWithTheCertificate() throws Exception {
    TestCertificates made = TestCertificates.rsa();
    authority.then(Told.token("one", HOUR));
    source(made.credential()).token();
    Map<String, String> form = authority.asked.get(0).form();
    assertThat(form)
        .doesNotContainKey("client_secret")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    String[] parts = form.get("client_assertion").split("\\.", -1);
    JsonNode header = json(parts[0]);
    assertThat(header.path("alg").asText()).isEqualTo("PS256");
    byte[] thumbprint =
        MessageDigest.getInstance("SHA-256").digest(made.certificate().getEncoded());
    assertThat(header.path("x5t#S256").asText())
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint));
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("iss").asText()).isEqualTo("client");
    assertThat(claims.path("sub").asText()).isEqualTo("client");
    assertThat(claims.path("aud").asText())
        .isEqualTo(authority.url() + "/tenant/oauth2/v2.0/token");
    assertThat(claims.path("nbf").asLong()).isEqualTo(clock.instant().getEpochSecond());
    assertThat(claims.path("exp").asLong() - claims.path("nbf").asLong()).isLessThan(601);
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    signature.initVerify(made.certificate());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  private static JsonNode json(String part) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }

  @Test
  void asksTheMetadataServiceForTheIdentityOfTheMachine() {
    URI endpoint = authority.url().resolve("/metadata/identity/oauth2/token");
    authority
        .then(new Told(404, "", Map.of()))
        .then(
            Told.token(
                "vm", "\"expires_on\":\"" + (clock.instant().getEpochSecond() + 7_200) + "\""));
    TokenSource tokens =
        source(Credential.ManagedIdentity.of(Map.of(), true, Optional.of(endpoint)));
    assertThatThrownBy(tokens::token)
        .as("the service starts")
        .isInstanceOf(SignInUnavailable.class);
    assertThat(tokens.token()).isEqualTo("vm");
    Asked asked = authority.asked.get(1);
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.path()).isEqualTo("/metadata/identity/oauth2/token");
    assertThat(asked.headers()).containsEntry("Metadata", "true");
    assertThat(asked.form())
        .containsEntry("api-version", "2018-02-01")
        .containsEntry("resource", GRAPH)
        .containsEntry("client_id", "client");
    clock.advance(Duration.ofMinutes(110));
    assertThat(tokens.token()).as("good for two hours").isEqualTo("vm");
  }

  @Test
  void asksAppServiceWithItsHeader() {
    authority.then(Told.token("app", "\"expires_on\":\"" + Long.MAX_VALUE / 1_000_000_000 + "\""));
    Map<String, String> environment =
        Map.of("IDENTITY_ENDPOINT", authority.url() + "/msi/token", "IDENTITY_HEADER", "h3ader");
    Credential identity = Credential.ManagedIdentity.of(environment, false, Optional.empty());
    assertThat(source(identity).token()).isEqualTo("app");
    Asked asked = authority.asked.get(0);
    assertThat(asked.headers()).containsEntry("X-IDENTITY-HEADER", "h3ader");
    assertThat(asked.form())
        .containsEntry("api-version", "2019-08-01")
        .doesNotContainKey("client_id");
    assertThat(identity.toString()).doesNotContain("h3ader");
  }

  @Test
  void answersTheChallengeOfTheArcAgentOutOfItsOwnFolderOnly() throws Exception {
    Path key = Files.writeString(folder.resolve("1.key"), "k3y\n");
    Path foreign = Files.writeString(folder.resolve("passwd"), "secret");
    Map<String, String> environment =
        Map.of("IDENTITY_ENDPOINT", authority.url() + "/token", "IMDS_ENDPOINT", "x");
    Credential identity = Credential.ManagedIdentity.of(environment, false, Optional.empty());
    authority.then(challenge(key)).then(Told.token("arc", HOUR));
    assertThat(source(identity).token()).isEqualTo("arc");
    assertThat(authority.asked.get(1).headers()).containsEntry("Authorization", "Basic k3y");
    for (Path path : List.of(foreign, folder.resolve("../1.key"), Path.of("/etc/x.key"))) {
      authority.then(challenge(path));
      assertThatThrownBy(source(identity)::token).hasMessageContaining("not in the folder");
    }
  }

  private static Told challenge(Path key) {
    return new Told(401, "", Map.of("WWW-Authenticate", "Basic realm=" + key));
  }

  @Test
  void readsTheFederatedTokenEachTime() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first.jwt\n");
    TokenSource tokens = source(new Credential.WorkloadIdentity(file));
    authority.then(Told.token("one", HOUR)).then(Told.token("two", HOUR));
    tokens.token();
    Files.writeString(file, "second.jwt");
    clock.advance(Duration.ofHours(1));
    tokens.token();
    assertThat(authority.asked)
        .extracting(asked -> asked.form().get("client_assertion"))
        .containsExactly("first.jwt", "second.jwt");
    Files.delete(file);
    clock.advance(Duration.ofHours(1));
    assertThatThrownBy(tokens::token).hasMessageContaining(file.toString());
  }
}
