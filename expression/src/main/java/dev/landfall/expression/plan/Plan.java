package dev.landfall.expression.plan;

import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.ExpressionValue;
import java.util.List;
import java.util.Set;

/**
 * A tree of resolved nodes, ready to run for any number of objects.
 *
 * @param attributes names read, as first written, by {@link AttributeReference#index()}
 */
public record Plan(
    Root root,
    List<String> attributes,
    Set<String> parameters,
    boolean redacted,
    boolean needsUniqueValue) {

  /** May be a value that steers the flow. */
  public ExpressionValue evaluate(EvaluationContext context) {
    return root.node.evaluate(new Frame(context, root.slots, root.variables));
  }

  /** What the evaluation needs, kept out of sight. */
  public static final class Root {
    private final Node node;
    private final List<Frame.Slot> slots;
    private final int variables;

    Root(Node node, List<Frame.Slot> slots, int variables) {
      this.node = node;
      this.slots = slots;
      this.variables = variables;
    }
  }
}
