package dev.landfall.emulators.tenant;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/** HTTP in front of the tenant: headers, sign-in, faults; one catch-all route. */
final class HttpEdge implements AutoCloseable {
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  private final TenantState state;
  private final AccessTokens tokens;
  private final TokenEndpoint authority;
  private final GraphRouter router;
  private final SyncEndpoint sync;
  private final AdminApi admin;
  private final Faults faults;
  private final Javalin server;

  HttpEdge(
      TenantState state,
      Tenancy tenancy,
      AdminApi admin,
      Faults faults,
      DeltaLimits limits,
      Throttle throttle,
      String host,
      int port) {
    this.state = state;
    this.tokens = new AccessTokens(state, tenancy);
    tokens.prepare();
    this.authority = new TokenEndpoint(state, tenancy, tokens);
    this.router = new GraphRouter(state, tenancy, limits, throttle);
    this.sync = new SyncEndpoint(state, tenancy, router.tokens());
    this.admin = admin;
    this.faults = faults;
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.maxRequestSize = 256L * 1024 * 1024;
              config.jetty.host = host;
              config.jetty.port = port;
              for (HandlerType method :
                  new HandlerType[] {
                    HandlerType.GET,
                    HandlerType.POST,
                    HandlerType.PUT,
                    HandlerType.PATCH,
                    HandlerType.DELETE
                  }) {
                config.routes.addHttpHandler(method, "/", this::handle);
                config.routes.addHttpHandler(method, "/<path>", this::handle);
              }
            });
    server.start();
  }

  int port() {
    return server.port();
  }

  private void handle(Context context) throws IOException {
    String method = context.method().name();
    String query = context.queryString();
    String path = context.req().getRequestURI() + (query == null ? "" : "?" + query);
    String requestId = UUID.randomUUID().toString();
    Faults.@Nullable Fault fault = faults.take(method, path);
    if (fault != null && fault.kind() == Faults.Kind.DROP) {
      hangUp(context);
      return;
    }
    GraphResponse response;
    try {
      response = fault == null ? null : refusal(fault, context);
      if (response == null) {
        response = answer(context, method, path, requestId);
      }
    } catch (GraphException e) {
      String time = state.timestamp().replace("Z", "");
      response = e.response(time, requestId, clientRequestId(context, requestId));
    }
    send(context, response, requestId, fault);
  }

  private static String clientRequestId(Context context, String otherwise) {
    String given = context.header("client-request-id");
    return given == null ? otherwise : given;
  }

  private @Nullable GraphResponse refusal(Faults.Fault fault, Context context) {
    switch (fault.kind()) {
      case THROTTLE ->
          throw new GraphException(429, "TooManyRequests", "Too many requests.")
              .header("Retry-After", Long.toString(fault.retryAfter().toSeconds()));
      case UNAVAILABLE ->
          throw new GraphException(503, "ServiceUnavailable", "The service is unavailable.");
      case SERVER_ERROR ->
          throw new GraphException(500, "InternalServerError", "An internal error occurred.");
      case EXPIRED_TOKEN ->
          throw AccessTokens.refused(
              "Lifetime validation failed, the token is expired.", origin(context));
      default -> {
        return null;
      }
    }
  }

  private static String origin(Context context) {
    String host = context.header("Host");
    return context.scheme() + "://" + (host == null ? "127.0.0.1" : host);
  }

  private GraphResponse answer(Context context, String method, String path, String requestId)
      throws IOException {
    String origin = origin(context);
    byte[] body = body(context);
    List<String> segments =
        Arrays.stream(path.split("\\?", 2)[0].split("/", -1)).filter(s -> !s.isEmpty()).toList();
    String first = segments.isEmpty() ? "" : segments.get(0).toLowerCase(Locale.ROOT);
    if (first.equals("v1.0") || first.equals("beta")) {
      limit(body);
      Caller caller = tokens.caller(authorization(context), origin);
      String below = path.substring(path.indexOf(segments.get(0)) + first.length());
      return router.handle(
          GraphRequest.of(origin, first, method, below, headers(context), body, caller), requestId);
    }
    if (first.equals("landfall")) {
      return own(context, method, path, origin, body, segments);
    }
    if (segments.size() >= 3) {
      return authority(context, method, origin, body, segments);
    }
    throw GraphException.unknownSegment(first);
  }

  private GraphResponse own(
      Context context,
      String method,
      String path,
      String origin,
      byte[] body,
      List<String> segments) {
    String area = segments.size() > 1 ? segments.get(1) : "";
    String what = segments.size() > 2 ? segments.get(2) : "";
    Caller caller = tokens.caller(authorization(context), origin);
    String below = path.substring(path.indexOf(area) + area.length());
    GraphRequest request =
        GraphRequest.of(origin, "landfall", method, below, headers(context), body, caller);
    if (area.equals("admin")) {
      Permissions.require(caller.roles(), Set.of(Permissions.SYNC_WRITE));
      return admin.handle(request);
    }
    if (!area.equals("directorySynchronization")) {
      throw GraphException.unknownSegment(area);
    }
    Permissions.require(caller.roles(), Set.of(Permissions.SYNC_WRITE));
    limit(body);
    if (what.isEmpty() && method.equals("GET")) {
      return sync.probe();
    }
    if (what.equals("batch") && method.equals("POST")) {
      return sync.batch(request);
    }
    if (what.equals("delta") && method.equals("GET")) {
      return sync.delta(request);
    }
    throw GraphException.unknownSegment(what);
  }

  private GraphResponse authority(
      Context context, String method, String origin, byte[] body, List<String> segments) {
    String tenant = segments.get(0);
    String rest = String.join("/", segments.subList(1, segments.size()));
    switch (rest) {
      case "v2.0/.well-known/openid-configuration" -> {
        return authority.configuration(origin, tenant);
      }
      case "discovery/v2.0/keys" -> {
        return GraphResponse.ok(tokens.jwks());
      }
      case "oauth2/v2.0/token" -> {
        if (!method.equals("POST")) {
          throw GraphException.methodNotAllowed();
        }
        Map<String, String> form =
            GraphRequest.parseQuery(new String(body, StandardCharsets.UTF_8));
        return authority.token(origin, tenant, form, authorization(context));
      }
      default -> throw GraphException.unknownSegment(rest);
    }
  }

  private static String authorization(Context context) {
    String value = context.header("Authorization");
    return value == null ? "" : value;
  }

  private static Map<String, String> headers(Context context) {
    return new TreeMap<>(context.headerMap());
  }

  private static byte[] body(Context context) throws IOException {
    String encoding = context.header("Content-Encoding");
    if ("gzip".equalsIgnoreCase(encoding)) {
      try (GZIPInputStream unzipped = new GZIPInputStream(context.bodyInputStream())) {
        return unzipped.readAllBytes();
      }
    }
    return context.bodyInputStream().readAllBytes();
  }

  private static void limit(byte[] body) {
    if (body.length > LARGEST_BODY) {
      throw new GraphException(413, "RequestEntityTooLarge", "The request body is too large.");
    }
  }

  private void send(
      Context context, GraphResponse response, String requestId, Faults.@Nullable Fault fault)
      throws IOException {
    byte[] body = response.bytes();
    context.status(response.status());
    context.header("request-id", requestId);
    context.header("client-request-id", clientRequestId(context, requestId));
    context.header("OData-Version", "4.0");
    context.header("x-ms-resource-unit", "1");
    response.headers().forEach(context::header);
    Faults.@Nullable Kind kind = fault == null ? null : fault.kind();
    if (kind == Faults.Kind.LOSE_ANSWER) {
      hangUp(context);
    } else if (kind == Faults.Kind.CUT) {
      context.res().setContentLength(body.length);
      OutputStream out = context.res().getOutputStream();
      out.write(body, 0, body.length / 2);
      out.flush();
      hangUp(context);
    } else if (kind == Faults.Kind.TRUNCATE) {
      context.result(Arrays.copyOf(body, body.length / 2));
    } else if (body.length > 0) {
      context.result(body);
    }
  }

  private static void hangUp(Context context) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  @Override
  public void close() {
    server.stop();
  }
}
