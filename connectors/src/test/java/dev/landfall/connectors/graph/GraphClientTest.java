package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.connectors.graph.signin.CertificateFile;
import dev.landfall.connectors.graph.signin.Credential;
import dev.landfall.connectors.graph.signin.TestCertificates;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.emulators.tenant.Faults;
import dev.landfall.testkit.time.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphClientTest {
  private final SettableClock clock = new SettableClock();
  private final List<Duration> pauses = new ArrayList<>();
  private EmbeddedTenant tenant;
  private GraphClient client;

  @BeforeEach
  void start() {
    tenant = EmbeddedTenant.builder().clock(clock).start();
    client = Tenants.client(tenant, clock, pauses);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void waitsAsLongAsTheServiceSays() {
    tenant.faults().throttle(2, Duration.ofSeconds(17), "/organization");
    assertThat(client.get("/v1.0/organization").path("value")).hasSize(1);
    assertThat(pauses).containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(17));
  }

  @Test
  void backsOffLongerEachTimeAndGivesUp() {
    tenant.faults().next(100, Faults.Kind.UNAVAILABLE, "/organization");
    LandfallException failure =
        catchThrowableOfType(LandfallException.class, () -> client.get("/v1.0/organization"));
    assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE);
    assertThat(failure.getMessage()).contains("request-id").contains("/v1.0/organization");
    assertThat(pauses).hasSize(6).isSorted();
  }

  @Test
  void repeatsDroppedReads() {
    tenant.faults().next(1, Faults.Kind.DROP, "/organization");
    assertThat(client.get("/v1.0/organization").path("value")).hasSize(1);
  }

  @Test
  void signsInAgainWhenTheTokenExpired() {
    client.get("/v1.0/organization");
    clock.advance(Duration.ofHours(3));
    assertThat(client.get("/v1.0/organization").path("value")).hasSize(1);
    tenant.faults().next(1, Faults.Kind.EXPIRED_TOKEN, "/organization");
    assertThat(client.get("/v1.0/organization").path("value")).hasSize(1);
  }

  @Test
  void neverTakesHalfAnAnswerForWhole() {
    for (Faults.Kind kind : List.of(Faults.Kind.TRUNCATE, Faults.Kind.CUT)) {
      tenant.faults().next(1, kind, "/organization");
      assertThat(client.get("/v1.0/organization").path("value")).hasSize(1);
      tenant.faults().next(4, kind, "/organization");
      LandfallException failure =
          catchThrowableOfType(LandfallException.class, () -> client.get("/v1.0/organization"));
      assertThat(failure.code()).isEqualTo(ErrorCode.INCOMPLETE_READ);
    }
  }

  @Test
  void namesTheRefusalButNotTheSecret() {
    GraphSettings wrong =
        GraphSettings.embedded(
            "contoso.onmicrosoft.com",
            tenant.tenantId(),
            tenant.credentials().clientId(),
            "not-the-secret",
            tenant.url());
    GraphClient stranger = new GraphClient(wrong, clock, pauses::add, new Random(1));
    LandfallException failure =
        catchThrowableOfType(LandfallException.class, () -> stranger.get("/v1.0/organization"));
    assertThat(failure.code()).isEqualTo(ErrorCode.CREDENTIALS_REJECTED);
    assertThat(failure.getMessage()).contains("7000215").doesNotContain("not-the-secret");
    assertThat(wrong.toString()).doesNotContain("not-the-secret");
  }

  @Test
  void signsInWithACertificateThatTheTenantKnows(@TempDir Path folder) throws Exception {
    TestCertificates made = TestCertificates.rsa();
    Path file = made.pkcs12(folder.resolve("app.p12"), "pw");
    // Certificates are judged by the time of day, so the clocks here are real ones.
    try (EmbeddedTenant today = EmbeddedTenant.builder().start()) {
      GraphSettings secret = Tenants.settings(today);
      GraphSettings certificate =
          new GraphSettings(
              secret.tenantName(),
              secret.tenantId(),
              secret.clientId(),
              CertificateFile.read(file, "pw"),
              secret.graphEndpoint(),
              secret.authority(),
              Optional.empty(),
              GraphSettings.USUAL_TIMEOUT,
              false);
      GraphClient us = new GraphClient(certificate, Clock.systemUTC(), pauses::add, new Random(1));
      assertThatThrownBy(() -> us.get("/v1.0/organization")).hasMessageContaining("700027");
      today.registerCertificate(made.certificate());
      assertThat(us.get("/v1.0/organization").path("value")).hasSize(1);
      assertThat(new EntraConnector(us).check())
          .anyMatch(check -> check.id().equals("entra-certificate") && check.fix().isEmpty());
    }
  }

  @Test
  void refusesPlainHttpBeyondLoopbackAndLinksToOtherHosts() {
    assertThatThrownBy(
            () ->
                new GraphSettings(
                    "x",
                    "t",
                    "c",
                    new Credential.Secret("s"),
                    URI.create("http://graph.example.com"),
                    URI.create("https://login.example.com"),
                    Optional.empty(),
                    GraphSettings.USUAL_TIMEOUT,
                    false))
        .hasMessageContaining("not https");
    assertThatThrownBy(() -> client.get("https://elsewhere.example.com/v1.0/groups"))
        .hasMessageContaining("another host");
  }

  @Test
  void refusesPagesWithoutLinkAndPagesInACircle() {
    assertThatThrownBy(() -> page("{\"value\":[]}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> page("{\"value\":[{\"id\":\"a\"}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> page("{\"@odata.deltaLink\":\"x\",\"value\":["))
        .isInstanceOf(IOException.class);
  }

  private static void page(String json) throws IOException {
    DeltaPage.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
        new DeltaItems() {
          @Override
          public void object(com.fasterxml.jackson.databind.node.ObjectNode properties) {}

          @Override
          public void links(String id, String relation, List<LinkEntry> portion) {}

          @Override
          public void removed(String id, String reason) {}
        });
  }
}
