package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * Subscriptions to changes: kept with their rules and their end. Notifications are not sent; they
 * only hint in the real service too, and a client that needs them calls delta queries.
 */
final class Subscriptions {
  private static final Duration LONGEST = Duration.ofMinutes(41_760);
  private static final Set<String> CHANGES = Set.of("created", "updated", "deleted");

  private final TenantState state;
  private final StoredCollection subscriptions;

  Subscriptions(TenantState state) {
    this.state = state;
    this.subscriptions = new StoredCollection(state, "subscriptions");
  }

  GraphResponse handle(GraphRequest request) {
    if (request.depth() == 1) {
      Answers.allow(request, "GET", "POST");
      return request.method().equals("GET")
          ? Answers.collection(request, "subscriptions", live())
          : Answers.created(request, "subscriptions", create(request));
    }
    Answers.allow(request, "GET", "PATCH", "DELETE");
    ObjectNode one = subscriptions.get(request.segment(1));
    if (ended(one)) {
      throw GraphException.notFound(request.segment(1));
    }
    switch (request.method()) {
      case "PATCH" -> {
        ObjectNode body = request.json();
        body.fieldNames()
            .forEachRemaining(
                name -> {
                  if (!Set.of("expirationDateTime", "notificationUrl").contains(name)) {
                    throw GraphException.odata("Only the end and the address can be changed.");
                  }
                });
        if (body.has("expirationDateTime")) {
          one.put("expirationDateTime", end(body).toString());
        }
        if (body.has("notificationUrl")) {
          one.put("notificationUrl", address(body));
        }
        subscriptions.changed();
        return Answers.single(request, "subscriptions", one);
      }
      case "DELETE" -> {
        subscriptions.remove(request.segment(1));
        return GraphResponse.noContent();
      }
      default -> {
        return Answers.single(request, "subscriptions", one);
      }
    }
  }

  private ArrayNode live() {
    ArrayNode live = Json.array();
    for (JsonNode one : subscriptions.all()) {
      if (!ended(one)) {
        live.add(one);
      }
    }
    return live;
  }

  private boolean ended(JsonNode one) {
    return Instant.parse(one.path("expirationDateTime").asText()).isBefore(state.now());
  }

  private ObjectNode create(GraphRequest request) {
    ObjectNode body = request.json();
    for (String required :
        List.of("changeType", "resource", "notificationUrl", "expirationDateTime")) {
      if (!body.hasNonNull(required)) {
        throw GraphException.odata("A value is required for property '" + required + "'.");
      }
    }
    for (String change : body.path("changeType").asText().split(",", -1)) {
      if (!CHANGES.contains(change.trim())) {
        throw GraphException.odata("'" + change + "' is no change type.");
      }
    }
    ObjectNode added = Json.object();
    added.put("id", TenantState.newId());
    added.put("applicationId", request.caller().appId());
    added.put("changeType", body.path("changeType").asText());
    added.set("clientState", body.hasNonNull("clientState") ? body.get("clientState") : null);
    added.put("expirationDateTime", end(body).toString());
    added.put("latestSupportedTlsVersion", body.path("latestSupportedTlsVersion").asText("v1_2"));
    added.put("notificationUrl", address(body));
    added.put("resource", body.path("resource").asText());
    subscriptions.add(added);
    return added;
  }

  private static String address(ObjectNode body) {
    String url = body.path("notificationUrl").asText();
    if (!url.startsWith("https://")) {
      throw GraphException.odata("Notification url must use https.");
    }
    return url;
  }

  private Instant end(ObjectNode body) {
    Instant end;
    try {
      end = OffsetDateTime.parse(body.path("expirationDateTime").asText()).toInstant();
    } catch (DateTimeException e) {
      throw GraphException.odata("'expirationDateTime' is no time.");
    }
    if (end.isBefore(state.now()) || end.isAfter(state.now().plus(LONGEST))) {
      throw GraphException.odata(
          "Subscription expiration can only be up to "
              + LONGEST.toMinutes()
              + " minutes from now.");
    }
    return end;
  }
}
