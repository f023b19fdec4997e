package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One of the two logs of the tenant: what was changed in the directory, and what provisioning did.
 * Newest first, filtered, in pages; entries older than 30 days are gone.
 */
final class EventLog {
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final int SCAN = 500;
  private static final int MOST = 1_000;

  private final TenantState state;
  private final String name;

  EventLog(TenantState state, String name) {
    this.state = state;
    this.name = name;
  }

  /** Adds an entry; it gets an id if it has none, and the present time. */
  void add(ObjectNode entry) {
    if (!entry.has("id")) {
      entry.put("id", TenantState.newId());
    }
    entry.put("activityDateTime", state.timestamp());
    state.logs().add(name, entry.path("id").asText(), state.timestamp(), entry);
    state
        .logs()
        .forget(name, state.now().minus(RETENTION).truncatedTo(ChronoUnit.SECONDS).toString());
    state.changed();
  }

  GraphResponse handle(GraphRequest request) {
    Answers.allow(request, "GET");
    String context = "auditLogs/" + request.segment(1);
    if (request.depth() > 2) {
      return state
          .logs()
          .find(name, request.segment(2))
          .map(entry -> Answers.single(request, context, entry))
          .orElseThrow(() -> GraphException.notFound(request.segment(2)));
    }
    Predicate<ObjectNode> wanted =
        request
            .option("$filter")
            .filter(text -> !text.isBlank())
            .map(text -> FilterParser.entries(text))
            .orElse(entry -> true);
    int top = top(request);
    long before = position(request);
    List<ObjectNode> shown = new ArrayList<>();
    Optional<Long> next = Optional.empty();
    boolean more = true;
    while (more && next.isEmpty()) {
      List<LogTable.Entry> portion = state.logs().before(name, before, SCAN);
      more = portion.size() == SCAN;
      for (LogTable.Entry entry : portion) {
        if (wanted.test(entry.body())) {
          if (shown.size() == top) {
            next = Optional.of(before);
            break;
          }
          shown.add(entry.body());
        }
        before = entry.number();
      }
    }
    ObjectNode body = Json.object();
    body.put("@odata.context", request.root() + "/$metadata#" + context);
    next.ifPresent(
        number -> body.put("@odata.nextLink", QueryOptions.link(request, token(number))));
    ArrayNode value = body.putArray("value");
    shown.forEach(value::add);
    return GraphResponse.ok(body);
  }

  private static int top(GraphRequest request) {
    String text = request.option("$top").orElse("" + MOST);
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
      throw GraphException.odata("Invalid page size specified: '" + text + "'.");
    }
    return Integer.parseInt(text);
  }

  private static String token(long number) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Long.toString(number).getBytes(StandardCharsets.UTF_8));
  }

  private static long position(GraphRequest request) {
    Optional<String> token = request.option("$skiptoken");
    if (token.isEmpty()) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(
          new String(Base64.getUrlDecoder().decode(token.get()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest("The specified page token value is not valid.");
    }
  }
}
