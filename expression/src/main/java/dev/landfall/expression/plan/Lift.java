package dev.landfall.expression.plan;

import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.function.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A region in which one attribute may be lifted: the whole expression, a branch, or the argument of
 * something that takes whole collections.
 *
 * <p>When planning, the region notes which attributes are read where a single value is wanted. When
 * evaluating, the one of them that holds several values is walked: the region is evaluated per
 * value, and every mention of that attribute in it means the current one. So {@code [m] & [m]}
 * pairs values by position, and an IIF with a lifted condition picks per value. NULL results are
 * dropped.
 */
final class Lift extends Node {
  private final boolean aggregate;
  private final Set<Integer> sources = new TreeSet<>();
  private int[] lifting = {};
  private Node body;

  /**
   * @param aggregate what encloses this region takes a whole collection: a value picked outside
   *     does not count inside
   */
  Lift(boolean aggregate, int position) {
    super(position);
    this.aggregate = aggregate;
    this.body = new Leaves.Constant(ExpressionValue.NULL, position);
  }

  void wants(int slot) {
    sources.add(slot);
  }

  /** The region once its body is planned; just the body when nothing in it could matter. */
  Node around(Node planned) {
    if (aggregate && planned instanceof Leaves.Attribute) {
      return ((Leaves.Attribute) planned).whole();
    }
    body = planned;
    lifting = sources.stream().mapToInt(Integer::intValue).toArray();
    return planned.isConstant() || (sources.isEmpty() && !aggregate) ? planned : this;
  }

  @Override
  ExpressionValue compute(Frame frame) {
    if (!aggregate) {
      return region(frame);
    }
    int outerLifted = frame.lifted;
    ExpressionValue outerElement = frame.element;
    frame.lifted = Frame.NOT_LIFTED;
    try {
      return region(frame);
    } finally {
      frame.lifted = outerLifted;
      frame.element = outerElement;
    }
  }

  private ExpressionValue region(Frame frame) {
    int lifted = frame.lifted;
    for (int source : lifting) {
      if (source != lifted && frame.load(source) instanceof Multi) {
        if (lifted != Frame.NOT_LIFTED) {
          throw Fault.TWO_LIFTED_ATTRIBUTES.because(
              "Two different multi-valued attributes stand where single values are wanted.");
        }
        lifted = source;
      }
    }
    return lifted == frame.lifted ? body.evaluate(frame) : walk(lifted, frame);
  }

  private ExpressionValue walk(int slot, Frame frame) {
    List<ExpressionValue> results = new ArrayList<>();
    frame.lifted = slot;
    try {
      for (ExpressionValue value : ((Multi) frame.load(slot)).values()) {
        frame.element = value;
        collect(body.operand(frame), results, frame);
      }
    } finally {
      frame.lifted = Frame.NOT_LIFTED;
    }
    return new Multi(results);
  }

  /** Our choice: a lifted call that itself gives several values, such as Split, adds them all. */
  static void collect(ExpressionValue result, List<ExpressionValue> results, Frame frame) {
    if (result instanceof Multi) {
      for (ExpressionValue value : ((Multi) result).values()) {
        frame.budget.collected();
        results.add(value);
      }
    } else if (result instanceof ExpressionValue.Symbol) {
      throw Fault.TYPE_MISMATCH.because("An enumeration member cannot be collected.");
    } else if (result != ExpressionValue.NULL) {
      frame.budget.collected();
      results.add(result);
    }
  }
}
