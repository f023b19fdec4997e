package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Collections of directory objects: filtered, sorted, counted and cut into pages. Work is
 * proportional to the page wherever an index serves the question; a filter that none serves reads
 * the collection in portions until the page is full.
 */
final class Listing {
  private static final String LAST_NAME = "\uDBFF\uDFFF";

  private final TenantState state;
  private final Expansion expansion;

  Listing(TenantState state) {
    this.state = state;
    this.expansion = new Expansion(state);
  }

  /** All live or all deleted objects of a type. */
  GraphResponse ofType(GraphRequest request, ObjectType type, Entity.Life life) {
    return homogeneous(request, type, ObjectQuery.ofType(type, life), life == Entity.Life.LIVE);
  }

  /** A part of a collection that is of one type. */
  GraphResponse cast(GraphRequest request, ObjectType type, ObjectQuery query) {
    return homogeneous(request, type, query.only(Optional.of(type)), false);
  }

  private GraphResponse homogeneous(
      GraphRequest request, ObjectType type, ObjectQuery query, boolean whole) {
    PropertyNames names = PropertyNames.of(type, request);
    Set<String> select = QueryOptions.select(request, names);
    String projection = select.isEmpty() ? "" : "(" + String.join(",", select) + ")";
    return page(
        request,
        names,
        "$metadata#" + type.segment() + projection,
        query,
        whole,
        entity ->
            expansion.into(request, entity, Rendering.object(entity, select, request.beta())));
  }

  /** A collection of several types, each item with its type. */
  GraphResponse mixed(GraphRequest request, ObjectQuery query) {
    PropertyNames names = PropertyNames.any(request);
    Set<String> select = QueryOptions.select(request, names);
    return page(
        request,
        names,
        "$metadata#directoryObjects",
        query,
        false,
        entity -> Rendering.typed(entity, select, request.beta()));
  }

  /** A collection as addresses of its objects. */
  GraphResponse references(GraphRequest request, ObjectQuery query) {
    return page(
        request,
        PropertyNames.any(request),
        "$metadata#Collection($ref)",
        query,
        false,
        entity ->
            Json.object().put("@odata.id", request.root() + "/directoryObjects/" + entity.id));
  }

  private GraphResponse page(
      GraphRequest request,
      PropertyNames names,
      String context,
      ObjectQuery query,
      boolean whole,
      Function<Entity, ObjectNode> show) {
    QueryOptions options = new QueryOptions(request, names);
    Optional<FilterParser.Filter> filter = options.filter();
    Optional<Predicate<Entity>> condition = filter.map(FilterParser.Filter::test);
    Optional<Predicate<Entity>> search = options.search();
    if (search.isPresent()) {
      condition = Optional.of(condition.map(c -> c.and(search.get())).orElse(search.get()));
    }
    int top = QueryOptions.top(request);
    Iterable<Entity> source = state.all(query);
    if (whole && filter.isPresent()) {
      source = filter.get().candidates(state).<Iterable<Entity>>map(few -> few).orElse(source);
    }
    String orderBy = options.orderBy();
    Position position = Position.of(request, options.descending());
    List<Entity> found;
    if (!orderBy.isEmpty()) {
      boolean indexed = whole && condition.isEmpty() && orderBy.equals("displayName");
      found =
          indexed
              ? state.byName(
                  names.type().orElseThrow(),
                  options.descending(),
                  position.key(),
                  position.number(),
                  top + 1)
              : sorted(source, condition, orderBy, options.descending(), position, top + 1);
    } else if (condition.isEmpty()) {
      found = state.page(query, position.number(), top + 1);
    } else {
      found = matching(source, condition.get(), position.number(), top + 1);
    }
    ObjectNode body = Json.object();
    body.put("@odata.context", request.root() + "/" + context);
    if (request.advanced()) {
      body.put("@odata.count", total(query, source, condition));
    }
    if (found.size() > top) {
      Entity last = found.get(top - 1);
      body.put(
          "@odata.nextLink",
          QueryOptions.link(request, new Position(key(last, orderBy), last.number).token()));
    }
    ArrayNode value = body.putArray("value");
    found.stream().limit(top).forEach(entity -> value.add(show.apply(entity)));
    return GraphResponse.ok(body);
  }

  private static List<Entity> matching(
      Iterable<Entity> source, Predicate<Entity> condition, long after, int limit) {
    List<Entity> found = new ArrayList<>();
    for (Entity entity : source) {
      if (entity.number > after && condition.test(entity)) {
        found.add(entity);
        if (found.size() == limit) {
          break;
        }
      }
    }
    return found;
  }

  // Keeps only as many as the page needs, so that memory does not grow with the collection.
  private static List<Entity> sorted(
      Iterable<Entity> source,
      Optional<Predicate<Entity>> condition,
      String orderBy,
      boolean descending,
      Position after,
      int limit) {
    int sign = descending ? -1 : 1;
    PriorityQueue<Entity> best =
        new PriorityQueue<>((a, b) -> sign * Position.compare(b, a, orderBy));
    for (Entity entity : source) {
      Position position = new Position(key(entity, orderBy), entity.number);
      if (sign * position.compareTo(after) > 0
          && (condition.isEmpty() || condition.get().test(entity))) {
        best.add(entity);
        if (best.size() > limit) {
          best.remove();
        }
      }
    }
    List<Entity> found = new ArrayList<>(best);
    found.sort((a, b) -> sign * Position.compare(a, b, orderBy));
    return found;
  }

  private static String key(Entity entity, String orderBy) {
    return orderBy.isEmpty() ? "" : entity.text(orderBy).toLowerCase(Locale.ROOT);
  }

  private long total(
      ObjectQuery query, Iterable<Entity> source, Optional<Predicate<Entity>> condition) {
    if (condition.isEmpty()) {
      return state.count(query);
    }
    long count = 0;
    for (Entity entity : source) {
      count += condition.get().test(entity) ? 1 : 0;
    }
    return count;
  }

  /** {@code /$count}: digits as plain text. */
  GraphResponse count(GraphRequest request, PropertyNames names, ObjectQuery query) {
    if (!request.eventual()) {
      throw GraphException.badRequest("$count is not currently supported.");
    }
    Optional<Predicate<Entity>> condition =
        Optional.of(request.option("$filter").orElse(""))
            .filter(text -> !text.isBlank())
            .map(text -> FilterParser.parse(names, text).test());
    return GraphResponse.text(
        "text/plain", Long.toString(total(query, state.all(query), condition)));
  }

  /**
   * The last object of a page. Pages go on after it, so that deletions between two pages make
   * nobody disappear.
   *
   * @param key what the collection is sorted by; empty when it is in order of creation
   */
  private record Position(String key, long number) implements Comparable<Position> {

    static Position of(GraphRequest request, boolean descending) {
      String token = request.option("$skiptoken").orElse("");
      if (token.isEmpty()) {
        return descending ? new Position(LAST_NAME, Long.MAX_VALUE) : new Position("", 0);
      }
      try {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        return new Position(text.substring(colon + 1), Long.parseLong(text.substring(0, colon)));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw GraphException.badRequest("The specified page token value is not valid.");
      }
    }

    String token() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((number + ":" + key).getBytes(StandardCharsets.UTF_8));
    }

    static int compare(Entity a, Entity b, String orderBy) {
      return new Position(Listing.key(a, orderBy), a.number)
          .compareTo(new Position(Listing.key(b, orderBy), b.number));
    }

    @Override
    public int compareTo(Position other) {
      int byKey = key.compareTo(other.key);
      return byKey != 0 ? byKey : Long.compare(number, other.number);
    }
  }
}
