package dev.landfall.expression.plan;

import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Fault;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The nodes without children. */
final class Leaves {
  private Leaves() {}

  static final class Constant extends Node {
    private final ExpressionValue value;

    Constant(ExpressionValue value, int position) {
      super(position);
      this.value = value;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return value;
    }

    @Override
    boolean isConstant() {
      return true;
    }

    ExpressionValue value() {
      return value;
    }
  }

  static final class Attribute extends Node {
    private final int slot;

    Attribute(int slot, int position) {
      super(position);
      this.slot = slot;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return frame.lifted == slot ? frame.element : frame.load(slot);
    }
  }

  static final class ValueCount extends Node {
    private final AttributeReference attribute;

    ValueCount(AttributeReference attribute, int position) {
      super(position);
      this.attribute = attribute;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return ExpressionValue.of(frame.context.valueCount(attribute));
    }
  }

  static final class Parameter extends Node {
    private final String name;

    Parameter(String name, int position) {
      super(position);
      this.name = name;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return frame
          .context
          .parameter(name)
          .orElseThrow(
              () -> Fault.UNDEFINED_PARAMETER.because("%" + name + "% is not defined here."));
    }
  }

  static final class Variable extends Node {
    private final int index;

    Variable(int index, int position) {
      super(position);
      this.index = index;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      ExpressionValue value = frame.variables[index];
      return value == null ? ExpressionValue.NULL : value;
    }
  }

  /** A variable of With: computed when first wanted, then kept. */
  static final class LazyVariable extends Node {
    private final int index;
    private final Supplier<Node> bound;

    LazyVariable(int index, Supplier<Node> bound, int position) {
      super(position);
      this.index = index;
      this.bound = bound;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      @Nullable ExpressionValue value = frame.variables[index];
      if (value == null) {
        value = atBinding(frame);
        frame.variables[index] = value;
      }
      return value;
    }

    private ExpressionValue atBinding(Frame frame) {
      int lifted = frame.lifted;
      ExpressionValue element = frame.element;
      ExpressionValue then = frame.elementAtBinding[index];
      frame.lifted = frame.liftedAtBinding[index];
      frame.element = then == null ? ExpressionValue.NULL : then;
      try {
        return bound.get().evaluate(frame);
      } finally {
        frame.lifted = lifted;
        frame.element = element;
      }
    }
  }
}
