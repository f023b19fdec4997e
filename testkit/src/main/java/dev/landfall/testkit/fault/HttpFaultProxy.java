package dev.landfall.testkit.fault;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on loopback that passes every request on to a real one, but fails when told to.
 * Links to the real one are shown as links to the proxy, so that a client stays with it.
 */
public final class HttpFaultProxy extends FaultProxy<HttpFault> {
  private static final long LONGEST_SILENCE_MILLIS = 60_000;
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "date",
          "host",
          "http2-settings",
          "transfer-encoding",
          "upgrade",
          "accept-encoding");

  static {
    // Else every answer waits 40 ms for an acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final String origin;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private HttpFaultProxy(String origin) {
    this.origin = origin;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("The proxy cannot listen.", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * @param origin of the real server, e.g. {@code http://127.0.0.1:8080}
   */
  public static HttpFaultProxy before(String origin) {
    return new HttpFaultProxy(origin);
  }

  /** {@code http://127.0.0.1:PORT}. */
  @Override
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      Optional<HttpFault> planned = plan().next();
      if (planned.isEmpty()) {
        send(exchange, passedOn(exchange, body));
        return;
      }
      HttpFault fault = planned.get();
      if (fault.status() > 0) {
        refuse(exchange, fault);
        return;
      }
      switch (fault) {
        case RESET_BEFORE -> {
          // Closing the exchange without an answer cuts the connection.
        }
        case SILENCE -> plan().awaitHealing(LONGEST_SILENCE_MILLIS);
        case RESET_AFTER -> passedOn(exchange, body);
        case STALL -> {
          half(exchange, passedOn(exchange, body));
          plan().awaitHealing(LONGEST_SILENCE_MILLIS);
        }
        default -> spoiled(exchange, fault, passedOn(exchange, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An answer of the real server. */
  private record Answer(int status, Headers headers, byte[] body) {}

  private Answer passedOn(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(replaced(body, url(), origin)));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    Headers headers = new Headers();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> headers.add(name, value.replace(origin, url())));
              }
            });
    return new Answer(response.statusCode(), headers, replaced(response.body(), origin, url()));
  }

  private static byte[] replaced(byte[] body, String from, String to) {
    return new String(body, StandardCharsets.UTF_8)
        .replace(from, to)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().putAll(answer.headers());
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  /** The server's own answer, damaged on the way. */
  private static void spoiled(HttpExchange exchange, HttpFault fault, Answer answer)
      throws IOException {
    byte[] whole = answer.body();
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    switch (fault) {
      case HALF_BODY -> half(exchange, answer);
      case TRUNCATED_JSON -> send(exchange, new Answer(answer.status(), answer.headers(), half));
      case EMPTY_BODY -> send(exchange, new Answer(answer.status(), answer.headers(), new byte[0]));
      case EMPTY_OBJECT -> send(exchange, text(answer, "application/json", "{}"));
      case HTML_PAGE ->
          send(
              exchange,
              text(
                  answer, "text/html", "<html><body>Please sign in to the network.</body></html>"));
      default -> throw new IllegalArgumentException(fault.toString());
    }
  }

  private static void half(HttpExchange exchange, Answer answer) throws IOException {
    byte[] whole = answer.body();
    exchange.getResponseHeaders().putAll(answer.headers());
    exchange.sendResponseHeaders(answer.status(), Math.max(1, whole.length));
    OutputStream out = exchange.getResponseBody();
    out.write(whole, 0, whole.length / 2);
    out.flush();
  }

  private static Answer text(Answer like, String type, String body) {
    Headers headers = new Headers();
    headers.put("Content-Type", List.of(type));
    // An answer without a body by its status stays without.
    boolean bodiless = like.status() == 204;
    return new Answer(
        like.status(), headers, bodiless ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuse(HttpExchange exchange, HttpFault fault) throws IOException {
    exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
    if (fault == HttpFault.THROTTLED || fault == HttpFault.UNAVAILABLE) {
      exchange.getResponseHeaders().put("Retry-After", List.of("1"));
    }
    String code = fault == HttpFault.GONE ? "syncStateNotFound" : "PlannedFault";
    byte[] body =
        ("{\"error\":{\"code\":\"" + code + "\",\"message\":\"A planned fault.\"}}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(fault.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    heal();
    server.stop(0);
    threads.shutdownNow();
  }
}
