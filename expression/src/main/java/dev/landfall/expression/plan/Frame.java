package dev.landfall.expression.plan;

import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Budget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mutable state of one evaluation; used by one thread. */
final class Frame {
  static final int NOT_LIFTED = -1;

  /** Where a plan reads an attribute; names are resolved to slots once, when planning. */
  record Slot(AttributeReference attribute, boolean imported) {}

  final EvaluationContext context;
  final Budget budget = new Budget();
  final @Nullable ExpressionValue[] variables;

  /** The slot whose values are being walked, and the one at hand. */
  int lifted = NOT_LIFTED;

  ExpressionValue element = ExpressionValue.NULL;

  /** What was lifted where a variable of With was bound: it holds for the bound value too. */
  final int[] liftedAtBinding;

  final @Nullable ExpressionValue[] elementAtBinding;

  private final List<Slot> slots;
  private final @Nullable ExpressionValue[] loaded;

  Frame(EvaluationContext context, List<Slot> slots, int variables) {
    this.context = context;
    this.slots = slots;
    this.loaded = new ExpressionValue[slots.size()];
    this.variables = new ExpressionValue[variables];
    this.liftedAtBinding = new int[variables];
    this.elementAtBinding = new ExpressionValue[variables];
  }

  /** The whole value of the attribute, asked for once. */
  ExpressionValue load(int slot) {
    ExpressionValue value = loaded[slot];
    if (value == null) {
      Slot source = slots.get(slot);
      value =
          source.imported()
              ? context.importedValue(source.attribute())
              : context.attribute(source.attribute());
      loaded[slot] = value;
    }
    return value;
  }
}
