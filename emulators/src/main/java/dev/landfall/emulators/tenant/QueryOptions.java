package dev.landfall.emulators.tenant;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query options of a collection of directory objects, checked against the rules. */
final class QueryOptions {
  private static final Pattern SEARCH = Pattern.compile("\"(\\w+):([^\"]*)\"|(?i:(AND|OR))|\\s+");
  private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
  private static final Set<String> SORTED_BY_DEFAULT = Set.of("displayName", "userPrincipalName");

  private final GraphRequest request;
  private final PropertyNames names;

  QueryOptions(GraphRequest request, PropertyNames names) {
    this.request = request;
    this.names = names;
    if (request.option("$skip").isPresent()) {
      throw GraphException.odata("'$skip' is not supported by the service.");
    }
    if (request.option("$expand").isPresent() && request.eventual() && advancedPart()) {
      throw GraphException.unsupportedQuery(
          "$expand is not supported together with advanced query capabilities.");
    }
  }

  private boolean advancedPart() {
    return request.option("$search").isPresent()
        || request.option("$count").isPresent()
        || request.option("$filter").isPresent();
  }

  /** The properties asked for; empty for the default ones. */
  static Set<String> select(GraphRequest request, PropertyNames known) {
    Set<String> selected = new LinkedHashSet<>();
    for (String name : request.option("$select").orElse("").split(",", -1)) {
      String trimmed = name.trim();
      if (!trimmed.isEmpty()) {
        selected.add(known.require(trimmed));
      }
    }
    return selected;
  }

  static int top(GraphRequest request) {
    String text = request.option("$top").orElse("100");
    int top;
    try {
      top = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw GraphException.odata("Invalid value '" + text + "' for $top query option found.");
    }
    if (top < 1 || top > 999) {
      throw GraphException.unsupportedQuery(
          "Invalid page size specified: '" + top + "'. Must be between 1 and 999 inclusive.");
    }
    return top;
  }

  /** The parsed {@code $filter}, with its rule about advanced queries kept. */
  Optional<FilterParser.Filter> filter() {
    String text = request.option("$filter").orElse("");
    if (text.isBlank()) {
      return Optional.empty();
    }
    FilterParser.Filter filter = FilterParser.parse(names, text);
    if (filter.advanced() && !request.advanced()) {
      throw GraphException.unsupportedQuery(
          "Operator is not supported without the ConsistencyLevel: eventual header and"
              + " $count=true.");
    }
    return Optional.of(filter);
  }

  /** {@code $search} as a condition. */
  Optional<Predicate<Entity>> search() {
    String search = request.option("$search").orElse("");
    if (search.isBlank()) {
      return Optional.empty();
    }
    if (!request.eventual()) {
      throw GraphException.unsupportedQuery(
          "Request with $search query parameter only works through MSGraph with a special request"
              + " header: 'ConsistencyLevel: eventual'");
    }
    return Optional.of(search(search));
  }

  private Predicate<Entity> search(String text) {
    Matcher matcher = SEARCH.matcher(text);
    List<List<Predicate<Entity>>> alternatives = new ArrayList<>();
    alternatives.add(new ArrayList<>());
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw GraphException.odata("Syntax error: the $search clause '" + text + "' is not valid.");
      }
      if (matcher.group(1) != null) {
        alternatives
            .get(alternatives.size() - 1)
            .add(clause(names.require(matcher.group(1)), matcher.group(2)));
      } else if ("or".equalsIgnoreCase(matcher.group(3))) {
        alternatives.add(new ArrayList<>());
      }
      end = matcher.end();
    }
    return entity ->
        alternatives.stream().anyMatch(all -> all.stream().allMatch(one -> one.test(entity)));
  }

  private static Predicate<Entity> clause(String property, String wanted) {
    List<String> words = words(wanted);
    return entity -> {
      List<String> present = words(entity.text(property));
      return words.stream().allMatch(w -> present.stream().anyMatch(p -> p.startsWith(w)));
    };
  }

  private static List<String> words(String text) {
    return WORDS
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The property to sort by, or empty. */
  String orderBy() {
    String[] parts = request.option("$orderby").orElse("").trim().split("\\s+", -1);
    if (parts[0].isEmpty()) {
      return "";
    }
    names.require(parts[0]);
    boolean combined = request.option("$filter").isPresent();
    if ((combined || !SORTED_BY_DEFAULT.contains(parts[0])) && !request.advanced()) {
      throw GraphException.unsupportedQuery("Sorting not supported for current query.");
    }
    return parts[0];
  }

  boolean descending() {
    return request.option("$orderby").orElse("").toLowerCase(Locale.ROOT).endsWith(" desc");
  }

  /** Keeps the options of a request in its next link, the skip token aside. */
  static String link(GraphRequest request, String skipToken) {
    StringBuilder link = new StringBuilder(request.root());
    request.segments().forEach(segment -> link.append('/').append(encodePath(segment)));
    char separator = '?';
    for (Map.Entry<String, String> option : request.query().entrySet()) {
      if (!option.getKey().equalsIgnoreCase("$skiptoken")) {
        link.append(separator)
            .append(option.getKey())
            .append('=')
            .append(encode(option.getValue()));
        separator = '&';
      }
    }
    return link.append(separator).append("$skiptoken=").append(skipToken).toString();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String encodePath(String segment) {
    return encode(segment)
        .replace("%24", "$")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%3D", "=")
        .replace("%27", "'")
        .replace("%40", "@");
  }
}
