package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query options of a collection of directory objects, checked against the rules. */
final class QueryOptions {
  private static final Pattern SEARCH = Pattern.compile("\"(\\w+):([^\"]*)\"|(?i:(AND|OR))|\\s+");
  private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  private final GraphRequest request;
  private final ObjectType type;

  QueryOptions(GraphRequest request, ObjectType type) {
    this.request = request;
    this.type = type;
    if (request.option("$skip").isPresent()) {
      throw GraphException.odata("'$skip' is not supported by the service.");
    }
  }

  static GraphException unknownProperty(String name, ObjectType type) {
    return GraphException.odata(
        "Could not find a property named '"
            + name
            + "' on type 'microsoft.graph."
            + type.graphName()
            + "'.");
  }

  /** The properties asked for; empty for the default ones. */
  static Set<String> select(GraphRequest request, ObjectType type) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : request.option("$select").orElse("").split(",", -1)) {
      String trimmed = name.trim();
      if (trimmed.isEmpty()) {
        continue;
      }
      if (!type.knows(trimmed, request.beta())) {
        throw unknownProperty(trimmed, type);
      }
      names.add(trimmed);
    }
    return names;
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

  /** {@code $filter} and {@code $search} together. */
  Predicate<Entity> condition() {
    Predicate<Entity> condition = entity -> true;
    String text = request.option("$filter").orElse("");
    if (!text.isBlank()) {
      FilterParser.Filter filter = FilterParser.parse(type, request.beta(), text);
      if (filter.advanced() && !request.advanced()) {
        throw GraphException.unsupportedQuery(
            "Operator is not supported without the ConsistencyLevel: eventual header and"
                + " $count=true.");
      }
      condition = filter.test();
    }
    String search = request.option("$search").orElse("");
    if (!search.isBlank()) {
      if (!request.eventual()) {
        throw GraphException.unsupportedQuery(
            "Request with $search query parameter only works through MSGraph with a special request"
                + " header: 'ConsistencyLevel: eventual'");
      }
      condition = condition.and(search(search));
    }
    return condition;
  }

  private static Predicate<Entity> search(String text) {
    Matcher matcher = SEARCH.matcher(text);
    List<List<Predicate<Entity>>> alternatives = new ArrayList<>();
    alternatives.add(new ArrayList<>());
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw GraphException.odata("Syntax error: the $search clause '" + text + "' is not valid.");
      }
      if (matcher.group(1) != null) {
        alternatives.get(alternatives.size() - 1).add(clause(matcher.group(1), matcher.group(2)));
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
    if (!type.knows(parts[0], request.beta())) {
      throw unknownProperty(parts[0], type);
    }
    Set<String> simple = Set.of("displayName", "userPrincipalName");
    boolean combined = request.option("$filter").isPresent();
    if ((combined || !simple.contains(parts[0])) && !request.advanced()) {
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
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
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

  static boolean truthy(JsonNode node) {
    return node.asBoolean(false);
  }
}
