package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private final ObjectType type;
  private final boolean beta;
  private final List<String> tokens = new ArrayList<>();
  private int position;
  private boolean advanced;

  private FilterParser(ObjectType type, boolean beta, String text) {
    this.type = type;
    this.beta = beta;
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
   */
  record Filter(Predicate<Entity> test, boolean advanced) {}

  static Filter parse(ObjectType type, boolean beta, String text) {
    FilterParser parser = new FilterParser(type, beta, text);
    Predicate<Entity> test = parser.or();
    if (parser.position < parser.tokens.size()) {
      throw broken();
    }
    return new Filter(test, parser.advanced);
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

  private Predicate<Entity> or() {
    Predicate<Entity> left = and();
    while (take("or")) {
      left = left.or(and());
    }
    return left;
  }

  private Predicate<Entity> and() {
    Predicate<Entity> left = unary();
    while (take("and")) {
      left = left.and(unary());
    }
    return left;
  }

  private Predicate<Entity> unary() {
    if (take("not")) {
      advanced = true;
      return unary().negate();
    }
    if (take("(")) {
      Predicate<Entity> inner = or();
      expect(")");
      return inner;
    }
    String word = next();
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("startswith") || lower.equals("endswith")) {
      expect("(");
      String property = property(next());
      expect(",");
      Predicate<JsonNode> test = affix(lower, next());
      expect(")");
      return entity -> test.test(entity.get(property));
    }
    if (lower.endsWith("/any")) {
      return any(property(word.substring(0, word.length() - 4)));
    }
    if (lower.endsWith("/$count")) {
      advanced = true;
      String property = property(word.substring(0, word.length() - 7));
      boolean equal = next().equalsIgnoreCase("eq");
      int count = Integer.parseInt(next());
      return entity -> (entity.get(property).size() == count) == equal;
    }
    String property = property(word);
    Predicate<JsonNode> test = comparison();
    return entity -> test.test(entity.get(property));
  }

  private Predicate<Entity> any(String property) {
    expect("(");
    String variable = next();
    expect(":");
    String word = next();
    Predicate<JsonNode> test;
    if (word.equalsIgnoreCase("startswith") || word.equalsIgnoreCase("endswith")) {
      expect("(");
      expect(variable);
      expect(",");
      test = affix(word.toLowerCase(Locale.ROOT), next());
      expect(")");
    } else if (word.equals(variable)) {
      test = comparison();
    } else {
      throw broken();
    }
    expect(")");
    return entity -> {
      for (JsonNode value : entity.get(property)) {
        if (test.test(value)) {
          return true;
        }
      }
      return false;
    };
  }

  private Predicate<JsonNode> affix(String function, String literal) {
    String wanted = text(literal).toLowerCase(Locale.ROOT);
    if (function.equals("endswith")) {
      advanced = true;
      return value -> value.asText("").toLowerCase(Locale.ROOT).endsWith(wanted);
    }
    return value -> value.asText("").toLowerCase(Locale.ROOT).startsWith(wanted);
  }

  private Predicate<JsonNode> comparison() {
    String operator = next().toLowerCase(Locale.ROOT);
    switch (operator) {
      case "in" -> {
        expect("(");
        List<String> literals = new ArrayList<>();
        do {
          literals.add(next());
        } while (take(","));
        expect(")");
        return value -> literals.stream().anyMatch(literal -> same(value, literal));
      }
      case "eq" -> {
        String literal = next();
        return value -> same(value, literal);
      }
      case "ne" -> {
        advanced = true;
        String literal = next();
        return value -> !same(value, literal);
      }
      case "ge" -> {
        String literal = text(next());
        return value -> value.isTextual() && value.asText().compareTo(literal) >= 0;
      }
      case "le" -> {
        String literal = text(next());
        return value -> value.isTextual() && value.asText().compareTo(literal) <= 0;
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

  private String property(String name) {
    if (!type.knows(name, beta)) {
      throw QueryOptions.unknownProperty(name, type);
    }
    return name;
  }
}
