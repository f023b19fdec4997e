package dev.landfall.engine.rule.powershell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads values: literals, variables, lists, properties, and conditions made of them. */
final class ExpressionReader {
  private static final Set<String> OPERATORS =
      Set.of("-eq", "-ne", "-like", "-notlike", "-match", "-gt", "-ge", "-lt", "-le");

  private final CharacterCursor cursor;
  private final StringReader strings;
  private final Supplier<Pipeline> pipelines;

  /**
   * @param pipelines reads a pipeline at the cursor: what parentheses may hold
   */
  ExpressionReader(CharacterCursor cursor, Supplier<Pipeline> pipelines) {
    this.cursor = cursor;
    this.strings = new StringReader(cursor, this);
    this.pipelines = pipelines;
  }

  /** Whether a text begins here. */
  boolean textBegins() {
    return strings.begins();
  }

  String bareWord() {
    StringBuilder word = new StringBuilder();
    while (!cursor.atEnd() && isWordCharacter(cursor.peek())) {
      word.append(cursor.next());
    }
    if (word.length() == 0) {
      throw unexpected("a value");
    }
    return word.toString();
  }

  private static boolean isWordCharacter(char c) {
    return !CharacterCursor.isBlank(c)
        && !CharacterCursor.isLineBreak(c)
        && "|;,(){}&<>`$".indexOf(c) < 0
        && !Quotes.single(c)
        && !Quotes.twofold(c);
  }

  static Optional<ScriptValue> number(String word) {
    try {
      return Optional.of(
          ScriptValue.of(
              word.regionMatches(true, 0, "0x", 0, 2)
                  ? Long.parseLong(word.substring(2), 16)
                  : Long.parseLong(word)));
    } catch (NumberFormatException aWord) {
      return Optional.empty();
    }
  }

  /** Values joined by {@code -and}, {@code -or}, {@code -not} and comparisons. */
  ScriptExpression condition() {
    ScriptExpression left = comparison();
    cursor.skipBlanks();
    while (operatorHere(Set.of("-and", "-or"))) {
      ScriptPosition start = cursor.position();
      String operator = operator();
      cursor.skipBlanksAndLines();
      left = new ScriptExpression.Binary(start, operator, left, comparison());
      cursor.skipBlanks();
    }
    return left;
  }

  private ScriptExpression comparison() {
    ScriptPosition start = cursor.position();
    if (cursor.peek() == '!') {
      cursor.next();
      cursor.skipBlanks();
      return new ScriptExpression.Not(start, comparison());
    }
    if (operatorHere(Set.of("-not"))) {
      operator();
      cursor.skipBlanks();
      return new ScriptExpression.Not(start, comparison());
    }
    ScriptExpression left = listed();
    cursor.skipBlanks();
    if (!operatorHere(OPERATORS)) {
      return left;
    }
    ScriptPosition place = cursor.position();
    String operator = operator();
    cursor.skipBlanksAndLines();
    return new ScriptExpression.Binary(place, operator, left, listed());
  }

  private boolean operatorHere(Set<String> operators) {
    if (!Quotes.dash(cursor.peek())) {
      return false;
    }
    StringBuilder word = new StringBuilder("-");
    for (int i = 1; Character.isLetter(cursor.peek(i)); i++) {
      word.append(cursor.peek(i));
    }
    return operators.contains(word.toString().toLowerCase(Locale.ROOT));
  }

