package dev.landfall.connectors.graph;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** How HTTP leaves the house: connections, the proxy, and the name we go by. */
final class GraphHttp {
  /** Sent with every request, so that the operators of a tenant find us in their logs. */
  static final String USER_AGENT = "Landfall/" + version();

  private final HttpClient client;
  private final Optional<String> proxyAuthorization;

  private GraphHttp(HttpClient client, Optional<String> proxyAuthorization) {
    this.client = client;
    this.proxyAuthorization = proxyAuthorization;
  }

  private static String version() {
    return Optional.ofNullable(GraphHttp.class.getPackage().getImplementationVersion())
        .orElse("dev");
  }

  /** Without a proxy, for what is on this machine or its own network. */
  static GraphHttp direct() {
    return new GraphHttp(builder().proxy(HttpClient.Builder.NO_PROXY).build(), Optional.empty());
  }

  /** Through the proxy if there is one; else as the JVM's own settings say. */
  static GraphHttp through(Optional<HttpProxy> proxy) {
    HttpClient.Builder builder = builder();
    proxy.ifPresent(
        one ->
            builder.proxy(
                ProxySelector.of(
                    InetSocketAddress.createUnresolved(one.url().getHost(), one.port()))));
    return new GraphHttp(builder.build(), proxy.flatMap(GraphHttp::authorization));
  }

  // Given unasked: an Authenticator of the JDK would take every other 401 for its own business. Of
  // a tunnel only the proxy sees it.
  private static Optional<String> authorization(HttpProxy proxy) {
    return proxy
        .user()
        .map(user -> (user + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8))
        .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(30));
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    request.header("User-Agent", USER_AGENT);
    proxyAuthorization.ifPresent(value -> request.header("Proxy-Authorization", value));
    return client.send(request.build(), body);
  }
}
