package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.testkit.graph.ContractProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GraphHttpTest {

  private static GraphClient client(EmbeddedTenant tenant, HttpProxy proxy) {
    GraphSettings direct = Tenants.settings(tenant);
    return new GraphClient(
        new GraphSettings(
            direct.tenantName(),
            direct.tenantId(),
            direct.clientId(),
            direct.credential(),
            direct.graphEndpoint(),
            direct.authority(),
            Optional.of(proxy),
            GraphSettings.USUAL_TIMEOUT,
            false),
        Clock.systemUTC(),
        pause -> {},
        new Random(1));
  }

  @Test
  void everythingGoesThroughTheProxyUnderOurName() throws IOException {
    try (EmbeddedTenant tenant = EmbeddedTenant.builder().start();
        // An HTTP proxy of a plain http target is a server that is shown the whole URL.
        ContractProxy proxy = new ContractProxy("")) {
      HttpProxy named = new HttpProxy(URI.create(proxy.url()), Optional.of("jane"), "pr0xy");
      GraphClient client = client(tenant, named);
      assertThat(client.get("/v1.0/organization").path("value")).hasSize(1);
      assertThat(proxy.exchanges()).hasSize(2);
      assertThat(proxy.exchanges())
          .allSatisfy(
              one -> {
                assertThat(one.pathAndQuery()).startsWith(tenant.url());
                assertThat(one.requestHeaders().get("User-Agent")).startsWith("Landfall/");
                assertThat(one.requestHeaders().get("Proxy-Authorization"))
                    .isEqualTo("Basic amFuZTpwcjB4eQ==");
              });
      assertThat(named.toString()).doesNotContain("pr0xy");
    }
  }

  @Test
  void aTunnelShowsThePasswordToTheProxyAlone() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> asked =
          CompletableFuture.supplyAsync(() -> refuse(listening));
      GraphHttp http =
          GraphHttp.through(
              Optional.of(
                  new HttpProxy(
                      URI.create("http://127.0.0.1:" + listening.getLocalPort()),
                      Optional.of("jane"),
                      "pr0xy")));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("https://graph.example.com/v1.0/organization"))
              .header("Authorization", "Bearer t0ken");
      assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
      assertThat(asked.get(20, TimeUnit.SECONDS))
          .contains("CONNECT graph.example.com:443 HTTP/1.1")
          .contains("Proxy-Authorization: Basic amFuZTpwcjB4eQ==")
          .noneMatch(line -> line.contains("t0ken"));
    }
  }

  private static List<String> refuse(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      List<String> asked =
          lines.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.toList());
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return asked;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void knowsTheClouds() {
    assertThat(NationalCloud.names()).containsExactly("global", "usGov", "usGovDoD", "china");
    assertThat(NationalCloud.named("USGOVDOD")).contains(NationalCloud.US_GOV_DOD);
    assertThat(NationalCloud.named("moon")).isEmpty();
    assertThat(NationalCloud.ofAuthority("https://login.microsoftonline.us/"))
        .contains(NationalCloud.US_GOV);
  }
}