  private String operator() {
    cursor.next();
    StringBuilder word = new StringBuilder("-");
    while (Character.isLetter(cursor.peek())) {
      word.append(cursor.next());
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }

  private ScriptExpression listed() {
    ScriptPosition start = cursor.position();
    ScriptExpression first = expression();
    if (cursor.peek() != ',') {
      return first;
    }
    List<ScriptExpression> items = new ArrayList<>();
    items.add(first);
    while (cursor.take(',')) {
      cursor.skipBlanksAndLines();
      items.add(expression());
    }
    return new ScriptExpression.Listed(start, items);
  }

  ScriptExpression expression() {
    ScriptPosition start = cursor.position();
    ScriptExpression value = primary();
    while (true) {
      if (cursor.peek() == '[') {
        cursor.next();
        cursor.skipBlanks();
        ScriptExpression index = expression();
        cursor.skipBlanks();
        expect(']');
        value = new ScriptExpression.Indexed(start, value, index);
      } else if (cursor.peek() == '.' && isNameCharacter(cursor.peek(1))) {
        cursor.next();
        String name = name();
        if (cursor.peek() == '(') {
          throw new ScriptException(
              cursor.position(),
              "Methods such as \"" + name + "(…)\" are not part of what can be read.");
        }
        value = new ScriptExpression.Member(start, value, name);
      } else {
        return value;
      }
    }
  }

  private ScriptExpression primary() {
    ScriptPosition start = cursor.position();
    if (strings.begins()) {
      return strings.read();
    }
    char c = cursor.peek();
    if (c == '$') {
      return cursor.peek(1) == '(' ? dollarNested() : variable();
    }
    if (c == '(') {
      return nested();
    }
    if (c == '@' && cursor.peek(1) == '(') {
      cursor.next();
      return list(start);
    }
    if (c == '@') {
      throw new ScriptException(
          start, "Hash tables and splatting (\"@\") are not part of what can be read.");
    }
    if (isDigit(c) || (Quotes.dash(c) && isDigit(cursor.peek(1)))) {
      StringBuilder digits = new StringBuilder();
      if (Quotes.dash(c)) {
        cursor.next();
        digits.append('-');
      }
      while (Character.isLetterOrDigit(cursor.peek())) {
        digits.append(cursor.next());
      }
      return new ScriptExpression.Literal(
          start,
          number(digits.toString())
              .orElseThrow(
                  () -> new ScriptException(start, "\"" + digits + "\" is not a whole number.")));
    }
    throw unexpected("a value");
  }

  private ScriptExpression dollarNested() {
    cursor.next();
    return nested();
  }

  /** Reads {@code ( pipeline )}. */
  ScriptExpression nested() {
    ScriptPosition start = cursor.position();
    expect('(');
    cursor.skipBlanksAndLines();
    Pipeline pipeline = pipelines.get();
    cursor.skipBlanksAndLines();
    expect(')');
    return new ScriptExpression.Nested(start, pipeline);
  }

  private ScriptExpression list(ScriptPosition start) {
    expect('(');
    List<ScriptExpression> items = new ArrayList<>();
    cursor.skipBlanksAndLines();
    while (cursor.peek() != ')') {
      if (Character.isLetter(cursor.peek())) {
        items.add(new ScriptExpression.Nested(cursor.position(), pipelines.get()));
      } else {
        items.add(expression());
      }
      cursor.skipBlanksAndLines();
      if (cursor.peek() != ')') {
        expect(',');
        cursor.skipBlanksAndLines();
      }
    }
    cursor.next();
    return new ScriptExpression.Listed(start, items);
  }

  /** Reads {@code $name} or {@code ${name}}. */
  ScriptExpression variable() {
    ScriptPosition start = cursor.position();
    cursor.next();
    boolean braced = cursor.take('{');
    StringBuilder name = new StringBuilder();
    while (isNameCharacter(cursor.peek()) || (cursor.peek() == ':' && isScope(name))) {
      name.append(cursor.next());
    }
    if (braced) {
      expect('}');
    }
    if (name.length() == 0) {
      throw unexpected("the name of a variable");
    }
    return switch (name.toString().toLowerCase(Locale.ROOT)) {
      case "true" -> new ScriptExpression.Literal(start, ScriptValue.of(true));
      case "false" -> new ScriptExpression.Literal(start, ScriptValue.of(false));
      case "null" -> new ScriptExpression.Literal(start, ScriptValue.Nothing.NULL);
      default -> new ScriptExpression.Variable(start, unscoped(name.toString()));
    };
  }

  private static boolean isScope(StringBuilder name) {
    return Set.of("script", "global", "local").contains(name.toString().toLowerCase(Locale.ROOT));
  }

  private static String unscoped(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    while (isNameCharacter(cursor.peek())) {
      name.append(cursor.next());
    }
    return name.toString();
  }

  void expect(char expected) {
    if (cursor.atEnd() || cursor.peek() != expected) {
      throw unexpected("\"" + expected + "\"");
    }
    cursor.next();
  }

  ScriptException unexpected(String expected) {
    String found = cursor.atEnd() ? "the end of the script" : "\"" + cursor.peek() + "\"";
    if (CharacterCursor.isLineBreak(cursor.peek())) {
      found = "the end of the line";
    }
    return new ScriptException(
        cursor.position(), "Expected " + expected + ", but found " + found + ".");
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
