package dev.landfall.expression.parse;

import java.util.stream.Collectors;

/** A syntax tree as source text again, with as few brackets as its meaning needs. */
public final class Spelling {
  private Spelling() {}

  public static String of(Ast ast) {
    if (ast instanceof Ast.Literal literal) {
      String text = literal.value().display();
      return literal.value() instanceof dev.landfall.expression.ExpressionValue.Text
          ? "\"" + text + "\""
          : text;
    }
    if (ast instanceof Ast.Attribute attribute) {
      return "[" + attribute.name() + "]";
    }
    if (ast instanceof Ast.Parameter parameter) {
      return "%" + parameter.name() + "%";
    }
    if (ast instanceof Ast.Variable variable) {
      return "$" + variable.name();
    }
    if (ast instanceof Ast.Constant constant) {
      return constant.name();
    }
    if (ast instanceof Ast.Call call) {
      return call.arguments().stream()
          .map(Spelling::of)
          .collect(Collectors.joining(", ", call.name() + "(", ")"));
    }
    if (ast instanceof Ast.Negate negate) {
      return "-" + operand(negate.operand(), Integer.MAX_VALUE);
    }
    if (ast instanceof Ast.Binary binary) {
      int rank = binary.operator().rank();
      return operand(binary.left(), rank)
          + " "
          + binary.operator().sign()
          + " "
          + operand(binary.right(), rank + 1);
    }
    return "";
  }

  /** In brackets where it binds less tightly than what surrounds it. */
  private static String operand(Ast ast, int rank) {
    return ast instanceof Ast.Binary binary && binary.operator().rank() < rank
        ? "(" + of(ast) + ")"
        : of(ast);
  }
}
