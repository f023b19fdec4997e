package dev.landfall.expression.lex;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionProblem;
import java.util.ArrayList;
import java.util.List;

/** Splits a source into tokens. Goes on after a problem, so that all of them are reported. */
public final class Lexer {
  private final Dialect dialect;
  private final String source;
  private final List<ExpressionProblem> problems;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  public Lexer(Dialect dialect, String source, List<ExpressionProblem> problems) {
    this.dialect = dialect;
    this.source = source;
    this.problems = problems;
  }

  /** The tokens, always ending with {@link Token.Kind#END}. */
  public List<Token> tokens() {
    while (at < source.length()) {
      next();
    }
    tokens.add(new Token(Token.Kind.END, "", source.length(), 0));
    return tokens;
  }

  private void next() {
    char c = source.charAt(at);
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      at++;
    } else if (c == '"') {
      string();
    } else if (c == '[') {
      attribute();
    } else if (c == '%') {
      parameter();
    } else if (c == '$' && dialect == Dialect.CONNECT) {
      variable();
    } else if (isDigit(c)) {
      number();
    } else if (startsHexadecimal()) {
      int end = at + 2;
      while (end < source.length() && isHexDigit(source.charAt(end))) {
        end++;
      }
      add(Token.Kind.NUMBER, source.substring(at, end), end);
    } else if (Character.isLetter(c)) {
      int end = endOfIdentifier(at);
      add(Token.Kind.IDENTIFIER, source.substring(at, end), end);
    } else {
      punctuation(c);
    }
  }

  private void punctuation(char c) {
    switch (c) {
      case '(' -> add(Token.Kind.OPEN, "(", at + 1);
      case ')' -> add(Token.Kind.CLOSE, ")", at + 1);
      case ',' -> add(Token.Kind.COMMA, ",", at + 1);
      default -> operator(c);
    }
  }

  private void operator(char c) {
    String two = at + 2 <= source.length() ? source.substring(at, at + 2) : "";
    if (List.of("&&", "||", "<=", ">=", "<>").contains(two)) {
      add(Token.Kind.OPERATOR, two, at + 2);
    } else if ("+-*/&<>=".indexOf(c) >= 0) {
      add(Token.Kind.OPERATOR, String.valueOf(c), at + 1);
    } else {
      String hint =
          "\u201c\u201d\u201e\u2018\u2019".indexOf(c) >= 0 ? "Use straight quotes: \"." : "";
      int end = at + Character.charCount(source.codePointAt(at));
      problem(
          "unexpected-character",
          "\"" + source.substring(at, end) + "\" means nothing here.",
          end,
          hint);
      at = end;
    }
  }

  private void string() {
    StringBuilder text = new StringBuilder();
    int i = at + 1;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == '"'
          && dialect == Dialect.CONNECT
          && i + 1 < source.length()
          && source.charAt(i + 1) == '"') {
        text.append('"');
        i += 2;
      } else if (c == '"') {
        add(Token.Kind.STRING, text.toString(), i + 1);
        return;
      } else if (c == '\\' && i + 1 < source.length()) {
        escape(source.charAt(i + 1), i, text);
        i += 2;
      } else {
        text.append(c);
        i++;
      }
    }
    problem(
        "unterminated-string",
        "The text starting here has no closing quote.",
        source.length(),
        "Add \".");
    add(Token.Kind.STRING, text.toString(), source.length());
  }

  private void escape(char c, int position, StringBuilder text) {
    boolean connect = dialect == Dialect.CONNECT;
    if (c == '\\' || c == '"') {
      text.append(c);
    } else if (connect && c == 'n') {
      text.append('\n');
    } else if (connect && c == 'r') {
      text.append('\r');
    } else if (connect && c == 't') {
      text.append('\t');
    } else {
      text.append('\\').append(c);
      if (!connect) {
        problems.add(
            ExpressionProblem.warning(
                "unknown-escape",
                "\"\\" + c + "\" is no escape; the backslash stays.",
                position,
                2,
                "Write \"\\\\" + c + "\" to say so."));
      }
    }
  }

  private void attribute() {
    int close = source.indexOf(']', at);
    if (close < 0) {
      problem(
          "unterminated-attribute",
          "The attribute name starting here has no \"]\".",
          source.length(),
          "");
      add(Token.Kind.ATTRIBUTE, source.substring(at + 1), source.length());
      return;
    }
    String name = source.substring(at + 1, close);
    String extra = dialect == Dialect.CONNECT ? "-_." : "-_.:() ";
    boolean legal =
        !name.isBlank()
            && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || extra.indexOf(c) >= 0);
    if (!legal) {
      problem("bad-attribute-name", "\"" + name + "\" is not an attribute name.", close + 1, "");
    }
    add(Token.Kind.ATTRIBUTE, name, close + 1);
  }

  private void parameter() {
    int close = source.indexOf('%', at + 1);
    boolean legal = close > at + 1;
    for (int i = at + 1; legal && i < close; i++) {
      char c = source.charAt(i);
      legal = Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }
    if (!legal) {
      problem(
          "bad-parameter-name", "\"%\" starts a parameter, for example %Domain.FQDN%.", at + 1, "");
      at++;
      return;
    }
    add(Token.Kind.PARAMETER, source.substring(at + 1, close), close + 1);
  }

  private void variable() {
    int end = endOfIdentifier(at + 1);
    if (end == at + 1 || !Character.isLetter(source.charAt(at + 1))) {
      problem("bad-variable-name", "\"$\" starts a variable, for example $item.", at + 1, "");
      at++;
      return;
    }
    add(Token.Kind.VARIABLE, source.substring(at + 1, end), end);
  }

  private void number() {
    int end = at;
    while (end < source.length() && isDigit(source.charAt(end))) {
      end++;
    }
    int point = end;
    if (end + 1 < source.length() && source.charAt(end) == '.' && isDigit(source.charAt(end + 1))) {
      end++;
      while (end < source.length() && isDigit(source.charAt(end))) {
        end++;
      }
      problem(
          "decimal-number",
          "\"" + source.substring(at, end) + "\" is not a whole number.",
          end,
          "");
    }
    add(Token.Kind.NUMBER, source.substring(at, point), end);
  }

  /** After an operand, {@code &} joins text, even when an H follows: {@code "a"&Hours}. */
  private boolean startsHexadecimal() {
    if (!source.startsWith("&H", at)
        || at + 2 >= source.length()
        || !isHexDigit(source.charAt(at + 2))) {
      return false;
    }
    if (tokens.isEmpty()) {
      return true;
    }
    Token.Kind previous = tokens.get(tokens.size() - 1).kind();
    return previous == Token.Kind.OPERATOR
        || previous == Token.Kind.OPEN
        || previous == Token.Kind.COMMA;
  }

  private int endOfIdentifier(int from) {
    int end = from;
    while (end < source.length()
        && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private void add(Token.Kind kind, String text, int end) {
    tokens.add(new Token(kind, text, at, end - at));
    at = end;
  }

  private void problem(String code, String message, int end, String hint) {
    problems.add(ExpressionProblem.error(code, message, at, end - at, hint));
  }
}
