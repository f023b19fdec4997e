package dev.landfall.expression.plan;

import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Budget;
import java.util.List;
import java.util.Set;

/**
 * A tree of resolved nodes, ready to run for any number of objects.
 *
 * @param repeatable neither time nor chance has a part in it
 * @param attributes names read, as first written, by {@link AttributeReference#index()}
 */
public record Plan(
    Root root,
    List<String> attributes,
    Set<String> parameters,
    boolean redacted,
    boolean needsUniqueValue,
    boolean repeatable) {

  /** May be a value that steers the flow. */
  public ExpressionValue evaluate(EvaluationContext context) {
    return root.node.evaluate(new Frame(context, new Budget(), root.slots, root.variables));
  }

  /** What the evaluation needs, kept out of sight. */
  public static final class Root {
    private final Node node;
    private final Frame.Slot[] slots;
    private final int variables;

    Root(Node node, Frame.Slot[] slots, int variables) {
      this.node = node;
      this.slots = slots;
      this.variables = variables;
    }
  }
}
