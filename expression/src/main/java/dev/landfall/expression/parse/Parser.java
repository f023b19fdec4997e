package dev.landfall.expression.parse;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.Limits;
import dev.landfall.expression.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Pratt parser for both dialects: an operator goes on as long as it binds tighter. */
public final class Parser {
  private final Dialect dialect;
  private final List<Token> tokens;
  private final List<ExpressionProblem> problems;
  private int at;
  private int nesting;
  private int parentheses;
  private int operators;

  /** The end has been reached too early, which is reported once. */
  private boolean ended;

  public Parser(Dialect dialect, List<Token> tokens, List<ExpressionProblem> problems) {
    this.dialect = dialect;
    this.tokens = tokens;
    this.problems = problems;
    // A text or name that is never closed has taken all that follows with it.
    this.ended = problems.stream().anyMatch(each -> each.code().startsWith("unterminated"));
  }

  /**
   * The tree. After a syntax error inside a call, parsing goes on with the next argument, so that
   * the rest is checked too; empty only when nothing could be made of the source.
   */
  public Optional<Ast> parse() {
    try {
      Ast tree = expression(0);
      if (!peek().is(Token.Kind.END)) {
        report(unexpected("an operator or the end"));
      }
      return Optional.of(tree);
    } catch (SyntaxError error) {
      report(error);
      return Optional.empty();
    }
  }

  private void report(SyntaxError error) {
    boolean atEnd = error.problem.length() == 0 && peek().is(Token.Kind.END);
    if (!(atEnd && ended)) {
      problems.add(error.problem);
    }
    ended |= atEnd;
  }

  private Ast expression(int minimumRank) {
    Ast left = prefix();
    while (peek().is(Token.Kind.OPERATOR)) {
      Token sign = peek();
      Operator operator = Operator.of(sign.text()).orElseThrow();
      if (operator.rank() <= minimumRank) {
        return left;
      }
      checkAvailable(operator, sign);
      if (++operators > Limits.OPERATORS) {
        throw error("too-many-operators", "More than " + Limits.OPERATORS + " operators.", sign, "")
            .fatal();
      }
      at++;
      Ast right = expression(operator.rank());
      left = new Ast.Binary(operator, left, right, sign.position(), sign.length());
      if (operator.isComparison() && nextIsComparison()) {
        throw error(
            "chained-comparison", "Comparisons cannot be chained.", peek(), "Use parentheses.");
      }
    }
    return left;
  }

  private boolean nextIsComparison() {
    return peek().is(Token.Kind.OPERATOR)
        && Operator.of(peek().text()).filter(Operator::isComparison).isPresent();
  }

  private void checkAvailable(Operator operator, Token sign) {
    if (dialect == Dialect.CONNECT) {
      return;
    }
    if (operator.isLogical() || operator.isArithmetic()) {
      throw error(
          "operator-not-available",
          "Cloud Sync expressions have no \"" + operator.sign() + "\".",
          sign,
          operator.isLogical() ? "Nest IIF instead." : "");
    }
    if (operator == Operator.CONCAT) {
      problems.add(
          ExpressionProblem.warning(
              "concatenation-sign",
              "\"&\" is accepted here, but not documented.",
              sign.position(),
              sign.length(),
              "Append does the same."));
    }
  }

  private Ast prefix() {
    Token token = peek();
    if (token.is(Token.Kind.OPERATOR) && token.text().equals("-")) {
      return negative(token);
    }
    at++;
    return switch (token.kind()) {
      case NUMBER -> number(token, false, token.position());
      case STRING ->
          new Ast.Literal(ExpressionValue.of(token.text()), token.position(), token.length());
      case ATTRIBUTE -> new Ast.Attribute(token.text(), token.position(), token.length());
      case PARAMETER -> new Ast.Parameter(token.text(), token.position(), token.length());
      case VARIABLE -> new Ast.Variable(token.text(), token.position(), token.length());
      case IDENTIFIER -> peek().is(Token.Kind.OPEN) ? call(token) : constant(token);
      case OPEN -> parenthesised();
      default -> {
        at--;
        throw unexpected("a value");
      }
    };
  }

  private static Ast constant(Token token) {
    return new Ast.Constant(token.text(), token.position(), token.length());
  }

  private Ast negative(Token minus) {
    at++;
    if (peek().is(Token.Kind.NUMBER)) {
      return number(tokens.get(at++), true, minus.position());
    }
    if (dialect == Dialect.CLOUD_SYNC) {
      throw unexpected("a number after the minus");
    }
    enter(minus);
    Ast operand = prefix();
    nesting--;
    return new Ast.Negate(operand, minus.position(), minus.length());
  }

