package dev.landfall.expression.plan;

import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Budget;
import org.jspecify.annotations.Nullable;

/** The mutable state of one evaluation; used by one thread. */
final class Frame {
  static final int NOT_LIFTED = -1;

  private static final Binding[] NO_BINDINGS = {};

  /** Where a plan reads an attribute; names are resolved to slots once, when planning. */
  record Slot(AttributeReference attribute, boolean imported) {}

  /** A variable: its value once there is one, and what was lifted where it was bound. */
  static final class Binding {
    @Nullable ExpressionValue value;
    int lifted = NOT_LIFTED;
    ExpressionValue element = ExpressionValue.NULL;
  }

  final EvaluationContext context;
  final Budget budget;
  final Binding[] bindings;

  /** The slot whose values are being walked, and the one at hand. */
  int lifted = NOT_LIFTED;

  ExpressionValue element = ExpressionValue.NULL;

  private final Slot[] slots;
  private final @Nullable ExpressionValue[] loaded;

  Frame(EvaluationContext context, Budget budget, Slot[] slots, int variables) {
    this.context = context;
    this.budget = budget;
    this.slots = slots;
    this.loaded = new ExpressionValue[slots.length];
    this.bindings = variables == 0 ? NO_BINDINGS : new Binding[variables];
    for (int i = 0; i < variables; i++) {
      bindings[i] = new Binding();
    }
  }

  /** The whole value of the attribute, asked for once. */
  ExpressionValue load(int slot) {
    ExpressionValue value = loaded[slot];
    if (value == null) {
      Slot source = slots[slot];
      value =
          source.imported()
              ? context.importedValue(source.attribute())
              : context.attribute(source.attribute());
      loaded[slot] = value;
    }
    return value;
  }
}
