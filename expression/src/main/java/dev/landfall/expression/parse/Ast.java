package dev.landfall.expression.parse;

import dev.landfall.expression.ExpressionValue;
import java.util.List;

/** The syntax tree. Names are as written and mean nothing yet. */
public sealed interface Ast
    permits Ast.Literal,
        Ast.Attribute,
        Ast.Parameter,
        Ast.Variable,
        Ast.Constant,
        Ast.Call,
        Ast.Negate,
        Ast.Binary,
        Ast.Omitted,
        Ast.Broken {

  /**
   * UTF-16 offset in the source: of the operator for {@link Binary}, of the name for {@link Call}.
   */
  int position();

  int length();

  record Literal(ExpressionValue value, int position, int length) implements Ast {}

  record Attribute(String name, int position, int length) implements Ast {}

  record Parameter(String name, int position, int length) implements Ast {}

  record Variable(String name, int position, int length) implements Ast {}

  /** A bare word. */
  record Constant(String name, int position, int length) implements Ast {}

  record Call(String name, List<Ast> arguments, int position, int length) implements Ast {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Negate(Ast operand, int position, int length) implements Ast {}

  record Binary(Operator operator, Ast left, Ast right, int position, int length) implements Ast {}

  /** Nothing between two commas. */
  record Omitted(int position, int length) implements Ast {}

  /** Arguments with a syntax error, or left out by one, which has been reported. */
  record Broken(int position, int length) implements Ast {}
}
