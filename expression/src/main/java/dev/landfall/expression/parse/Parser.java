package dev.landfall.expression.parse;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.lex.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Pratt parser for both dialects: an operator goes on as long as it binds tighter. */
public final class Parser {
  /** Operators in a row; every one deepens the tree, and the tree is walked recursively. */
  private static final int MAXIMUM_OPERATORS = 1_000;

  private final Dialect dialect;
  private final List<Token> tokens;
  private final List<ExpressionProblem> problems;
  private int at;
  private int nesting;
  private int operators;

  public Parser(Dialect dialect, List<Token> tokens, List<ExpressionProblem> problems) {
    this.dialect = dialect;
    this.tokens = tokens;
    this.problems = problems;
  }

  /** The tree, or empty after a syntax error: past that, further complaints would be noise. */
  public Optional<Ast> parse() {
    try {
      Ast tree = expression(0);
      if (!peek().is(Token.Kind.END)) {
        throw unexpected("an operator or the end");
      }
      return Optional.of(tree);
    } catch (SyntaxError error) {
      problems.add(error.problem);
      return Optional.empty();
    }
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
      if (++operators > MAXIMUM_OPERATORS) {
        throw error(
            "too-many-operators", "More than " + MAXIMUM_OPERATORS + " operators.", sign, "");
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
    BigInteger value =
        new BigInteger(hexadecimal ? text.substring(2) : text, hexadecimal ? 16 : 10);
    BigInteger signed = negative ? value.negate() : value;
    int length = token.end() - position;
    if (signed.bitLength() > 63) {
      problems.add(
          ExpressionProblem.error(
              "number-out-of-range",
              "\"" + text + "\" does not fit into 64 bits.",
              position,
              length,
              ""));
      return new Ast.Literal(ExpressionValue.of(0), position, length);
    }
    return new Ast.Literal(ExpressionValue.of(signed.longValue()), position, length);
  }

  private Ast parenthesised() {
    Token open = tokens.get(at - 1);
    enter(open);
    Ast inner = expression(0);
    expectClose(open);
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
    expectClose(open);
    nesting--;
    return new Ast.Call(name.text(), arguments, name.position(), name.length());
  }

  private Ast argument() {
    if (peek().is(Token.Kind.COMMA) || peek().is(Token.Kind.CLOSE)) {
      return new Ast.Omitted(peek().position(), 0);
    }
    return expression(0);
  }

  private void enter(Token token) {
    if (++nesting > dialect.maximumNesting()) {
      throw error(
          "expression-too-deep",
          "More than " + dialect.maximumNesting() + " levels inside each other.",
          token,
          "Split the expression into several flows.");
    }
  }

  private void expectClose(Token open) {
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

    SyntaxError(ExpressionProblem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }
}
