package dev.landfall.expression.plan;

import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.EvaluationStep;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.parse.Ast;
import dev.landfall.expression.parse.Spelling;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells what another node gave. Only plans made for explaining hold any. */
final class ToldNode extends Node {
  private final Node node;
  private final String text;
  private final Consumer<EvaluationStep> listener;

  ToldNode(Ast ast, Node node, Consumer<EvaluationStep> listener) {
    super(ast.position());
    this.node = node;
    this.text = Spelling.of(ast);
    this.listener = listener;
  }

  @Override
  ExpressionValue compute(Frame frame) {
    try {
      ExpressionValue value = node.evaluate(frame);
      listener.accept(new EvaluationStep(position, text, Optional.of(value), ""));
      return value;
    } catch (EvaluationException failed) {
      listener.accept(
          new EvaluationStep(
              position, text, Optional.empty(), String.valueOf(failed.getMessage())));
      throw failed;
    }
  }
}
