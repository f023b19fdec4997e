package dev.landfall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Serves the API on a port of the loopback interface, to whoever has the token that lies, readable
 * by its owner alone, in the home folder while the service runs.
 */
public final class ApiServer implements AutoCloseable {
  static final String BASE = "/api/v1";
  static final String USER_HEADER = "Landfall-User";

  private static final int TOKEN_BYTES = 32;
  private static final long LARGEST_REQUEST = 1024 * 1024;

  private final Javalin server;
  private final Path home;
  private final Endpoint endpoint;

  private ApiServer(Javalin server, Path home, Endpoint endpoint) {
    this.server = server;
    this.home = home;
    this.endpoint = endpoint;
  }

  /**
   * Starts listening and lets the commands of this home know.
   *
   * @param port 0 for any free one
   */
  public static ApiServer start(ApiContext api, Path home, int port) {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    List<Route> routes = routes(api);
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.maxRequestSize = LARGEST_REQUEST;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = port;
              for (Route route : routes) {
                config.routes.addHttpHandler(
                    route.method(), BASE + route.path(), context -> answer(context, route, secret));
              }
            });
    server.start();
    Endpoint endpoint =
        Endpoint.ours("http://127.0.0.1:" + server.port(), secret, api.clock().instant());
    endpoint.write(home);
    return new ApiServer(server, home, endpoint);
  }

  private static List<Route> routes(ApiContext api) {
    List<Route> routes = new ArrayList<>();
    for (Resource resource :
        List.of(
            new CyclesResource(api),
            new RunsResource(api),
            new SchedulerResource(api),
            new StagingResource(api),
            new ConnectorsResource(api))) {
      routes.addAll(resource.routes());
    }
    JsonNode document = OpenApiDocument.of(routes);
    routes.add(
        new Route(HandlerType.GET, "/openapi.json", "This description.", "", context -> document));
    return routes;
  }

  public String url() {
    return endpoint.url();
  }

  /** Who asks, as the command line says; a name for the history, not a proof. */
  static String user(Context context) {
    return Optional.ofNullable(context.header(USER_HEADER)).orElse("api");
  }

  private static void answer(Context context, Route route, String token) {
    if (!authorized(context, token)) {
      context.status(401);
      send(
          context, Json.object().put("code", "UNAUTHORIZED").put("message", "The token is wrong."));
      return;
    }
    try {
      JsonNode answer = route.answer().apply(context);
      if (answer != null) {
        send(context, answer);
      }
    } catch (NoSuchThing missing) {
      context.status(404);
      send(context, Json.object().put("code", "NOT_FOUND").put("message", missing.getMessage()));
    } catch (LandfallException refused) {
      context.status(status(refused.code()));
      send(context, Json.problem(refused));
    }
  }

  private static boolean authorized(Context context, String token) {
    String given = Optional.ofNullable(context.header("Authorization")).orElse("");
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  private static int status(ErrorCode code) {
    return switch (code.kind()) {
      case CONFIGURATION -> 400;
      case SAFETY_STOP -> 409;
      case TRANSIENT -> 503;
      case DATA, INTERNAL -> 500;
    };
  }

  private static void send(Context context, JsonNode body) {
    context.contentType("application/json");
    context.result(body.toString());
  }

  /** Commands of this home work by themselves again. */
  @Override
  public void close() {
    endpoint.remove(home);
    server.stop();
  }
}