  /**
   * The minus belongs to the literal: otherwise the smallest 64-bit number could not be written.
   */
  private Ast number(Token token, boolean negative, int position) {
    String text = token.text();
    boolean hexadecimal = text.startsWith("&H");
    int length = token.end() - position;
    String digits = hexadecimal ? text.substring(2) : text;
    long value = 0;
    try {
      value = Long.parseLong(negative ? "-" + digits : digits, hexadecimal ? 16 : 10);
    } catch (NumberFormatException tooLarge) {
      problems.add(
          ExpressionProblem.error(
              "number-out-of-range",
              "\"" + text + "\" does not fit into 64 bits.",
              position,
              length,
              ""));
    }
    return new Ast.Literal(ExpressionValue.of(value), position, length);
  }

  private Ast parenthesised() {
    Token open = tokens.get(at - 1);
    enter(open);
    parentheses++;
    Ast inner = expression(0);
    expectClose(open);
    parentheses--;
    nesting--;
    return inner;
  }

  private Ast call(Token name) {
    Token open = tokens.get(at++);
    enter(name);
    List<Ast> arguments = new ArrayList<>();
    if (!peek().is(Token.Kind.CLOSE)) {
      arguments.add(argument());
      while (peek().is(Token.Kind.COMMA)) {
        at++;
        arguments.add(argument());
      }
    }
    if (peek().is(Token.Kind.END)) {
      arguments.add(new Ast.Broken(peek().position(), 0));
    }
    expectClose(open);
    nesting--;
    return new Ast.Call(name.text(), arguments, name.position(), name.length());
  }

  private Ast argument() {
    if (peek().is(Token.Kind.COMMA) || peek().is(Token.Kind.CLOSE)) {
      return new Ast.Omitted(peek().position(), 0);
    }
    int depth = nesting;
    int before = parentheses;
    Token first = peek();
    try {
      Ast argument = expression(0);
      // The end is the caller's complaint: it knows the parenthesis that is still open.
      if (!peek().is(Token.Kind.COMMA)
          && !peek().is(Token.Kind.CLOSE)
          && !peek().is(Token.Kind.END)) {
        throw unexpected("\",\" or \")\"");
      }
      return argument;
    } catch (SyntaxError error) {
      if (error.fatal) {
        throw error;
      }
      report(error);
      skipArgument(parentheses - before);
      nesting = depth;
      parentheses = before;
      return new Ast.Broken(first.position(), first.length());
    }
  }

  /**
   * To the comma or parenthesis that ends it.
   *
   * @param unclosed parentheses of the argument that are still open
   */
  private void skipArgument(int unclosed) {
    int open = unclosed;
    while (!peek().is(Token.Kind.END)) {
      if (open == 0 && (peek().is(Token.Kind.COMMA) || peek().is(Token.Kind.CLOSE))) {
        return;
      }
      open += peek().is(Token.Kind.OPEN) ? 1 : peek().is(Token.Kind.CLOSE) ? -1 : 0;
      at++;
    }
  }

  private void enter(Token token) {
    if (++nesting > dialect.maximumNesting()) {
      throw error(
              "expression-too-deep",
              "More than " + dialect.maximumNesting() + " levels inside each other.",
              token,
              "Split the expression into several flows.")
          .fatal();
    }
  }

  private void expectClose(Token open) {
    if (peek().is(Token.Kind.END)) {
      report(unexpected("\",\" or the \")\" for the \"(\" at " + (open.position() + 1)));
      return;
    }
    if (!peek().is(Token.Kind.CLOSE)) {
      throw unexpected("\",\" or the \")\" for the \"(\" at " + (open.position() + 1));
    }
    at++;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private SyntaxError unexpected(String wanted) {
    Token token = peek();
    String found =
        token.is(Token.Kind.END) ? "The expression ends" : "\"" + token.text() + "\" stands";
    return error("syntax", found + " where " + wanted + " was expected.", token, "");
  }

  private static SyntaxError error(String code, String message, Token token, String hint) {
    return new SyntaxError(
        ExpressionProblem.error(code, message, token.position(), token.length(), hint));
  }

  /** Leaves the recursion; never seen outside. */
  private static final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ExpressionProblem problem;
    private boolean fatal;

    SyntaxError(ExpressionProblem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }

    /** Beyond a limit there is no going on. */
    SyntaxError fatal() {
      fatal = true;
      return this;
    }
  }
}
