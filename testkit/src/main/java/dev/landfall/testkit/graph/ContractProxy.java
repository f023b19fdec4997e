package dev.landfall.testkit.graph;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Stands between a Graph client and a Graph server, on loopback, and keeps what they say to each
 * other, for a {@link GraphContract} to judge. Links in answers lead back through the proxy.
 */
public final class ContractProxy implements AutoCloseable {
  // The JDK client sets these itself.
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect");

  private final String target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<GraphContract.Exchange> exchanges = new ArrayList<>();

  /**
   * Starts at a free port.
   *
   * @param target origin of the server, without a slash at the end; empty when requests name it
   *     themselves, as they do to an HTTP proxy
   */
  public ContractProxy(String target) throws IOException {
    this.target = target;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::forward);
    server.start();
  }

  /** The origin that clients use instead of the target. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What passed so far, in the order of the answers. */
  public List<GraphContract.Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> sent = single(exchange.getRequestHeaders());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      sent.forEach(
          (name, value) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
              request.header(name, value);
            }
          });
      HttpResponse<byte[]> response;
      try {
        response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Map<String, String> received = single(response.headers().map());
      String text = text(response, received);
      synchronized (exchanges) {
        exchanges.add(
            new GraphContract.Exchange(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                sent,
                new String(body, StandardCharsets.UTF_8),
                response.statusCode(),
                received,
                text));
      }
      received.forEach(
          (name, value) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))
                && !name.equalsIgnoreCase("Content-Encoding")) {
              exchange.getResponseHeaders().add(name, redirected(value));
            }
          });
      byte[] answer = redirected(text).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String redirected(String text) {
    return target.isEmpty() ? text : text.replace(target, url());
  }

  private static String text(HttpResponse<byte[]> response, Map<String, String> headers)
      throws IOException {
    byte[] body = response.body();
    if (headers.getOrDefault("Content-Encoding", "").equalsIgnoreCase("gzip")) {
      try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = plain.readAllBytes();
      }
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static Map<String, String> single(Map<String, List<String>> headers) {
    Map<String, String> single = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> single.put(name, String.join(", ", values)));
    return single;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
