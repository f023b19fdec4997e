package dev.landfall.connectors.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.landfall.connectors.graph.signin.Credential;
import dev.landfall.testkit.time.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * A server that answers Graph's requests word for word as a test says: for what the embedded tenant
 * does not do by itself. Parts of a batch are answered like requests of their own.
 */
final class ScriptedGraph implements AutoCloseable {

  /** An answer; of several for one path the last is given again and again. */
  record Told(int status, String body, Map<String, String> headers) {
    static Told ok(String body) {
      return new Told(200, body.replace('\'', '"'), Map.of());
    }

    static Told refused(int status, String code, Map<String, String> headers) {
      return new Told(
          status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}", headers);
    }
  }

  /** Paths with query, decoded, in order; parts of a batch after the batch. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  final SettableClock clock = new SettableClock();
  private final Map<String, Deque<Told>> script = new LinkedHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private boolean gzip;

  ScriptedGraph() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    on("/t/oauth2/", Told.ok("{'access_token':'x','expires_in':3600}"));
    on(
        "/v1.0/directory/onPremisesSynchronization",
        Told.ok("{'value':[{'id':'t','features':{'groupWriteBackEnabled':true}}]}"));
    on("/beta/directory/deletedItems/microsoft.graph.group", Told.ok("{'value':[]}"));
  }

  /** Answers to paths that begin so; what was said last goes first. */
  ScriptedGraph on(String prefix, Told... answers) {
    synchronized (script) {
      Deque<Told> queue = new ArrayDeque<>(List.of(answers));
      script.put(prefix, queue);
    }
    return this;
  }

  ScriptedGraph compressed() {
    gzip = true;
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A client whose waiting moves the clock. */
  GraphClient client() {
    return new GraphClient(
        new GraphSettings(
            "contoso.onmicrosoft.com",
            "t",
            "c",
            new Credential.Secret("s"),
            URI.create(url()),
            URI.create(url()),
            Optional.empty(),
            GraphSettings.USUAL_TIMEOUT,
            false),
        clock,
        pause -> {
          pauses.add(pause);
          clock.advance(pause);
        },
        new Random(1));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8);
      asked.add(path);
      Told told =
          path.endsWith("/$batch") && !scripted(path)
              ? batch(path.substring(0, path.indexOf("/$batch")), body)
              : next(path);
      told.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] answer = told.body().replace("$URL", url()).getBytes(StandardCharsets.UTF_8);
      if (gzip && !path.contains("/oauth2/")) {
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
          out.write(answer);
        }
        answer = packed.toByteArray();
      }
      exchange.sendResponseHeaders(told.status(), answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private boolean scripted(String path) {
    synchronized (script) {
      return script.keySet().stream().anyMatch(path::startsWith);
    }
  }

  private Told next(String path) {
    synchronized (script) {
      List<String> matching = script.keySet().stream().filter(path::startsWith).toList();
      if (matching.isEmpty()) {
        return Told.refused(404, "Request_ResourceNotFound", Map.of());
      }
      String longest =
          matching.stream().max(java.util.Comparator.comparingInt(String::length)).orElseThrow();
      Deque<Told> queue = script.get(longest);
      return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
    }
  }

  private Told batch(String version, byte[] body) throws IOException {
    ArrayNode responses = GraphClient.MAPPER.createArrayNode();
    for (JsonNode part : GraphClient.MAPPER.readTree(body).path("requests")) {
      String path = version + part.path("url").asText();
      asked.add("  " + part.path("method").asText() + " " + path);
      Told told = next(path);
      ObjectNode response = responses.addObject();
      response.put("id", part.path("id").asText()).put("status", told.status());
      ObjectNode headers = response.putObject("headers");
      told.headers().forEach(headers::put);
      response.set("body", GraphClient.MAPPER.readTree(told.body()));
    }
    ObjectNode answer = GraphClient.MAPPER.createObjectNode();
    answer.set("responses", responses);
    return new Told(200, answer.toString(), Map.of());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
