package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses {@code $filter} into a predicate: {@code eq ne ge le in and or not}, {@code startsWith},
 * {@code endsWith}, {@code any} and collection counts. Text compares without regard to letter case,
 * as directory objects do.
 */
final class FilterParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*('(?:[^']|'')*'|[(),:]|[^\\s(),:']+(?::\\d\\d:\\d\\d[^\\s(),]*)?)");

  private final PropertyNames names;
  private final List<String> tokens = new ArrayList<>();
  private int position;
  private boolean advanced;

  private FilterParser(PropertyNames names, String text) {
    this.names = names;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw broken();
    }
  }

  /**
   * A parsed filter.
   *
   * @param advanced whether it needs the advanced query parameters
   * @param lookups values of indexed properties that every match has one of; empty if there are
   *     none and all objects must be tested
   */
  record Filter(
      PropertyNames names,
      Predicate<Entity> test,
      boolean advanced,
      Optional<List<Lookup>> lookups) {

    /** The objects that can match, in order of their numbers; empty if that could be any. */
    Optional<List<Entity>> candidates(TenantState state) {
      if (lookups.isEmpty() || names.type().isEmpty()) {
        return Optional.empty();
      }
      ObjectType type = names.type().get();
      return Optional.of(
          lookups.get().stream()
              .flatMap(lookup -> lookup.find(state, type))
              .filter(entity -> entity.live() && entity.is(type))
              .distinct()
              .sorted(Comparator.comparingLong(entity -> entity.number))
              .toList());
    }
  }

  static Filter parse(PropertyNames names, String text) {
    FilterParser parser = new FilterParser(names, text);
    Clause clause = parser.or();
    if (parser.position < parser.tokens.size()) {
      throw broken();
    }
    return new Filter(names, clause.test, parser.advanced, clause.lookups);
  }

  /** A filter for entries of a log. */
  static Predicate<ObjectNode> entries(String text) {
    Predicate<Entity> test = parse(PropertyNames.FREE, text).test();
    return entry -> test.test(new Entity(0, "", ObjectType.USER, entry));
  }

  private record Clause(Predicate<Entity> test, Optional<List<Lookup>> lookups) {
    static Clause scanning(Predicate<Entity> test) {
      return new Clause(test, Optional.empty());
    }

    Clause or(Clause other) {
      List<Lookup> both = new ArrayList<>();
      lookups.ifPresent(both::addAll);
      other.lookups.ifPresent(both::addAll);
      boolean all = lookups.isPresent() && other.lookups.isPresent();
      return new Clause(test.or(other.test), all ? Optional.of(both) : Optional.empty());
    }

    Clause and(Clause other) {
      return new Clause(test.and(other.test), lookups.or(() -> other.lookups));
    }
  }

  private static GraphException broken() {
    return GraphException.odata("Invalid filter clause");
  }

  private String peek() {
    return position < tokens.size() ? tokens.get(position) : "";
  }

  private String next() {
    if (position >= tokens.size()) {
      throw broken();
    }
    return tokens.get(position++);
  }

  private void expect(String token) {
    if (!next().equals(token)) {
      throw broken();
    }
  }

  private boolean take(String word) {
    if (peek().equalsIgnoreCase(word)) {
      position++;
      return true;
    }
    return false;
  }

  private Clause or() {
    Clause left = and();
    while (take("or")) {
      left = left.or(and());
    }
    return left;
  }

  private Clause and() {
    Clause left = unary();
    while (take("and")) {
      left = left.and(unary());
    }
    return left;
  }

  private Clause unary() {
    if (take("not")) {
      advanced = true;
      return Clause.scanning(unary().test.negate());
    }
    if (take("(")) {
      Clause inner = or();
      expect(")");
      return inner;
    }
    String word = next();
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("startswith") || lower.equals("endswith")) {
      expect("(");
      String path = next();
      property(path);
      expect(",");
      Predicate<JsonNode> test = affix(lower, next());
      expect(")");
      return Clause.scanning(entity -> test.test(value(entity, path)));
    }
    if (lower.endsWith("/any")) {
      return any(property(word.substring(0, word.length() - 4)));
    }
    if (lower.endsWith("/$count")) {
      return size(property(word.substring(0, word.length() - 7)));
    }
    property(word);
    Comparison comparison = comparison();
    return new Clause(
        entity -> comparison.test.test(value(entity, word)), Lookup.all(word, comparison.equal));
  }

  /**
   * A property, or one inside another: {@code onPremisesExtensionAttributes/extensionAttribute1}.
   */
  private static JsonNode value(Entity entity, String path) {
    int slash = path.indexOf('/');
    return slash < 0
        ? entity.get(path)
        : entity.get(path.substring(0, slash)).path(path.substring(slash + 1));
  }

  private Clause size(String property) {
    advanced = true;
    String operator = next().toLowerCase(Locale.ROOT);
    String text = next();
    if (!text.matches("\\d{1,6}") || !(operator.equals("eq") || operator.equals("ne"))) {
      throw broken();
    }
    int size = Integer.parseInt(text);
    return Clause.scanning(
        entity -> (entity.get(property).size() == size) == operator.equals("eq"));
  }

  private Clause any(String property) {
    expect("(");
    String variable = next();
    expect(":");
    String word = next();
    Predicate<JsonNode> test;
    List<String> equal = List.of();
    if (word.equalsIgnoreCase("startswith") || word.equalsIgnoreCase("endswith")) {
      expect("(");
      expect(variable);
      expect(",");
      test = affix(word.toLowerCase(Locale.ROOT), next());
      expect(")");
    } else if (word.equals(variable)) {
      Comparison comparison = comparison();
      test = comparison.test;
      equal = comparison.equal;
    } else {
      throw broken();
    }
    expect(")");
    return new Clause(
        entity -> {
          for (JsonNode value : entity.get(property)) {
            if (test.test(value)) {
              return true;
            }
          }
          return false;
        },
        Lookup.all(property, equal));
  }

  private Predicate<JsonNode> affix(String function, String literal) {
    String wanted = text(literal).toLowerCase(Locale.ROOT);
    if (function.equals("endswith")) {
      advanced = true;
      return value -> value.asText("").toLowerCase(Locale.ROOT).endsWith(wanted);
    }
    return value -> value.asText("").toLowerCase(Locale.ROOT).startsWith(wanted);
  }

  /** A comparison with literals; {@code equal} are those of an equality, else empty. */
  private record Comparison(Predicate<JsonNode> test, List<String> equal) {
    static Comparison of(Predicate<JsonNode> test) {
      return new Comparison(test, List.of());
    }
  }

  private Comparison comparison() {
    String operator = next().toLowerCase(Locale.ROOT);
    switch (operator) {
      case "in" -> {
        expect("(");
        List<String> literals = new ArrayList<>();
        do {
          literals.add(next());
        } while (take(","));
        expect(")");
        return new Comparison(
            value -> literals.stream().anyMatch(literal -> same(value, literal)),
            literals.stream().map(FilterParser::text).toList());
      }
      case "eq" -> {
        String literal = next();
        return new Comparison(
            value -> same(value, literal),
            literal.startsWith("'") ? List.of(text(literal)) : List.of());
      }
      case "ne" -> {
        advanced = true;
        String literal = next();
        return Comparison.of(value -> !same(value, literal));
      }
      case "ge" -> {
        String literal = text(next());
        return Comparison.of(value -> value.isTextual() && value.asText().compareTo(literal) >= 0);
      }
      case "le" -> {
        String literal = text(next());
        return Comparison.of(value -> value.isTextual() && value.asText().compareTo(literal) <= 0);
      }
      default -> throw broken();
    }
  }

  private static boolean same(JsonNode value, String literal) {
    boolean absent = value.isNull() || value.isMissingNode();
    if (literal.equals("null")) {
      return absent;
    }
    return !absent && value.asText().equalsIgnoreCase(text(literal));
  }

  private static String text(String literal) {
    return literal.startsWith("'")
        ? literal.substring(1, literal.length() - 1).replace("''", "'")
        : literal;
  }

  private String property(String path) {
    int slash = path.indexOf('/');
    return names.require(slash < 0 ? path : path.substring(0, slash));
  }
}
