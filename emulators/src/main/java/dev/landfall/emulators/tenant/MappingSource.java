package dev.landfall.emulators.tenant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.FunctionCatalogue;
import dev.landfall.expression.FunctionDescriptor;
import dev.landfall.expression.lex.Lexer;
import dev.landfall.expression.parse.Ast;
import dev.landfall.expression.parse.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An expression as the tree that a synchronization schema keeps beside its text. */
final class MappingSource {
  private MappingSource() {}

  /** The tree; empty if the text is no expression. */
  static Optional<ObjectNode> of(String expression) {
    List<ExpressionProblem> problems = new ArrayList<>();
    Lexer lexer = new Lexer(Dialect.CLOUD_SYNC, expression, problems);
    Optional<Ast> tree = new Parser(Dialect.CLOUD_SYNC, lexer.tokens(), problems).parse();
    return problems.isEmpty() ? tree.map(MappingSource::node) : Optional.empty();
  }

  private static ObjectNode node(Ast tree) {
    if (tree instanceof Ast.Attribute attribute) {
      return node("Attribute", attribute.name(), "[" + attribute.name() + "]", List.of());
    }
    if (tree instanceof Ast.Call call) {
      List<ObjectNode> values = call.arguments().stream().map(MappingSource::node).toList();
      List<String> texts = values.stream().map(v -> v.path("expression").asText()).toList();
      ObjectNode function =
          node("Function", call.name(), call.name() + "(" + String.join(", ", texts) + ")", values);
      name(call.name(), (ArrayNode) function.path("parameters"));
      return function;
    }
    String text = constant(tree);
    return node("Constant", unquoted(tree, text), text, List.of());
  }

  private static String constant(Ast tree) {
    if (tree instanceof Ast.Literal literal) {
      if (literal.value() instanceof ExpressionValue.Text text) {
        return "\"" + text.text() + "\"";
      }
      if (literal.value() instanceof ExpressionValue.Num number) {
        return Long.toString(number.number());
      }
      return literal.value().toString();
    }
    return tree instanceof Ast.Constant word ? word.name() : "";
  }

  private static String unquoted(Ast tree, String text) {
    return tree instanceof Ast.Literal literal
            && literal.value() instanceof ExpressionValue.Text value
        ? value.text()
        : text;
  }

  private static ObjectNode node(
      String type, String name, String expression, List<ObjectNode> parameters) {
    ObjectNode source = Json.object();
    source.put("type", type);
    source.put("name", name);
    source.put("expression", expression);
    ArrayNode list = source.putArray("parameters");
    parameters.forEach(value -> list.addObject().put("key", "").set("value", value));
    return source;
  }

  /** Keys are the function's parameter names; the last one repeats. */
  private static void name(String function, ArrayNode parameters) {
    List<FunctionDescriptor.Parameter> names =
        FunctionCatalogue.find(Dialect.CLOUD_SYNC, function)
            .map(FunctionDescriptor::parameters)
            .orElse(List.of());
    for (int i = 0; i < parameters.size() && !names.isEmpty(); i++) {
      String name = names.get(Math.min(i, names.size() - 1)).name();
      ((ObjectNode) parameters.get(i)).put("key", name);
    }
  }
}
