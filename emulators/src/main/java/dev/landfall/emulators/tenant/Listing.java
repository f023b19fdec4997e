package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Collections of directory objects: filtered, sorted, counted and cut into pages. */
final class Listing {
  private Listing() {}

  /** A collection of one type. */
  static GraphResponse homogeneous(GraphRequest request, ObjectType type, Stream<Entity> all) {
    Set<String> select = QueryOptions.select(request, type);
    QueryOptions options = new QueryOptions(request, type);
    String projection = select.isEmpty() ? "" : "(" + String.join(",", select) + ")";
    Stream<Entity> matching = all.filter(options.condition());
    String orderBy = options.orderBy();
    if (!orderBy.isEmpty()) {
      Comparator<Entity> order =
          Comparator.comparing(entity -> entity.text(orderBy).toLowerCase(Locale.ROOT));
      matching = matching.sorted(options.descending() ? order.reversed() : order);
    }
    return page(
        request,
        "$metadata#" + type.segment() + projection,
        matching.toList(),
        entity -> Rendering.object(entity, select, request.beta()));
  }

  /** A collection of several types, each item with its type. */
  static GraphResponse mixed(GraphRequest request, List<Entity> all) {
    Set<String> select =
        Set.of(
            request.option("$select").stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toArray(String[]::new));
    return page(
        request,
        "$metadata#directoryObjects",
        all,
        entity -> Rendering.typed(entity, select, request.beta()));
  }

  private static GraphResponse page(
      GraphRequest request, String context, List<Entity> all, Function<Entity, ObjectNode> show) {
    boolean sorted = request.option("$orderby").isPresent();
    int from = position(request, all, sorted);
    int until = Math.min(all.size(), from + QueryOptions.top(request));
    ObjectNode body = Json.object();
    body.put("@odata.context", request.root() + "/" + context);
    if (request.advanced()) {
      body.put("@odata.count", all.size());
    }
    if (until < all.size()) {
      body.put("@odata.nextLink", QueryOptions.link(request, token(until, all, sorted)));
    }
    ArrayNode value = body.putArray("value");
    for (int i = from; i < until; i++) {
      value.add(show.apply(all.get(i)));
    }
    return GraphResponse.ok(body);
  }

  // Unsorted collections are in order of creation and go on after the last object shown, so that
  // deletions between two pages make nobody disappear; sorted ones go on at a position.
  private static String token(int until, List<Entity> all, boolean sorted) {
    String text = sorted ? "at:" + until : "no:" + all.get(until - 1).number;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int position(GraphRequest request, List<Entity> all, boolean sorted) {
    String token = request.option("$skiptoken").orElse("");
    if (token.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      long number = Long.parseLong(text.substring("at:".length()));
      return sorted
          ? (int) Math.min(number, all.size())
          : (int) all.stream().takeWhile(entity -> entity.number <= number).count();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw GraphException.badRequest("The specified page token value is not valid.");
    }
  }

  /** {@code /$count}: digits as plain text. */
  static GraphResponse count(GraphRequest request, ObjectType type, Stream<Entity> all) {
    if (!request.eventual()) {
      throw GraphException.badRequest("$count is not currently supported.");
    }
    long count;
    if (request.option("$filter").isPresent()) {
      FilterParser.Filter filter =
          FilterParser.parse(type, request.beta(), request.option("$filter").orElse(""));
      count = all.filter(filter.test()).count();
    } else {
      count = all.count();
    }
    return GraphResponse.text("text/plain", Long.toString(count));
  }
}
