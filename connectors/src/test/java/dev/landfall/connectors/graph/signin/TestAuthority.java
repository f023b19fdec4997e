package dev.landfall.connectors.graph.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whoever hands out tokens: answers as told, and remembers what it was asked. */
final class TestAuthority implements AutoCloseable {

  /** A request, with its form or query. */
  record Asked(String method, String path, Map<String, String> headers, Map<String, String> form) {}

  /** What to answer. */
  record Told(int status, String body, Map<String, String> headers) {
    static Told token(String token, String life) {
      return new Told(200, "{\"access_token\":\"" + token + "\"," + life + "}", Map.of());
    }
  }

  final List<Asked> asked = new ArrayList<>();
  private final Deque<Told> answers = new ArrayDeque<>();
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  TestAuthority() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  TestAuthority then(Told told) {
    answers.add(told);
    return this;
  }

  TokenSource.Line line() {
    return request -> http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      String query = exchange.getRequestURI().getRawQuery();
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              headers,
              form(query == null ? body : query)));
      Told told = answers.removeFirst();
      told.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] bytes = told.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equal = pair.indexOf('=');
      form.put(
          pair.substring(0, equal),
          URLDecoder.decode(pair.substring(equal + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
